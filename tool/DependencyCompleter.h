//===- DependencyCompleter.h - name what the text came from -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compiler has listed the file that it compiled and the headers that are
// not part of that; a build needs the original and the headers within it, by
// the names that the compiler would have used.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_DEPENDENCYCOMPLETER_H
#define SEGSTACK_TOOL_DEPENDENCYCOMPLETER_H

#include "CompilerCommand.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace segstack {

struct TranslationUnit;

/// What was compiled in place of a source.
struct CompiledText {
  std::string Source;   ///< as the command names it
  std::string Path;     ///< of the text
  bool Gcc = false;     ///< the compiler is GCC
  size_t OfTheSame = 1; ///< texts that were compiled by the same command
};

/// Rewrites the rule that \p Command has written to \p File. An error names
/// the file: it is no rule, or cannot be written.
llvm::Error completeDependencies(const std::string &File,
                                 const CompilerCommand &Command,
                                 const CompiledText &Text,
                                 const TranslationUnit &Unit);

/// Adds \p Names to the rule in \p File. Errors as above.
llvm::Error addDependencies(const std::string &File,
                            llvm::ArrayRef<std::string> Names);

} // namespace segstack

#endif

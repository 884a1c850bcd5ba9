//===- DepFile.h - make rules that a compiler wrote -------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   a.o: .segstack-1/a.cpp /usr/include/x.h      what the compiler read
//     -> a.o: a.cpp a.h /usr/include/x.h         what the object depends on
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_DEPFILE_H
#define SEGSTACK_TOOL_DEPFILE_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace segstack {

/// One rule, and whether each prerequisite also has an empty rule (-MP).
struct DepFile {
  std::string Targets; ///< as written, in make's spelling
  std::vector<std::string> Prerequisites;
  bool Phony = false;
};

/// Nothing when \p Text is no rule as GCC and clang write them.
std::optional<DepFile> parseDepFile(llvm::StringRef Text);

std::string printDepFile(const DepFile &File);

} // namespace segstack

#endif

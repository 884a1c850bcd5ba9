//===- QuotedNames.h - names that a folder gives a meaning -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name in quotes is looked for in the folder of the file that has it, which
// is another folder once that file is inlined: __has_include("name"), also the
// next one of a name, and #embed "name". #include is InclusionRecorder's.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_QUOTEDNAMES_H
#define SEGSTACK_LIB_QUOTEDNAMES_H

#include "clang/Basic/SourceLocation.h"
#include <memory>
#include <string>
#include <vector>

namespace clang {
class PPCallbacks;
class SourceManager;
} // namespace clang

namespace segstack {

/// What to write in the place of some bytes of an inlined file.
struct QuotedName {
  clang::FileID File;
  unsigned Begin, End;
  std::string Replacement;
};

/// Callbacks that add to \p Met, which must outlive them, in the order in which
/// the preprocessor meets them: each place once.
std::unique_ptr<clang::PPCallbacks>
recordQuotedNames(clang::SourceManager &SM, std::vector<QuotedName> &Met);

} // namespace segstack

#endif

//===- HasIncludes.h - __has_include("name") in a file -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name in quotes is looked for in the folder of the file that asks, which is
// another folder once that file is inlined. So is the next one of a name.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_HASINCLUDES_H
#define SEGSTACK_LIB_HASINCLUDES_H

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
struct HasInclude {
  clang::FileID File;
  unsigned Begin, End;
  std::string Replacement;
};

/// Callbacks that add to \p Met, which must outlive them, in the order in which
/// the preprocessor asks: each place once.
std::unique_ptr<clang::PPCallbacks>
recordHasIncludes(clang::SourceManager &SM, std::vector<HasInclude> &Met);

} // namespace segstack

#endif

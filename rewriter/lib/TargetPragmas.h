//===- TargetPragmas.h - where GCC compiles for another target --*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Behind `#pragma GCC target(...)` vectors may travel in other registers than
// in the templates of check.h. Clang does not know the pragma, so its AST says
// nothing of it.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_TARGETPRAGMAS_H
#define SEGSTACK_LIB_TARGETPRAGMAS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <utility>
#include <vector>

namespace clang {
class Preprocessor;
class SourceManager;
} // namespace clang

namespace segstack {

class TargetPragmas {
public:
  /// Adds handlers to \p PP; this object must outlive the parse.
  explicit TargetPragmas(clang::Preprocessor &PP);

  /// True when the target at \p Place is not that of the command line.
  bool changedAt(clang::SourceLocation Place) const;

private:
  class Handler;
  void apply(llvm::StringRef Word, clang::SourceLocation Hash);

  clang::SourceManager &Sources;
  std::vector<bool> Pushed;
  bool Changed = false;
  /// From where on it is so, in the order of the translation unit.
  std::vector<std::pair<clang::SourceLocation, bool>> Changes;
};

} // namespace segstack

#endif

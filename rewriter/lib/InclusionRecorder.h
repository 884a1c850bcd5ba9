//===- InclusionRecorder.h - which file was included where -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_INCLUSIONRECORDER_H
#define SEGSTACK_LIB_INCLUSIONRECORDER_H

#include "segstack/rewriter/TranslationUnit.h"
#include <memory>

namespace clang {
class FileID;
class Preprocessor;
} // namespace clang

namespace segstack {

struct RewriteOptions;

/// Watches a preprocessor and tells, when it is done, every inclusion of every
/// file and every directive that an inlined file cannot keep.
class InclusionRecorder {
public:
  /// Adds callbacks to \p PP, which must outlive this object's use.
  InclusionRecorder(clang::Preprocessor &PP, const RewriteOptions &Options);
  ~InclusionRecorder();

  /// Fills in Files, Directives and Dependencies. Files and directives are in
  /// the order of the text. Call once, after the parse.
  void finish(TranslationUnit &Unit);

  /// The index into Files of an inclusion; after finish(). Nothing for the
  /// predefines and for scratch space.
  std::optional<unsigned> indexOf(clang::FileID File) const;

private:
  class Callbacks;
  struct State;
  std::unique_ptr<State> Recorded;
};

} // namespace segstack

#endif

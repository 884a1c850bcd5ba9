//===- ShapeDecider.h - retry, outline, or why not -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   Candidate + BodyFacts + FrameEstimate -> [ShapeDecider] -> CheckPlan
//
// The one place that decides what becomes of a function. A construct that
// needs another treatment is one more case here.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_SHAPEDECIDER_H
#define SEGSTACK_LIB_SHAPEDECIDER_H

#include "BodyFacts.h"
#include "EditableRange.h"
#include "FunctionFinder.h"
#include "segstack/rewriter/CheckPlan.h"

namespace segstack {

/// All that the decision about one function depends on.
struct ShapeQuestion {
  const Candidate &Function;
  const BodyFacts &Facts;
  const EditableRange &Range;
  llvm::StringRef Bytes; ///< contents of the file it stands in
  FrameEstimate Frame;
  llvm::StringRef Declarator = {}; ///< what stands before the body
  bool SkippedByUser = false;
  bool OtherTarget = false;   ///< behind `#pragma GCC target`
  bool ResolvesIFunc = false; ///< named by an ifunc attribute
  /// Whose constant initialisation runs it, if any does.
  const clang::VarDecl *Initializes = nullptr;
  Shape AtMost = Shape::Retry; ///< what an earlier attempt left possible
  Reason AtMostWhy = Reason::Fine;
  std::string AtMostDetail = {};
};

/// Fills in the shape, the reason and the text of the check; the place and the
/// name are the caller's.
CheckPlan decideShape(const ShapeQuestion &Question,
                      const FoundFunctions &Found,
                      const clang::ASTContext &Context);

} // namespace segstack

#endif

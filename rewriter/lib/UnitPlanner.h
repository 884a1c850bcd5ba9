//===- UnitPlanner.h - the checks of one parsed translation unit -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   FunctionFinder -> BodyFacts -> FrameEstimator -> ShapeDecider -> place
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_UNITPLANNER_H
#define SEGSTACK_LIB_UNITPLANNER_H

#include "segstack/rewriter/CheckPlan.h"
#include "segstack/rewriter/TranslationUnit.h"
#include <map>

namespace clang {
class ASTContext;
}

namespace segstack {

class InclusionRecorder;
class TargetPragmas;
struct EstimateOptions;
struct RewriteOptions;

/// What an earlier attempt found out about the function at a place, given as
/// (index of the inclusion, offset of the body).
struct Demotion {
  Shape AtMost = Shape::None;
  Reason Why = Reason::WouldNotCompile;
  std::string Detail;
  /// Why no call in it goes to the thread's own stack; empty: they may.
  std::string NoVisits = {};
  /// Why no size in it is asked for; empty: they may be.
  std::string NoSizes = {};
};
using Demotions = std::map<std::pair<unsigned, unsigned>, Demotion>;

/// Decides about every function of \p Context. Unit.Files must be filled in;
/// sets Unit.Checks and adds to Unit.Findings.
void planUnit(clang::ASTContext &Context, const InclusionRecorder &Inclusions,
              const TargetPragmas &Targets, const RewriteOptions &Options,
              const EstimateOptions &Estimate, const Demotions &Known,
              TranslationUnit &Unit);

} // namespace segstack

#endif

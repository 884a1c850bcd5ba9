//===- UnitPlacement.h - the checks of one translation unit -*- C++ -*-----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CheckPlans of all functions -> CallGraph -> [auto: CheckPlacer] -> fewer
//                                            '-> UncoveredCycles -> findings
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_UNITPLACEMENT_H
#define SEGSTACK_LIB_UNITPLACEMENT_H

#include "segstack/rewriter/TranslationUnit.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class ASTContext;
}

namespace segstack {

class FrameEstimator;
class HeavyExternals;
class InclusionRecorder;
struct RewriteOptions;

/// Index into TranslationUnit::Checks by the place of the body, which all
/// instances of a template share (SourceLocation::getRawEncoding).
using PlanIndex = llvm::DenseMap<unsigned, unsigned>;

/// With --place=auto takes the checks out that are not needed. Raises what the
/// others ask for by what they call (ExternalNeeds.h). Notes the
/// recursion that is left without a check (UncoveredCycles.h).
void placeInUnit(clang::ASTContext &Context, FrameEstimator &Frames,
                 const HeavyExternals &Externals, const RewriteOptions &Options,
                 const PlanIndex &Plans, const InclusionRecorder &Inclusions,
                 TranslationUnit &Unit);

} // namespace segstack

#endif

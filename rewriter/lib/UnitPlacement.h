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

#include "FunctionKeys.h"
#include "segstack/rewriter/TranslationUnit.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace segstack {

class HeavyExternals;
class InclusionRecorder;
struct RewriteOptions;

/// Index into TranslationUnit::Checks by the place of the body, which all
/// instances of a template share (SourceLocation::getRawEncoding).
using PlanIndex = llvm::DenseMap<unsigned, unsigned>;

using FrameOf = llvm::function_ref<FrameEstimate(const clang::FunctionDecl &)>;

/// With --place=auto takes the checks out that are not needed, with
/// --place=plan those that the plan does not have. Raises what the
/// others ask for by what they call (ExternalNeeds.h). Notes the
/// recursion that is left without a check (UncoveredCycles.h).
void placeInUnit(clang::ASTContext &Context, FrameOf Frame, FileOf File,
                 const HeavyExternals &Externals, const RewriteOptions &Options,
                 const PlanIndex &Plans, const InclusionRecorder &Inclusions,
                 TranslationUnit &Unit);

} // namespace segstack

#endif

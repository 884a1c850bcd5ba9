//===- AutoPlacement.h - --place=auto for one translation unit -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CheckPlans of all functions -> CallGraph -> CheckPlacer -> fewer checks
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_AUTOPLACEMENT_H
#define SEGSTACK_LIB_AUTOPLACEMENT_H

#include "segstack/rewriter/TranslationUnit.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class ASTContext;
}

namespace segstack {

class FrameEstimator;

/// Index into TranslationUnit::Checks by the place of the body, which all
/// instances of a template share (SourceLocation::getRawEncoding).
using PlanIndex = llvm::DenseMap<unsigned, unsigned>;

/// Takes the checks out that --place=auto does not need and notes the cycles
/// of calls through the project's functions in which none can have a check.
void placeAutomatically(clang::ASTContext &Context, FrameEstimator &Frames,
                        uint64_t UncheckedBudget, const PlanIndex &Plans,
                        TranslationUnit &Unit);

} // namespace segstack

#endif

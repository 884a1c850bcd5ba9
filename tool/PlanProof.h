//===- PlanProof.h - a plan proved for its builds -------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   plan + sizes of each build -> [FramesOfBuild] -> proved one by one
//                                       '-> the largest, into the plan
//
// What `segstack verify` and `segstack report` have in common.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PLANPROOF_H
#define SEGSTACK_TOOL_PLANPROOF_H

#include "FrameMatcher.h"
#include "ProofOptions.h"
#include "report/ProofPrinter.h"

namespace segstack {

struct FramesOfBuild {
  std::string Name;
  MatchedFrames Matched; ///< none: of the plan's numbers
};

/// \p Plan is as \p File has it. What is not known of a build's frames is
/// warned of, unless \p Quiet.
llvm::Expected<std::vector<FramesOfBuild>>
readBuilds(llvm::ArrayRef<SizesOfBuild> Builds, const ProgramPlan &Plan,
           llvm::StringRef File, bool Quiet);

/// Files of \p Plan are relative to the folder of \p File; those of a report
/// are named from where the person stands, which in CI is the root of the
/// sources.
void nameFromHere(ProgramPlan &Plan, llvm::StringRef File);

/// \p Plan says what the checks ask for.
ProofsOfPlan proveBuilds(const ProgramPlan &Plan,
                         llvm::ArrayRef<FramesOfBuild> Builds,
                         const ProofLimits &Limits);

/// Of several builds the largest: a check has to suffice in all of them. What
/// \p Into had is forgotten.
void takeRealFrames(llvm::ArrayRef<FramesOfBuild> Builds, ProgramPlan &Into);

/// Chains that begin at a check and are still too long then: the check asks for
/// what is missing.
void askForWhatIsShort(llvm::ArrayRef<FramesOfBuild> Builds, ProofLimits Limits,
                       ProgramPlan &Into);

} // namespace segstack

#endif

//===- PlanDecisions.h - what a plan says of a source -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   ProgramPlan -> [PlanDecisions] -> for a function of a source as it is now:
//                                     decided, or changed since
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_PLANDECISIONS_H
#define SEGSTACK_LIB_PLANDECISIONS_H

#include "segstack/rewriter/CallSummary.h"
#include "segstack/rewriter/ProgramPlan.h"
#include "llvm/ADT/StringMap.h"

namespace segstack {

/// Of what a plan depends on in \p Function besides its frame: the calls, and
/// the check that it can have. 16 hexadecimal digits; not affected by lines,
/// comments and names of variables.
std::string digestOf(const SummarizedFunction &Function,
                     const std::string &Root);

class PlanDecisions {
public:
  PlanDecisions(const ProgramPlan &Plan, std::string Root);

  /// Null when it is not in the plan, or differs from what the plan was made
  /// for.
  const PlannedFunction *find(const SummarizedFunction &Function) const;

  /// The frame that a build made of the function \p Key, where it is known.
  std::optional<uint64_t> realBytes(const std::string &Key) const;

private:
  const std::string Root;
  llvm::StringMap<PlannedFunction> Functions; ///< without their calls
};

} // namespace segstack

#endif

//===- PlanDecisions.h - what a plan says of a source -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   PlanLookup -> [PlanDecisions] -> for a function of a source as it is now:
//                                    decided, or changed since
//
// A source has a few hundred of the functions of a plan that may have a hundred
// thousand: only those are looked up.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_PLANDECISIONS_H
#define SEGSTACK_LIB_PLANDECISIONS_H

#include "segstack/rewriter/CallSummary.h"
#include "segstack/rewriter/ProgramPlan.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

namespace segstack {

/// Of what a plan depends on in \p Function besides its frame: the calls, and
/// the check that it can have. 16 hexadecimal digits; not affected by lines,
/// comments and names of variables.
std::string digestOf(const SummarizedFunction &Function,
                     const std::string &Root);

class PlanDecisions {
public:
  PlanDecisions(PlanLookup Find, std::string Root)
      : Find(std::move(Find)), Root(std::move(Root)) {}

  /// Null when it is not in the plan, or differs from what the plan was made
  /// for.
  const PlannedFunction *find(const SummarizedFunction &Function) const;

  /// The frame that a build made of the function \p Key, where it is known.
  std::optional<uint64_t> realBytes(const std::string &Key) const;

private:
  const PlannedFunction *planned(const std::string &Key) const;

  const PlanLookup Find;
  const std::string Root;
  mutable std::mutex Mutex; ///< of Functions; they stay where they are
  mutable llvm::StringMap<std::optional<PlannedFunction>> Functions;
};

} // namespace segstack

#endif

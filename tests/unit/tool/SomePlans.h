//===- SomePlans.h - plans for the tests of reports -------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_UNITTESTS_TOOL_SOMEPLANS_H
#define SEGSTACK_UNITTESTS_TOOL_SOMEPLANS_H

#include "report/PlanFindings.h"
#include <string>
#include <vector>

namespace segstack {

inline PlannedFunction function(std::string Key, unsigned Line = 1,
                                std::vector<PlannedCall> Calls = {}) {
  PlannedFunction F;
  F.Key = Key;
  F.Name = Key + "()";
  F.File = "a.cpp";
  F.Line = Line;
  F.Column = 5;
  F.Frame.Bytes = 100;
  F.Shape = "retry";
  F.Reason = "fine";
  F.Calls = std::move(Calls);
  return F;
}

inline PlannedFunction checked(PlannedFunction F,
                               PlacedFor Why = PlacedFor::Cycle) {
  F.Check = true;
  F.Why = Why;
  return F;
}

inline PlannedFunction uncheckable(PlannedFunction F) {
  F.Shape = "none";
  F.Reason = "variadic";
  F.Why = PlacedFor::Uncheckable;
  return F;
}

inline PlannedFunction withFrame(PlannedFunction F, uint64_t Estimate,
                                 std::optional<uint64_t> Real = std::nullopt) {
  F.Frame.Bytes = Estimate;
  F.RealBytes = Real;
  return F;
}

/// a -> b -> a without a check.
inline ProgramPlan uncovered() {
  ProgramPlan Plan;
  Plan.Functions = {function("a", 3, {{"b", CallKind::Virtual}}),
                    uncheckable(function("b", 9, {{"a"}}))};
  Plan.Cycles = {{{"a", "b"}, {"b", "a"}, "do it"}};
  return Plan;
}

/// A plan, its index and its findings, as long as the test.
struct Made {
  explicit Made(ProgramPlan P)
      : Plan(std::move(P)), Index(llvm::cantFail(PlanIndex::create(Plan))),
        Findings(findInPlan(Index)) {}

  /// `rule:level:about` of each finding.
  std::vector<std::string> found() const {
    std::vector<std::string> Result;
    for (const PlanFinding &Finding : Findings)
      Result.push_back(Finding.Rule + ":" + spelling(Finding.Level) + ":" +
                       Finding.About);
    return Result;
  }

  ProgramPlan Plan;
  PlanIndex Index;
  std::vector<PlanFinding> Findings;
};

} // namespace segstack

#endif

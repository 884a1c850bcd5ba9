//===- PlanIndex.h - a plan's functions, by key and by call -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   ProgramPlan -> [PlanIndex] -> findings, formats
//
// What a report asks of a plan beyond its lists. A plan that a person has
// edited is checked here: what it names, it has.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_PLANINDEX_H
#define SEGSTACK_TOOL_REPORT_PLANINDEX_H

#include "segstack/rewriter/ProgramPlan.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <vector>

namespace segstack {

class PlanIndex {
public:
  /// \p Plan must live as long. An error names the member that does not fit.
  static llvm::Expected<PlanIndex> create(const ProgramPlan &Plan);

  const ProgramPlan &plan() const { return *Plan; }
  size_t size() const { return Plan->Functions.size(); }
  const PlannedFunction &operator[](size_t Function) const {
    return Plan->Functions[Function];
  }

  /// Of a key of the plan.
  size_t at(llvm::StringRef Key) const { return ByKey.lookup(Key); }
  const PlannedFunction &function(llvm::StringRef Key) const {
    return Plan->Functions[at(Key)];
  }

  /// Each once, sorted.
  llvm::ArrayRef<size_t> callers(size_t Function) const {
    return Callers[Function];
  }
  llvm::ArrayRef<size_t> foreignCallers(llvm::StringRef Name) const;

  /// The number of its cycle.
  std::optional<size_t> cycle(size_t Function) const {
    return CycleOf[Function];
  }

  /// It is on a way round that has no check.
  bool isUncovered(size_t Function) const { return Uncovered[Function]; }

private:
  explicit PlanIndex(const ProgramPlan &Plan) : Plan(&Plan) {}
  llvm::Error addFunctions();
  llvm::Error addCalls();
  llvm::Error addCycles();
  llvm::Error known(llvm::StringRef Key, const llvm::Twine &Where) const;

  const ProgramPlan *Plan;
  llvm::StringMap<size_t> ByKey;
  llvm::StringMap<std::vector<size_t>> ByForeign;
  std::vector<std::vector<size_t>> Callers;
  std::vector<std::optional<size_t>> CycleOf;
  std::vector<bool> Uncovered;
};

/// Whether \p Cycle has a way round without a check, and that is in the
/// system's headers alone. Such are in every program (std::map's tree,
/// std::sort), with a depth of a logarithm, std::regex excepted: no finding.
bool isOfSystem(const PlanIndex &Plan, const PlannedCycle &Cycle);

/// What a compiler made of it where that is known, else the estimate.
uint64_t frameBytes(const PlannedFunction &F);

/// The call of \p Key in \p F; null when there is none.
const PlannedCall *findCall(const PlannedFunction &F, llvm::StringRef Key);

/// Counts for a summary.
struct PlanCounts {
  size_t Functions = 0, Checked = 0, Uncheckable = 0;
  size_t Cycles = 0;                ///< covered and uncovered
  size_t UncoveredCycles = 0;       ///< each of them a finding
  size_t UncoveredSystemCycles = 0; ///< isOfSystem()
  size_t Compared = 0;              ///< functions whose real frame is known
  size_t Short = 0;                 ///< of these, with an estimate below it
};

PlanCounts countPlan(const PlanIndex &Index);

} // namespace segstack

#endif

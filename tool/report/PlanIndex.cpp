//===- PlanIndex.cpp - a plan's functions, by key and by call -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanIndex.h"
#include "Failure.h"
#include "llvm/ADT/STLExtras.h"

namespace segstack {

llvm::Expected<PlanIndex> PlanIndex::create(const ProgramPlan &Plan) {
  PlanIndex Index(Plan);
  if (llvm::Error Err = Index.addFunctions())
    return Err;
  if (llvm::Error Err = Index.addCalls())
    return Err;
  if (llvm::Error Err = Index.addCycles())
    return Err;
  return Index;
}

llvm::Error PlanIndex::addFunctions() {
  for (const PlannedFunction &F : Plan->Functions) {
    if (!ByKey.try_emplace(F.Key, ByKey.size()).second)
      return fail(ExitCode::Usage,
                  "two functions have the key '" + F.Key + "'");
    if (F.File.empty())
      return fail(ExitCode::Usage, "'" + F.Key + "' has no file");
  }
  return llvm::Error::success();
}

llvm::Error PlanIndex::known(llvm::StringRef Key,
                             const llvm::Twine &Where) const {
  if (ByKey.contains(Key))
    return llvm::Error::success();
  return fail(ExitCode::Usage,
              Where + " names '" + Key + "', which is no function of the plan");
}

llvm::Error PlanIndex::addCalls() {
  Callers.resize(size());
  for (const auto &[From, F] : llvm::enumerate(Plan->Functions)) {
    for (const PlannedCall &Call : F.Calls) {
      if (llvm::Error Err = known(Call.To, "a call of '" + F.Key + "'"))
        return Err;
      std::vector<size_t> &Into = Callers[at(Call.To)];
      if (Into.empty() || Into.back() != From)
        Into.push_back(From);
    }
    for (const ForeignCall &Call : F.Foreign) {
      std::vector<size_t> &Into = ByForeign[Call.To];
      if (Into.empty() || Into.back() != From)
        Into.push_back(From);
    }
  }
  return llvm::Error::success();
}

llvm::Error PlanIndex::addCycles() {
  CycleOf.resize(size());
  Uncovered.resize(size());
  for (const auto &[Number, Cycle] : llvm::enumerate(Plan->Cycles)) {
    std::string Where = "cycle " + std::to_string(Number);
    if (Cycle.Functions.empty())
      return fail(ExitCode::Usage, Where + " has no function");
    for (const std::string &Key : Cycle.Functions) {
      if (llvm::Error Err = known(Key, Where))
        return Err;
      if (CycleOf[at(Key)])
        return fail(ExitCode::Usage, "'" + Key + "' is in two cycles");
      CycleOf[at(Key)] = Number;
    }
    for (const std::string &Key : Cycle.Uncovered) {
      if (llvm::Error Err = known(Key, Where))
        return Err;
      Uncovered[at(Key)] = true;
    }
  }
  return llvm::Error::success();
}

llvm::ArrayRef<size_t> PlanIndex::foreignCallers(llvm::StringRef Name) const {
  auto Found = ByForeign.find(Name);
  if (Found == ByForeign.end())
    return {};
  return Found->second;
}

uint64_t frameBytes(const PlannedFunction &F) {
  return F.RealBytes.value_or(F.Frame.Bytes);
}

const PlannedCall *findCall(const PlannedFunction &F, llvm::StringRef Key) {
  auto Found = llvm::find_if(
      F.Calls, [&](const PlannedCall &Call) { return Call.To == Key; });
  return Found == F.Calls.end() ? nullptr : &*Found;
}

bool isOfSystem(const PlanIndex &Plan, const PlannedCycle &Cycle) {
  return !Cycle.Uncovered.empty() &&
         llvm::all_of(Cycle.Uncovered, [&](const std::string &Key) {
           return Plan.function(Key).System;
         });
}

PlanCounts countPlan(const PlanIndex &Index) {
  const ProgramPlan &Plan = Index.plan();
  PlanCounts Counts;
  Counts.Functions = Plan.Functions.size();
  for (const PlannedFunction &F : Plan.Functions) {
    Counts.Checked += F.Check;
    Counts.Uncheckable += F.Why == PlacedFor::Uncheckable;
    Counts.Compared += F.RealBytes.has_value();
    Counts.Short += F.RealBytes && *F.RealBytes > F.Frame.Bytes;
  }
  Counts.Cycles = Plan.Cycles.size();
  for (const PlannedCycle &Cycle : Plan.Cycles)
    if (isOfSystem(Index, Cycle))
      ++Counts.UncoveredSystemCycles;
    else
      Counts.UncoveredCycles += !Cycle.Uncovered.empty();
  return Counts;
}

} // namespace segstack

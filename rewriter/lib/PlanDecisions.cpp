//===- PlanDecisions.cpp - what a plan says of a source -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanDecisions.h"
#include "ProgramLinker.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <set>

namespace segstack {

std::string digestOf(const SummarizedFunction &Function,
                     const std::string &Root) {
  std::set<std::string> Calls;
  for (const SummarizedCall &Call : Function.Calls)
    Calls.insert(std::to_string(Call.How) + (Call.OutsideBody ? "<" : " ") +
                 relativeKey(Call.To, Root));
  std::string Text = Function.Shape + ' ' + Function.Reason + '\n' +
                     llvm::join(Calls, "\n") + '\n' +
                     llvm::join(Function.Types, "\n") +
                     (Function.Exported ? "\nexported" : "");
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true,
                         /*Width=*/16);
}

PlanDecisions::PlanDecisions(const ProgramPlan &Plan, std::string Root)
    : Root(std::move(Root)) {
  for (const PlannedFunction &Function : Plan.Functions) {
    PlannedFunction &Known = Functions[Function.Key];
    Known = Function;
    Known.Calls.clear();
    Known.Foreign.clear();
  }
}

const PlannedFunction *
PlanDecisions::find(const SummarizedFunction &Function) const {
  auto Known = Functions.find(relativeKey(Function.Key, Root));
  if (Known == Functions.end())
    return nullptr;
  const PlannedFunction &Planned = Known->second;
  uint64_t Then = std::max(Planned.Frame.Bytes, Planned.RealBytes.value_or(0));
  if (Function.Frame.Bytes > Then ||
      !llvm::StringRef(Planned.Digest).contains(digestOf(Function, Root)))
    return nullptr;
  return &Planned;
}

std::optional<uint64_t> PlanDecisions::realBytes(const std::string &Key) const {
  auto Known = Functions.find(relativeKey(Key, Root));
  if (Known == Functions.end())
    return std::nullopt;
  return Known->second.RealBytes;
}

std::shared_ptr<const PlanDecisions> decisionsOf(const ProgramPlan &Plan,
                                                 std::string Root) {
  return std::make_shared<PlanDecisions>(Plan, std::move(Root));
}

} // namespace segstack

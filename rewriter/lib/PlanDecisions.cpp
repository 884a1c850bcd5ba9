//===- PlanDecisions.cpp - what a plan says of a source -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanDecisions.h"
#include "ProgramLinker.h"
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
  // Which shape it has may depend on its frame, which is better known later.
  std::string Shape =
      Function.Shape == "none" ? "none " + Function.Reason : "may be checked";
  std::string Text = Shape + '\n' + llvm::join(Calls, "\n") + '\n' +
                     llvm::join(Function.Types, "\n") +
                     (Function.Exported ? "\nexported" : "");
  return llvm::utohexstr(llvm::xxh3_64bits(Text), /*LowerCase=*/true,
                         /*Width=*/16);
}

const PlannedFunction *PlanDecisions::planned(const std::string &Key) const {
  std::string Relative = relativeKey(Key, Root);
  std::lock_guard<std::mutex> Lock(Mutex);
  auto [At, New] = Functions.try_emplace(Relative);
  if (New)
    At->second = Find(Relative);
  return At->second ? &*At->second : nullptr;
}

const PlannedFunction *
PlanDecisions::find(const SummarizedFunction &Function) const {
  const PlannedFunction *Known = planned(Function.Key);
  if (!Known)
    return nullptr;
  uint64_t Then = std::max(Known->Frame.Bytes, Known->RealBytes.value_or(0));
  if (Function.Frame.Bytes > Then ||
      !llvm::StringRef(Known->Digest).contains(digestOf(Function, Root)))
    return nullptr;
  return Known;
}

std::optional<uint64_t> PlanDecisions::realBytes(const std::string &Key) const {
  const PlannedFunction *Known = planned(Key);
  return Known ? Known->RealBytes : std::nullopt;
}

std::shared_ptr<const PlanDecisions> decisionsOf(PlanLookup Find,
                                                 std::string Root) {
  return std::make_shared<PlanDecisions>(std::move(Find), std::move(Root));
}

} // namespace segstack

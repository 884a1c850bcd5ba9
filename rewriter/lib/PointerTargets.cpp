//===- PointerTargets.cpp - what a pointer to a function may be -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PointerTargets.h"
#include "CallTypes.h"
#include "llvm/ADT/StringRef.h"

namespace segstack {

PointerTargets::PointerTargets(const std::vector<const CallSummary *> &Units) {
  for (const CallSummary *Unit : Units)
    for (const PointerConversion &Each : Unit->Conversions) {
      Conversions[Each.From].insert(Each.To);
      Foreign.insert(Each.To);
      if (isUnprototyped(Each.From))
        Unprototyped.insert(Each.From);
    }
}

/// What a pointer of \p Type is converted to somewhere. One without a prototype
/// may stand for it in another source.
PointerTargets::Types PointerTargets::from(const std::string &Type) const {
  Types Result;
  auto Take = [&](const std::string &From) {
    auto Found = Conversions.find(From);
    if (Found != Conversions.end())
      Result.insert(Found->second.begin(), Found->second.end());
  };
  Take(Type);
  for (const std::string &Each : Unprototyped)
    if (llvm::StringRef(Type).starts_with(resultOfUnprototyped(Each)))
      Take(Each);
  return Result;
}

const PointerTargets::Types &
PointerTargets::reachedFrom(const std::string &Type, Through By) {
  auto [At, New] = Reached.try_emplace({Type, By});
  if (!New)
    return At->second;
  std::vector<std::string> Pending{Type};
  while (!Pending.empty()) {
    std::string Last = std::move(Pending.back());
    Pending.pop_back();
    if (Last == HiddenCallType && By == Through::Types)
      continue;
    for (const std::string &To : from(Last))
      if (At->second.insert(To).second)
        Pending.push_back(To);
  }
  if (By == Through::Types)
    At->second.erase(HiddenCallType);
  return At->second;
}

PointerTargets::Types PointerTargets::spread(const Types &Known, Through By) {
  Types Result = Known;
  for (const std::string &Type : Known) {
    const Types &More = reachedFrom(Type, By);
    Result.insert(More.begin(), More.end());
  }
  return Result;
}

PointerTargets::Types PointerTargets::openly(const Types &Known) {
  return spread(Known, Through::Types);
}

void PointerTargets::add(unsigned Function, const Types &Of) {
  All.insert(Function);
  for (const std::string &Type : spread(Of, Through::Hidden))
    ByType[Type].insert(Function);
}

void PointerTargets::addForeign(const Types &Of) {
  Types All = spread(Of, Through::Hidden);
  Foreign.insert(All.begin(), All.end());
}

PointerTargets::Numbers PointerTargets::search(const std::string &Type) const {
  if (Type == AnyCallType)
    return All;
  Numbers Result;
  auto Take = [&](const Numbers &More) {
    Result.insert(More.begin(), More.end());
  };
  for (const std::string &Each : {Type, std::string(AnyCallType)})
    if (auto Found = ByType.find(Each); Found != ByType.end())
      Take(Found->second);
  if (!isUnprototyped(Type))
    return Result;
  llvm::StringRef Begin = resultOfUnprototyped(Type);
  for (auto At = ByType.lower_bound(Begin.str());
       At != ByType.end() && llvm::StringRef(At->first).starts_with(Begin);
       ++At)
    Take(At->second);
  return Result;
}

const std::vector<unsigned> &PointerTargets::of(const std::string &Type) {
  auto [At, New] = Known.try_emplace(Type);
  if (New) {
    Numbers Found = search(Type);
    At->second.assign(Found.begin(), Found.end());
  }
  return At->second;
}

bool PointerTargets::mayBeForeign(const std::string &Type) const {
  return Type == AnyCallType || Foreign.count(Type);
}

} // namespace segstack

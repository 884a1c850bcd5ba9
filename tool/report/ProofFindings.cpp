//===- ProofFindings.cpp - what a proof has refuted -----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   ProofsOfPlan -> chains of all builds, by what they begin with -> findings
//
//===----------------------------------------------------------------------===//

#include "Gap.h"
#include "PlanFindings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <map>

namespace segstack {
namespace {

using Links = std::vector<ChainLink>;

/// A chain may be as long as the program is large: what a person reads of it.
constexpr size_t MostNames = 8, MostSteps = 60;

std::string joinedNames(const Links &Chain) {
  Gap Left(Chain.size(), MostNames);
  std::vector<std::string> Names;
  for (size_t I = 0; I < Chain.size(); ++I)
    if (!Left.has(I))
      Names.push_back(Chain[I].Name);
    else if (I == Left.Begin)
      Names.push_back("(" + std::to_string(Left.Size) + " more)");
  return llvm::join(Names, " -> ");
}

/// Code that is compiled elsewhere has no place in the program.
bool hasPlace(const ChainLink &Link) { return !Link.File.empty(); }

/// From the function at \p I to the next one with a place, and what is between
/// them. \p Next is where the chain goes on; its size at its end.
std::string stepText(const PlanIndex &Plan, const Links &Chain, size_t I,
                     size_t &Next) {
  std::string Text =
      "has " + std::to_string(Chain[I].Bytes) + " bytes" + sourceOf(Chain[I]);
  for (Next = I + 1; Next < Chain.size() && !hasPlace(Chain[Next]); ++Next)
    if (Chain[Next].Key.empty())
      Text += ", which calls back";
    else
      Text += " and calls " + Chain[Next].Name + ", with " +
              std::to_string(Chain[Next].Bytes) + sourceOf(Chain[Next]);
  if (Next < Chain.size() && Next == I + 1)
    Text += " and " + callText(Plan.function(Chain[I].Key),
                               Plan.function(Chain[Next].Key));
  else if (Next < Chain.size())
    Text += " " + Chain[Next].Name;
  return Text;
}

std::vector<FindingPlace> wayDown(const PlanIndex &Plan, const Links &Chain) {
  std::vector<FindingPlace> Way;
  Gap Left(Chain.size(), MostSteps);
  for (size_t I = 0, Next; I < Chain.size(); I = Next) {
    std::string Text = stepText(Plan, Chain, I, Next);
    if (Left.has(I))
      continue;
    if (Left.has(Next))
      Text += ", and so on: " + std::to_string(Left.Size) + " more";
    Way.push_back(placeOf(Plan.function(Chain[I].Key), std::move(Text)));
  }
  return Way;
}

/// Where a check may be put.
std::vector<FindingPlace> members(const PlanIndex &Plan, const Links &Chain) {
  std::vector<FindingPlace> Result;
  Gap Left(Chain.size(), MostSteps);
  for (size_t I = 0; I < Chain.size(); ++I) {
    if (!hasPlace(Chain[I]) || Left.has(I))
      continue;
    const PlannedFunction &F = Plan.function(Chain[I].Key);
    Result.push_back(placeOf(F, F.Name + " " + stateOf(F)));
  }
  return Result;
}

class ProofFinder {
public:
  ProofFinder(const PlanIndex &Plan, const ProofsOfPlan &Proofs)
      : Plan(Plan), Proofs(Proofs) {}

  std::vector<PlanFinding> run() {
    for (const ProofOfBuild &Of : Proofs.Builds) {
      for (const UncheckedChain &Chain : Of.Proof.Chains)
        note(Chain, Of.Name);
      for (const UncheckedCycle &Cycle : Of.Proof.Cycles)
        note(Cycle, Of.Name);
    }
    std::vector<PlanFinding> Findings;
    for (const auto &[Key, Worst] : Chains)
      Findings.push_back(chainFinding(*Worst.Is, inBuilds(Worst.Builds)));
    for (const auto &[Key, Any] : Cycles)
      Findings.push_back(cycleFinding(Key, *Any.Is, inBuilds(Any.Builds)));
    return Findings;
  }

private:
  template <class T> struct Found {
    const T *Is = nullptr;
    std::vector<std::string> Builds;
  };

  static uint64_t over(const UncheckedChain &Chain) {
    return Chain.Bytes - Chain.Allowed;
  }

  /// A function may begin two chains, one of them behind its check.
  void note(const UncheckedChain &Chain, const std::string &Build) {
    Found<UncheckedChain> &Known = Chains[Chain.Links.front().Key];
    if (!Known.Is || over(Chain) > over(*Known.Is))
      Known.Is = &Chain;
    if (!llvm::is_contained(Known.Builds, Build))
      Known.Builds.push_back(Build);
  }

  void note(const UncheckedCycle &Cycle, const std::string &Build) {
    std::string First;
    for (const ChainLink &Link : Cycle.Links)
      if (hasPlace(Link) && (First.empty() || Link.Key < First))
        First = Link.Key;
    Found<UncheckedCycle> &Known = Cycles[First];
    Known.Is = &Cycle;
    Known.Builds.push_back(Build);
  }

  /// Of several builds it matters in which.
  std::string inBuilds(const std::vector<std::string> &Names) const {
    return Proofs.Builds.size() > 1 ? " (" + llvm::join(Names, ", ") + ")" : "";
  }

  PlanFinding finding(const PlannedFunction &At, const Links &Chain,
                      std::string Message) const {
    PlanFinding Result =
        findingAt("unproved", FindingLevel::Error, At, std::move(Message));
    Result.Way = wayDown(Plan, Chain);
    Result.Related = members(Plan, Chain);
    return Result;
  }

  PlanFinding chainFinding(const UncheckedChain &Chain,
                           const std::string &Where) const {
    return finding(
        Plan.function(Chain.Links.front().Key), Chain.Links,
        "a chain without a check needs " + std::to_string(Chain.Bytes) +
            " of " + std::to_string(Chain.Allowed) + " bytes" + Where + ": " +
            joinedNames(Chain.Links) + "; way out: " + describe(Chain.Way));
  }

  PlanFinding cycleFinding(const std::string &Key, const UncheckedCycle &Cycle,
                           const std::string &Where) const {
    Links Way = Cycle.Links;
    // Foreign code has no place to begin at.
    std::rotate(Way.begin(), llvm::find_if(Way, hasPlace), Way.end());
    Way.push_back(Way.front());
    PlanFinding Result =
        finding(Plan.function(Way.front().Key), Way,
                "recursion without a check has no bound" + Where + ": " +
                    joinedNames(Way) + "; way out: " + describe(Cycle.Way));
    Result.Way.pop_back();
    Result.Related.pop_back();
    Result.About = Key;
    Result.Part = "cycle";
    Result.Round = true;
    return Result;
  }

  const PlanIndex &Plan;
  const ProofsOfPlan &Proofs;
  std::map<std::string, Found<UncheckedChain>> Chains; ///< by first function
  std::map<std::string, Found<UncheckedCycle>> Cycles; ///< by least key
};

} // namespace

std::vector<PlanFinding> findInProofs(const PlanIndex &Plan,
                                      const ProofsOfPlan &Proofs) {
  return ProofFinder(Plan, Proofs).run();
}

} // namespace segstack

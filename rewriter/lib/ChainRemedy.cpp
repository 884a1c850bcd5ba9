//===- ChainRemedy.cpp - what makes an unchecked chain fit ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChainProver.h"
#include "CheckPlacer.h"
#include <algorithm>

namespace segstack {
namespace {

constexpr uint64_t KiB = 1024;

bool canBeChecked(const PlannedFunction &F) {
  return !F.Check && F.Shape != "none";
}

Remedy atFunction(Remedy::Kind What, const PlannedFunction &F) {
  return {What, F.Name, F.File, F.Line, 0};
}

class RemedyFinder {
public:
  RemedyFinder(const FoundChain &Chain, const ProgramPlan &Plan,
               const ChainGraph &Graph, const ProofLimits &Limits)
      : Chain(Chain), Plan(Plan), Graph(Graph), Limits(Limits) {}

  Remedy run() const {
    if (realSizesSuffice())
      return atFunction(Remedy::RealSizes, Plan.Functions[Chain.Nodes.front()]);
    if (const PlannedFunction *F = cheapestCheck())
      return atFunction(Remedy::Check, *F);
    if (Chain.AfterCheck)
      return atFunction(Remedy::RealSizes, Plan.Functions[Chain.Asker]);
    if (auto Way = ownStack())
      return *Way;
    uint64_t Needed = Limits.Reserve + Chain.Bytes - Chain.Allowed;
    return {Remedy::Reserve, "", "", 0, (Needed + KiB - 1) / KiB * KiB};
  }

private:
  uint64_t over() const { return Chain.Bytes - Chain.Allowed; }

  bool realSizesSuffice() const {
    if (!Chain.AfterCheck || Chain.Within != NoNode)
      return false;
    const ChainGraph::Frame &First = Graph.Frames[Chain.Nodes.front()];
    return First.From == SizeSource::Real && First.Running > LargeFrame &&
           First.Running > First.Asked && First.Running - First.Asked >= over();
  }

  /// A check parts the chain: what is above it ends with its frame, and what is
  /// below it begins with that frame asked for.
  const PlannedFunction *cheapestCheck() const {
    const PlannedFunction *Best = nullptr;
    uint64_t Above = Chain.First;
    for (size_t I = 1; I < Chain.Nodes.size(); ++I) {
      unsigned Node = Chain.Nodes[I];
      uint64_t Bytes = Graph.Bytes[Node];
      uint64_t Below = Chain.Bytes - Above - Bytes;
      if (Node < Plan.Functions.size()) {
        const PlannedFunction &F = Plan.Functions[Node];
        if (canBeChecked(F) && Above + Bytes <= Chain.Allowed &&
            Below + leftOf(Bytes) <= Limits.usable() &&
            (!Best || F.Heat < Best->Heat))
          Best = &F;
      }
      Above += Bytes;
    }
    return Best ? Best : firstOne();
  }

  /// Where the chain begins with a function that has no check.
  const PlannedFunction *firstOne() const {
    const PlannedFunction *F = Chain.Nodes.front() < Plan.Functions.size()
                                   ? &Plan.Functions[Chain.Nodes.front()]
                                   : nullptr;
    bool Fits =
        F && canBeChecked(*F) &&
        Chain.Bytes - Chain.First + leftOf(Chain.First) <= Limits.usable();
    return Fits ? F : nullptr;
  }

  /// What counts below a check of a frame: a small one is not subtracted.
  static uint64_t leftOf(uint64_t Frame) { return Frame > 512 ? 0 : Frame; }

  std::optional<Remedy> ownStack() const {
    unsigned Last = Chain.Nodes.back();
    if (Last < Plan.Functions.size() || Last >= Graph.Callbacks ||
        Graph.Bytes[Last] < over())
      return std::nullopt;
    const ForeignFunction &F = Graph.Foreign[Last - Plan.Functions.size()];
    if (F.Source == "unknown")
      return std::nullopt;
    return Remedy{Remedy::OwnStack, F.Name, "", 0, F.Bytes};
  }

  const FoundChain &Chain;
  const ProgramPlan &Plan;
  const ChainGraph &Graph;
  const ProofLimits &Limits;
};

} // namespace

Remedy remedyFor(const FoundChain &Chain, const ProgramPlan &Plan,
                 const ChainGraph &Graph, const ProofLimits &Limits) {
  return RemedyFinder(Chain, Plan, Graph, Limits).run();
}

Remedy remedyFor(const std::vector<unsigned> &Cycle, const ProgramPlan &Plan,
                 const ChainGraph &) {
  const PlannedFunction *Best = nullptr, *Any = nullptr, *KeptOut = nullptr;
  for (unsigned Node : Cycle) {
    if (Node >= Plan.Functions.size())
      continue;
    const PlannedFunction &F = Plan.Functions[Node];
    if (!Any)
      Any = &F;
    if (!KeptOut && F.Reason == "filtered-out")
      KeptOut = &F;
    if (canBeChecked(F) && (!Best || F.Heat < Best->Heat))
      Best = &F;
  }
  if (Best)
    return atFunction(Remedy::Check, *Best);
  if (KeptOut)
    return atFunction(Remedy::Header, *KeptOut);
  return Any ? atFunction(Remedy::Source, *Any)
             : Remedy{Remedy::Source, "", "", 0, 0};
}

const char *spelling(Remedy::Kind What) {
  switch (What) {
  case Remedy::RealSizes:
    return "real-sizes";
  case Remedy::Check:
    return "check";
  case Remedy::OwnStack:
    return "own-stack";
  case Remedy::Reserve:
    return "reserve";
  case Remedy::Header:
    return "header";
  case Remedy::Source:
    return "source";
  }
  return "";
}

} // namespace segstack

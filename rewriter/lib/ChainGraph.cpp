//===- ChainGraph.cpp - a plan's calls that no check is between -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChainGraph.h"
#include "BoundedRecursion.h"
#include "CheckPlacer.h"
#include "llvm/ADT/StringMap.h"
#include <algorithm>
#include <set>

namespace segstack {
namespace {

/// Of a function whose large body is outlined, where nobody has measured it:
/// it has the closure, and may be as large as a frame that is not checked for.
constexpr uint64_t OuterFrame = SmallFrame;

/// No frame is larger, and no sum of them is too large for a number.
uint64_t bounded(uint64_t Bytes) { return std::min(Bytes, uint64_t(1) << 40); }

class GraphBuilder {
public:
  GraphBuilder(const ProgramPlan &Plan, const RealFrames &Real,
               const ProofLimits &Limits)
      : Plan(Plan), Real(Real), Limits(Limits) {}

  ChainGraph run() {
    for (const PlannedFunction &F : Plan.Functions) {
      Index.try_emplace(F.Key, Index.size());
      Graph.Frames.push_back(frameOf(F));
    }
    for (const ForeignFunction &F : Plan.Foreign)
      addForeign(F);
    size_t Count = Plan.Functions.size();
    Graph.Calls.resize(Count);
    Graph.Behind.resize(Count);
    Graph.All.resize(Count);
    Graph.Direct.resize(Count);
    Graph.HasCaller.resize(Count);
    for (size_t I = 0; I != Count; ++I)
      addCalls(I);
    addForeignNodes();
    return std::move(Graph);
  }

private:
  ChainGraph::Frame frameOf(const PlannedFunction &F) const {
    ChainGraph::Frame Result;
    bool Dynamic = F.Frame.Dynamic && F.Shape == "none";
    auto Found = Real.find(F.Key);
    if (Found != Real.end()) {
      const RealFrame &Is = Found->second;
      Result.Running = Is.Bytes;
      Result.Passing = F.Check ? Is.Before : Is.Bytes;
      Result.From = Is.Inlined ? SizeSource::Inlined : SizeSource::Real;
      // alloca and arrays of the program have checks of their own.
      Dynamic |= Is.Dynamic && !F.Frame.Dynamic;
    } else {
      Result.Running = F.RealBytes.value_or(F.Frame.Bytes);
      bool Apart =
          F.Check && F.Shape == "outline" && Result.Running > LargeFrame;
      Result.Passing = Apart ? OuterFrame : Result.Running;
      if (F.RealBytes)
        Result.From = SizeSource::Real;
    }
    uint64_t Levels = std::max<uint64_t>(mostLevels(F), 1);
    Result.Running = bounded(Result.Running) * Levels;
    Result.Passing = bounded(Result.Passing) * Levels;
    if (Dynamic)
      Result.Dynamic = Limits.Assumed.value_or(AssumedForeign);
    Result.Running += Result.Dynamic;
    Result.Passing += F.Check ? 0 : Result.Dynamic;
    Result.Asked = askedBy(F);
    return Result;
  }

  size_t addForeign(ForeignFunction F) {
    auto [At, New] = ForeignIndex.try_emplace(F.Name, Graph.Foreign.size());
    if (!New)
      return At->second;
    if (Limits.Assumed && F.Source == "assumed")
      F.Bytes = *Limits.Assumed;
    for (const ExternalStack &Given : Limits.Given)
      if (Given.Name == F.Name) {
        F.Bytes = Given.Bytes;
        F.Source = "given";
      }
    F.Bytes = bounded(F.Bytes);
    Graph.Foreign.push_back(std::move(F));
    Graph.ForeignCallers.push_back(0);
    return At->second;
  }

  size_t unknown(const std::string &Name, const char *Source) {
    return addForeign({Name, AssumedForeign, Source, true});
  }

  void addCalls(size_t I) {
    const PlannedFunction &F = Plan.Functions[I];
    std::set<std::pair<size_t, bool>> Called; // outside the body?
    for (const PlannedCall &Call : F.Calls) {
      auto Found = Index.find(Call.To);
      if (Found == Index.end()) {
        Called.insert({unknown(Call.To, "unknown"), Call.OutsideBody});
        continue;
      }
      size_t To = Found->second;
      if (To == I && mostLevels(F))
        continue; // all levels are in its frame
      (F.Check && !Call.OutsideBody ? Graph.Behind : Graph.Calls)[I].push_back(
          To);
      Graph.All[I].push_back(To);
      if (Call.How == CallKind::Direct)
        Graph.Direct[I].push_back(To);
      if (To != I)
        Graph.HasCaller[To] = true;
    }
    for (const ForeignCall &Call : F.Foreign)
      Called.insert({unknown(Call.To, "assumed"), Call.OutsideBody});
    // Foreign nodes come behind all functions.
    for (const auto &[Foreign, OutsideBody] : Called) {
      if (!OutsideBody || !Called.count({Foreign, false}))
        ++Graph.ForeignCallers[Foreign];
      (F.Check && !OutsideBody ? Graph.Behind : Graph.Calls)[I].push_back(
          Graph.foreignNode(Foreign));
    }
  }

  void addForeignNodes() {
    size_t Count = Graph.Frames.size();
    for (const ChainGraph::Frame &Frame : Graph.Frames)
      Graph.Bytes.push_back(Frame.Passing);
    Graph.Callbacks = Graph.foreignNode(Graph.Foreign.size());
    Graph.Calls.resize(Graph.Callbacks + 1);
    for (size_t I = 0; I != Graph.Foreign.size(); ++I) {
      Graph.Bytes.push_back(Graph.Foreign[I].Bytes);
      if (Graph.Foreign[I].CallsBack)
        Graph.Calls[Graph.foreignNode(I)].push_back(Graph.Callbacks);
    }
    Graph.Bytes.push_back(0);
    for (size_t I = 0; I != Count; ++I)
      if (Plan.Functions[I].CalledBack)
        Graph.Calls[Graph.Callbacks].push_back(I);
  }

  const ProgramPlan &Plan;
  const RealFrames &Real;
  const ProofLimits &Limits;
  ChainGraph Graph;
  llvm::StringMap<size_t> Index, ForeignIndex;
};

/// What of its frame a function may have below a check that is a part of it.
InlinedCheck ownPart(const ChainGraph &Graph, unsigned Function, bool Checked) {
  const ChainGraph::Frame &Frame = Graph.Frames[Function];
  InlinedCheck Own;
  if (Frame.From != SizeSource::Real)
    return Own;
  InlinedCheck::Part All{Frame.Running, Function};
  if (!Checked) {
    Own.Bare = All;
  } else if (Frame.Running > Frame.Asked) {
    Own.Frame = All;
    Own.Excess = {Frame.Running - Frame.Asked, Function};
  }
  return Own;
}

} // namespace

uint64_t askedBy(const PlannedFunction &F) {
  if (!F.Check)
    return 0;
  uint64_t Frame = bounded(F.RealBytes.value_or(F.Frame.Bytes));
  uint64_t Rounded = (Frame + bounded(F.External.Bytes) + 15) / 16 * 16;
  return Rounded > SmallFrame ? Rounded : 0;
}

ChainGraph buildChainGraph(const ProgramPlan &Plan, const RealFrames &Real,
                           const ProofLimits &Limits) {
  return GraphBuilder(Plan, Real, Limits).run();
}

std::vector<InlinedCheck> findInlinedChecks(const ProgramPlan &Plan,
                                            const ChainGraph &Graph) {
  std::vector<InlinedCheck> Result(Graph.Frames.size());
  auto Components = findComponents(Graph.Direct);
  auto PassOn = [&](unsigned From) {
    bool Checked = Plan.Functions[From].Check;
    InlinedCheck Own = ownPart(Graph, From, Checked);
    // A large frame without a check, as main's, counts where there is no other.
    bool OnlyThere = Own.Bare.Bytes > LargeFrame;
    InlinedCheck Inherited = Result[From];
    for (unsigned To : Graph.Direct[From]) {
      if (To == From)
        continue;
      Result[To].raiseTo(Inherited);
      if (!OnlyThere || Graph.Frames[To].From == SizeSource::Inlined)
        Result[To].raiseTo(Own);
    }
  };
  // Callers first. In a cycle all have what one of them has.
  for (auto At = Components.rbegin(); At != Components.rend(); ++At) {
    if (At->size() > 1) {
      InlinedCheck Most;
      for (unsigned Function : *At) {
        PassOn(Function);
        Most.raiseTo(Result[Function]);
      }
      for (unsigned Function : *At)
        Most.raiseTo(Result[Function]);
      for (unsigned Function : *At)
        Result[Function].raiseTo(Most);
    }
    for (unsigned Function : *At)
      PassOn(Function);
  }
  return Result;
}

} // namespace segstack

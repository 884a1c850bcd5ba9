//===- ChainProver.cpp - does every unchecked chain fit? ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChainProver.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>
#include <tuple>

namespace segstack {
namespace {

class Prover {
public:
  Prover(const ProgramPlan &Plan, const RealFrames &Real,
         const ProofLimits &Limits)
      : Plan(Plan), Limits(Limits), Graph(buildChainGraph(Plan, Real, Limits)),
        PartOf(findInlinedChecks(Plan, Graph)) {}

  ChainProof run() {
    count();
    followDown();
    for (unsigned I = 0; I != Plan.Functions.size(); ++I)
      begin(I);
    tellChains();
    listAssumptions();
    return std::move(Proof);
  }

private:
  struct Begin {
    unsigned Function;
    bool AfterCheck;
    uint64_t First;
    unsigned Within;
    uint64_t Bytes, Allowed;
    unsigned Asker = Function; ///< whose check would have to ask for more

    /// Bytes that are left; less than none where it does not fit.
    int64_t left() const {
      return static_cast<int64_t>(Allowed) - static_cast<int64_t>(Bytes);
    }
  };

  void count() {
    Proof.Functions = Plan.Functions.size();
    for (size_t I = 0; I != Plan.Functions.size(); ++I) {
      Proof.Checked += Plan.Functions[I].Check;
      SizeSource From = Graph.Frames[I].From;
      ++(From == SizeSource::Real      ? Proof.Measured
         : From == SizeSource::Inlined ? Proof.Inlined
                                       : Proof.Estimated);
    }
  }

  // -- The longest way down, and cycles.

  void followDown() {
    Down.assign(Graph.Calls.size(), 0);
    Next.assign(Graph.Calls.size(), NoNode);
    std::vector<unsigned> Component(Graph.Calls.size());
    auto Components = findComponents(Graph.Calls);
    for (unsigned C = 0; C != Components.size(); ++C)
      for (unsigned Node : Components[C])
        Component[Node] = C;
    for (unsigned C = 0; C != Components.size(); ++C) {
      bool Cyclic = false;
      for (unsigned Node : Components[C]) {
        uint64_t Below = 0;
        for (unsigned To : Graph.Calls[Node]) {
          if (Component[To] == C)
            Cyclic = true; // told by itself
          else if (Next[Node] == NoNode || Down[To] > Below) {
            Below = Down[To];
            Next[Node] = To;
          }
        }
        Down[Node] = Graph.Bytes[Node] + Below;
      }
      if (Cyclic)
        tellCycle(Components[C], Component);
    }
  }

  /// \p Component tells which component a node is in.
  void tellCycle(const std::vector<unsigned> &Nodes,
                 const std::vector<unsigned> &Component) {
    // The search must not leave the component, which may be a small one of a
    // large graph.
    Edges Inside(Nodes.size());
    auto At = [&](unsigned Node) {
      return std::lower_bound(Nodes.begin(), Nodes.end(), Node) - Nodes.begin();
    };
    for (unsigned Node : Nodes)
      for (unsigned To : Graph.Calls[Node])
        if (Component[To] == Component[Node])
          Inside[At(Node)].push_back(At(To));
    std::vector<unsigned> Way = shortestCycle(Inside, 0);
    for (unsigned &Node : Way)
      Node = Nodes[Node];
    UncheckedCycle Cycle;
    for (unsigned Node : Way)
      Cycle.Links.push_back(link(Node, Graph.Bytes[Node]));
    Cycle.Way = remedyFor(Way, Plan, Graph);
    Proof.Cycles.push_back(std::move(Cycle));
  }

  // -- Where chains begin.

  void begin(unsigned I) {
    const PlannedFunction &F = Plan.Functions[I];
    bool Called = Graph.HasCaller[I] && !F.CalledBack;
    if (!Called && (!F.Check || !Graph.Calls[I].empty()))
      note({I, false, Graph.Bytes[I], NoNode, Down[I],
            F.Key == "main" ? std::max(Limits.usable(), Limits.MainStack)
                            : Limits.usable()});
    if (F.Check)
      note(behindCheck(I));
  }

  Begin behindCheck(unsigned I) const {
    uint64_t Below = 0;
    for (unsigned To : Graph.Behind[I])
      Below = std::max(Below, Down[To]);
    const ChainGraph::Frame &Frame = Graph.Frames[I];
    Begin Result{I,      true, Frame.Running,
                 NoNode, 0,    Limits.usable() + Frame.Asked};
    takeLarger(Result, PartOf[I], Frame.Asked);
    Result.Bytes = Result.First + Below;
    return Result;
  }

  /// As a part of another function, the check may be followed by its frame: by
  /// all of it, or by what that function's own check has not asked for.
  static void takeLarger(Begin &Own, const InlinedCheck &Part, uint64_t Asked) {
    auto Take = [&](const InlinedCheck::Part &Frame, uint64_t Bytes) {
      if (Bytes <= Own.First)
        return;
      Own.First = Bytes;
      Own.Within = Frame.In;
    };
    Take(Part.Bare, Part.Bare.Bytes);
    if (Part.Excess.Bytes == 0)
      return;
    if (Part.Excess.Bytes + Asked >= Part.Frame.Bytes)
      return Take(Part.Frame, Part.Frame.Bytes);
    Take(Part.Excess, Part.Excess.Bytes + Asked);
    if (Own.Within == Part.Excess.In)
      Own.Asker = Own.Within;
  }

  void note(Begin Found) {
    if (Found.left() < 0)
      Refuted.push_back(Found);
    else if (!Tightest || Found.left() < Tightest->left())
      Tightest = Found;
  }

  // -- What is told.

  void tellChains() {
    std::sort(Refuted.begin(), Refuted.end(),
              [](const Begin &A, const Begin &B) {
                return std::make_tuple(A.left(), A.Function, A.AfterCheck) <
                       std::make_tuple(B.left(), B.Function, B.AfterCheck);
              });
    Proof.ChainCount = Refuted.size();
    Refuted.resize(std::min(Refuted.size(), Limits.MostChains));
    for (const Begin &Found : Refuted)
      Proof.Chains.push_back(tell(Found));
    if (Tightest)
      Proof.Tightest = tell(*Tightest);
  }

  UncheckedChain tell(const Begin &Found) const {
    FoundChain Chain{{Found.Function}, Found.AfterCheck, Found.First,
                     Found.Within,     Found.Bytes,      Found.Allowed,
                     Found.Asker};
    unsigned Node = Next[Found.Function];
    if (Found.AfterCheck) {
      Node = NoNode;
      for (unsigned To : Graph.Behind[Found.Function])
        if (Node == NoNode || Down[To] > Down[Node])
          Node = To;
    }
    for (; Node != NoNode; Node = Next[Node])
      Chain.Nodes.push_back(Node);
    if (Chain.Nodes.back() == Graph.Callbacks) // of nothing
      Chain.Nodes.pop_back();
    UncheckedChain Told;
    Told.AfterCheck = Chain.AfterCheck;
    Told.Asker = Plan.Functions[Found.Asker].Key;
    Told.Bytes = Chain.Bytes;
    Told.Allowed = Chain.Allowed;
    for (unsigned Each : Chain.Nodes)
      Told.Links.push_back(link(Each, Graph.Bytes[Each]));
    Told.Links.front().Bytes = Chain.First;
    if (Chain.Within != NoNode) {
      Told.Links.front().From = SizeSource::Within;
      Told.Links.front().Detail = Plan.Functions[Chain.Within].Name;
    }
    if (!Told.fits())
      Told.Way = remedyFor(Chain, Plan, Graph, Limits);
    return Told;
  }

  ChainLink link(unsigned Node, uint64_t Bytes) const {
    if (Node < Plan.Functions.size()) {
      const PlannedFunction &F = Plan.Functions[Node];
      return {F.Key, F.Name, F.File, F.Line, Bytes, Graph.Frames[Node].From,
              ""};
    }
    if (Node == Graph.Callbacks)
      return {"", "code that is compiled elsewhere calls back",
              "", 0,
              0,  SizeSource::Foreign,
              ""};
    const ForeignFunction &F = Graph.Foreign[Node - Plan.Functions.size()];
    return {F.Name, F.Name, "", 0, Bytes, SizeSource::Foreign, F.Source};
  }

  void listAssumptions() {
    for (size_t I = 0; I != Graph.Foreign.size(); ++I) {
      const ForeignFunction &F = Graph.Foreign[I];
      if (Graph.ForeignCallers[I])
        Proof.Assumptions.push_back(
            {F.Source == "unknown" ? ProofAssumption::Unknown
                                   : ProofAssumption::Foreign,
             F.Name, "", 0, F.Bytes, F.Source, Graph.ForeignCallers[I]});
    }
    std::vector<unsigned> Callers(Plan.Functions.size());
    for (const std::vector<unsigned> &Calls : Graph.All)
      for (unsigned To : Calls)
        ++Callers[To];
    for (size_t I = 0; I != Plan.Functions.size(); ++I) {
      const PlannedFunction &F = Plan.Functions[I];
      const ChainGraph::Frame &Frame = Graph.Frames[I];
      if (Frame.From == SizeSource::Estimate)
        Proof.Assumptions.push_back({ProofAssumption::Estimate, F.Name, F.File,
                                     F.Line, Frame.Running - Frame.Dynamic,
                                     "estimate", Callers[I]});
      if (Frame.Dynamic)
        Proof.Assumptions.push_back({ProofAssumption::Dynamic, F.Name, F.File,
                                     F.Line, Frame.Dynamic, "assumed",
                                     Callers[I]});
      if (F.Depth)
        Proof.Assumptions.push_back({ProofAssumption::Depth, F.Name, F.File,
                                     F.Line, Frame.Running - Frame.Dynamic,
                                     "given", Callers[I]});
    }
    std::sort(Proof.Assumptions.begin(), Proof.Assumptions.end(),
              [](const ProofAssumption &A, const ProofAssumption &B) {
                return std::tie(A.What, A.Name, A.File, A.Line) <
                       std::tie(B.What, B.Name, B.File, B.Line);
              });
  }

  const ProgramPlan &Plan;
  const ProofLimits &Limits;
  const ChainGraph Graph;
  const std::vector<InlinedCheck> PartOf;
  ChainProof Proof;
  std::vector<uint64_t> Down; ///< by node: the longest chain from it on
  std::vector<unsigned> Next; ///< and where that goes
  std::vector<Begin> Refuted;
  std::optional<Begin> Tightest;
};

} // namespace

ChainProof proveChains(const ProgramPlan &Plan, const RealFrames &Real,
                       const ProofLimits &Limits) {
  return Prover(Plan, Real, Limits).run();
}

const char *spelling(SizeSource From) {
  switch (From) {
  case SizeSource::Real:
    return "real";
  case SizeSource::Estimate:
    return "estimate";
  case SizeSource::Inlined:
    return "inlined";
  case SizeSource::Within:
    return "within";
  case SizeSource::Foreign:
    return "foreign";
  }
  llvm_unreachable("all sources have a spelling");
}

const char *spelling(ProofAssumption::Kind What) {
  switch (What) {
  case ProofAssumption::Foreign:
    return "foreign";
  case ProofAssumption::Estimate:
    return "estimate";
  case ProofAssumption::Dynamic:
    return "dynamic";
  case ProofAssumption::Unknown:
    return "unknown";
  case ProofAssumption::Depth:
    return "depth";
  }
  llvm_unreachable("all assumptions have a spelling");
}

} // namespace segstack

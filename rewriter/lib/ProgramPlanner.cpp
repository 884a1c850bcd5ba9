//===- ProgramPlanner.cpp - the checks of a whole program -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BoundedRecursion.h"
#include "CallHeat.h"
#include "CheckPlacer.h"
#include "ExternalNeeds.h"
#include "HeavyExternals.h"
#include "PlanDecisions.h"
#include "ProgramLinker.h"
#include "RecursionFinder.h"
#include "UncoveredCycles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <set>

namespace segstack {
namespace {

class ProgramPlanner {
public:
  ProgramPlanner(LinkedProgram Program, const PlanRules &Rules)
      : Program(std::move(Program)), Rules(Rules) {}

  ProgramPlan run() {
    if (Rules.Before)
      takeOverFrames(*Rules.Before);
    Heat = estimateHeat(Program.Graph);
    if (!Rules.Counts.empty())
      useProfile();
    decide();
    if (Rules.Place == "plan")
      checkDeepBeginnings();
    askForMore();
    for (unsigned I = 0; I != Heat.size(); ++I)
      function(I).Heat = roundedForReaders(Heat[I]);
    ProgramPlan Plan;
    Plan.Place = Rules.Place;
    Plan.Budget = Rules.Budget;
    Plan.Cycles = cycles();
    Plan.Functions = std::move(Program.Functions);
    Plan.Foreign = std::move(Program.Foreign);
    return Plan;
  }

private:
  PlannedFunction &function(unsigned Node) { return Program.Functions[Node]; }

  void takeOverFrames(const ProgramPlan &Before) {
    llvm::StringMap<const PlannedFunction *> Known;
    for (const PlannedFunction &F : Before.Functions)
      Known[F.Key] = &F;
    for (unsigned I = 0; I != Program.Functions.size(); ++I) {
      const PlannedFunction *Then = Known.lookup(function(I).Key);
      if (!Then || Then->Digest != function(I).Digest)
        continue;
      function(I).Ask = Then->Ask;
      if (!Then->RealBytes)
        continue;
      function(I).RealBytes = Then->RealBytes;
      CallGraph::Node &Node = Program.Graph.Nodes[I];
      Node.FrameBytes = *Then->RealBytes;
      Node.Recursion.Bytes = mostLevels(function(I)) * Node.FrameBytes;
    }
  }

  /// Counts where there are some; the estimates of the others in proportion.
  void useProfile() {
    std::vector<std::optional<double>> Counts(Heat.size());
    double Counted = 0, Estimated = 0;
    for (unsigned I = 0; I != Heat.size(); ++I) {
      auto Found = Rules.Counts.find(profileKey(function(I).Key));
      if (Found == Rules.Counts.end())
        continue;
      Counts[I] = Found->second;
      Counted += Found->second;
      Estimated += Heat[I];
    }
    double Scale = Estimated > 0 && Counted > 0 ? Counted / Estimated : 1;
    for (unsigned I = 0; I != Heat.size(); ++I)
      Heat[I] = Counts[I] ? *Counts[I] : Heat[I] * Scale;
  }

  static std::string profileKey(llvm::StringRef Key) {
    auto [Name, File] = Key.split('@');
    if (File.empty())
      return Key.str();
    return (Name + "@" + llvm::sys::path::filename(File)).str();
  }

  uint64_t frame(unsigned Node) const {
    return Program.Graph.Nodes[Node].bytes();
  }

  void decide() {
    Checked.resize(Program.Functions.size());
    std::vector<PlacedFor> Placed;
    if (Rules.Place == "plan") {
      Placed = placeChecks(Program.Graph, Rules.Budget, {}, Heat);
    } else {
      for (const PlannedFunction &F : Program.Functions)
        Placed.push_back(F.Check             ? PlacedFor::Asked
                         : F.Shape == "none" ? PlacedFor::Uncheckable
                                             : PlacedFor::Nothing);
    }
    for (unsigned I = 0; I != Placed.size(); ++I) {
      function(I).Why = Placed[I];
      function(I).Check = Checked[I] = isCheck(Placed[I]);
    }
  }

  /// By node, what is to be free below its frame.
  std::vector<ExternalStack> needs() {
    std::vector<ExternalStack> Late(Program.Functions.size());
    for (unsigned I = 0; I != Late.size(); ++I)
      if (Checked[I] && function(I).Shape == "retry" && frame(I) > LargeFrame)
        Late[I] = needOfLate(function(I).Name, frame(I));
    return findExternalNeeds(Program.Graph, Checked, Late);
  }

  /// Where the calls begin nobody has asked for what they need.
  void checkDeepBeginnings() {
    std::vector<bool> IsCalled(Program.Functions.size());
    for (const CallGraph::Node &Node : Program.Graph.Nodes)
      for (unsigned Callee : Node.Callees)
        IsCalled[Callee] = true;
    std::vector<ExternalStack> Needs = needs();
    std::set<unsigned> Texts, Uncheckable;
    for (unsigned I = 0; I != Needs.size(); ++I) {
      const CallGraph::Node &Node = Program.Graph.Nodes[I];
      bool Begins = !IsCalled[I] || Node.From == Entry::CalledBack;
      if (Begins && !Checked[I] &&
          Needs[I].Bytes + frame(I) > CoveredByReserve + Rules.Budget / 2)
        Texts.insert(*Node.Text);
      if (!Node.Instrumentable)
        Uncheckable.insert(*Node.Text);
    }
    for (unsigned I = 0; I != Needs.size(); ++I) {
      unsigned Text = *Program.Graph.Nodes[I].Text;
      if (Checked[I] || !Texts.count(Text) || Uncheckable.count(Text))
        continue;
      function(I).Why = PlacedFor::ForeignNeed;
      function(I).Check = Checked[I] = true;
    }
  }

  /// What checks ask for beyond their frames, over all sources.
  void askForMore() {
    std::vector<ExternalStack> Needs = needs();
    for (unsigned I = 0; I != Needs.size(); ++I)
      if (Checked[I]) {
        function(I).External = beyondReserve(Needs[I]);
        if (function(I).Ask)
          function(I).External = {Needs[I].Name,
                                  function(I).External.Bytes + function(I).Ask};
      }
  }

  std::vector<PlannedCycle> cycles() {
    std::vector<PlannedCycle> Result;
    Edges Unchecked = uncheckedCalls(Program.Graph, Checked);
    std::vector<std::vector<unsigned>> Left = findCycles(Unchecked);
    for (const std::vector<unsigned> &Cycle : findRecursion(Program.Graph)) {
      PlannedCycle Planned;
      for (unsigned Node : Cycle)
        Planned.Functions.push_back(function(Node).Key);
      for (const std::vector<unsigned> &Component : Left)
        if (std::binary_search(Cycle.begin(), Cycle.end(), Component.front()) &&
            Planned.Uncovered.empty())
          explain(wayRound(Component, Unchecked), Planned);
      Result.push_back(std::move(Planned));
    }
    return Result;
  }

  /// The shortest through a function of the project, where there is one.
  std::vector<unsigned> wayRound(const std::vector<unsigned> &Component,
                                 const Edges &Unchecked) {
    for (unsigned Node : Component)
      if (!function(Node).System)
        return shortestCycle(Unchecked, Node);
    return shortestCycle(Unchecked, Component.front());
  }

  void explain(const std::vector<unsigned> &Way, PlannedCycle &Planned) {
    for (unsigned Node : Way)
      Planned.Uncovered.push_back(function(Node).Key);
    std::set<std::string> Headers, Reasons;
    for (unsigned Node : Way) {
      const PlannedFunction &F = function(Node);
      if (F.Reason == "filtered-out")
        Headers.insert(wayIntoHeader(F.File));
      else if (F.Shape == "none")
        Reasons.insert(F.Name + ": " + F.Reason);
    }
    if (!Headers.empty())
      Planned.WayOut = *Headers.begin();
    else if (!Reasons.empty())
      Planned.WayOut = "change " + *Reasons.begin() +
                       " (docs/not-instrumented.md), or " +
                       (Way.size() == 1 ? "tell how deep it gets "
                                          "(--max-recursion-depth)"
                                        : "bound its depth");
    else
      Planned.WayOut = "give a destructor or constructor on it a body that "
                       "makes the calls";
  }

  LinkedProgram Program;
  const PlanRules &Rules;
  std::vector<double> Heat;
  std::vector<bool> Checked;
};

} // namespace

ProgramPlan planProgram(const std::vector<const CallSummary *> &Units,
                        const PlanRules &Rules) {
  return ProgramPlanner(linkProgram(Units, Rules), Rules).run();
}

} // namespace segstack

//===- CheckPlacer.cpp - which functions need a check ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckPlacer.h"
#include "CallGraph.h"
#include "CallHeat.h"
#include "CycleBreaker.h"
#include "HeavyExternals.h"
#include "RecursionFinder.h"
#include "llvm/ADT/DenseMap.h"
#include <algorithm>

namespace segstack {
namespace {

class CheckPlacer {
public:
  CheckPlacer(const CallGraph &Graph, uint64_t Budget,
              const std::vector<std::optional<bool>> &Decided,
              const std::vector<double> &Heat)
      : Graph(Graph), Budget(Budget), Decided(Decided), Known(Heat),
        Why(Graph.Nodes.size(), PlacedFor::Nothing),
        Checked(Graph.Nodes.size(), false), Below(Graph.Nodes.size(), 0),
        Leads(Graph.Nodes.size()), From(Graph.Nodes.size(), Entry::Inside) {}

  std::vector<PlacedFor> run() {
    gatherGroups();
    findEntries();
    checkFrames();
    coverCycles();
    for (const auto &Component :
         findComponents(uncheckedCalls(Graph, Checked))) {
      bool InCycle = isCycle(Component);
      for (unsigned Node : Component)
        settle(Node, InCycle);
    }
    for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node)
      if (!Checked[Node] && !Graph.Nodes[Node].Instrumentable)
        Why[Node] = PlacedFor::Uncheckable;
    return std::move(Why);
  }

private:
  /// Where calls lead that no check is around.
  struct Open {
    bool Unknown = false, Library = false;
    void add(const Open &Other) {
      Unknown |= Other.Unknown;
      Library |= Other.Library;
    }
  };

  void gatherGroups();
  void findEntries();
  void checkFrames();
  void coverCycles();
  bool isCycle(const std::vector<unsigned> &Component) const;
  void settle(unsigned Node, bool InCycle);
  bool checkDeepCallees(unsigned Node);
  uint64_t depthOf(unsigned Node) const;
  Open leadsTo(unsigned Node) const;
  bool canCheck(unsigned Node) const {
    return Groups.Possible[Groups.Of[Node]];
  }
  void check(unsigned Node, PlacedFor For);

  const CallGraph &Graph;
  const uint64_t Budget;
  const std::vector<std::optional<bool>> &Decided;
  const std::vector<double> &Known; ///< heat
  CheckGroups Groups;
  std::vector<PlacedFor> Why;
  std::vector<bool> Checked;
  /// Bytes of the deepest path without a check that a call of it begins.
  std::vector<uint64_t> Below;
  std::vector<Open> Leads;
  std::vector<Entry> From;
};

/// What a check costs in each function. Where setjmp is called gcc takes the
/// check's own call for one that may come back there, and keeps more variables
/// in memory: mujs' interpreter, one loop with a setjmp, executed a fifth more
/// instructions with a check at its entry.
std::vector<double> costs(const CallGraph &Graph, std::vector<double> Heat) {
  constexpr double Setjmp = 8;
  for (unsigned Node = 0; Node != Heat.size(); ++Node)
    if (Graph.Nodes[Node].CallsSetjmp)
      Heat[Node] *= Setjmp;
  return Heat;
}

} // namespace

void CheckPlacer::gatherGroups() {
  std::vector<double> Costs =
      costs(Graph, Known.empty() ? estimateHeat(Graph) : Known);
  llvm::DenseMap<unsigned, unsigned> OfText;
  for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node) {
    const CallGraph::Node &N = Graph.Nodes[Node];
    unsigned Group = Groups.Members.size();
    if (N.Text)
      Group = OfText.try_emplace(*N.Text, Group).first->second;
    if (Group == Groups.Members.size()) {
      Groups.Members.emplace_back();
      Groups.Cost.push_back(0);
      Groups.Possible.push_back(true);
    }
    Groups.Of.push_back(Group);
    Groups.Members[Group].push_back(Node);
    Groups.Cost[Group] += Costs[Node];
    if (!N.Instrumentable || (!Decided.empty() && Decided[Node] == false))
      Groups.Possible[Group] = false;
  }
}

/// Callers of what cannot be checked, and of what a check is not around, are
/// callers of what that calls.
void CheckPlacer::findEntries() {
  std::vector<unsigned> Pending;
  for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node) {
    From[Node] = Graph.Nodes[Node].From;
    if (From[Node] != Entry::Inside)
      Pending.push_back(Node);
  }
  while (!Pending.empty()) {
    unsigned Node = Pending.back();
    Pending.pop_back();
    const CallGraph::Node &N = Graph.Nodes[Node];
    for (unsigned Callee : canCheck(Node) ? N.OutsideBody : N.Callees)
      if (From[Callee] < From[Node]) {
        From[Callee] = From[Node];
        Pending.push_back(Callee);
      }
  }
}

void CheckPlacer::check(unsigned Node, PlacedFor For) {
  for (unsigned Each : Groups.Members[Groups.Of[Node]]) {
    if (Checked[Each])
      continue;
    Checked[Each] = true;
    Why[Each] = For;
  }
}

void CheckPlacer::checkFrames() {
  for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node) {
    const CallGraph::Node &N = Graph.Nodes[Node];
    if (!Decided.empty() && Decided[Node] == true)
      check(Node, PlacedFor::Asked);
    else if (canCheck(Node) && N.Dynamic)
      check(Node, PlacedFor::DynamicFrame);
    else if (canCheck(Node) && N.FrameBytes > LargeFrame)
      check(Node, PlacedFor::LargeFrame);
    else if (canCheck(Node) &&
             N.External.Bytes + N.Recursion.Bytes > CoveredByReserve)
      check(Node, PlacedFor::ForeignNeed);
  }
}

bool CheckPlacer::isCycle(const std::vector<unsigned> &Component) const {
  unsigned First = Component.front();
  const auto &Callees = Checked[First] ? Graph.Nodes[First].OutsideBody
                                       : Graph.Nodes[First].Callees;
  return Component.size() > 1 ||
         std::find(Callees.begin(), Callees.end(), First) != Callees.end();
}

void CheckPlacer::coverCycles() {
  std::vector<bool> Before = Checked;
  breakCycles(Graph, Groups, Checked);
  for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node)
    if (Checked[Node] && !Before[Node])
      Why[Node] = PlacedFor::Cycle;
}

uint64_t CheckPlacer::depthOf(unsigned Node) const {
  const CallGraph::Node &N = Graph.Nodes[Node];
  if (Checked[Node] && N.OutsideBody.empty())
    return 0;
  uint64_t Deepest = 0;
  for (unsigned Callee : Checked[Node] ? N.OutsideBody : N.Callees)
    Deepest = std::max(Deepest, Below[Callee]);
  return N.bytes() + Deepest;
}

CheckPlacer::Open CheckPlacer::leadsTo(unsigned Node) const {
  const CallGraph::Node &N = Graph.Nodes[Node];
  Open Result;
  if (!Checked[Node])
    Result = {N.UnknownCalls, N.LibraryCalls};
  for (unsigned Callee : Checked[Node] ? N.OutsideBody : N.Callees)
    if (Callee != Node)
      Result.add(Leads[Callee]);
  return Result;
}

/// A check in the callees that are too deep, where that costs less than one in
/// \p Node. False when it does not.
bool CheckPlacer::checkDeepCallees(unsigned Node) {
  const CallGraph::Node &N = Graph.Nodes[Node];
  std::vector<unsigned> Deep;
  double Cost = 0;
  for (unsigned Callee : N.Callees) {
    if (Below[Callee] + N.bytes() <= Budget)
      continue;
    if (Checked[Callee] || !canCheck(Callee))
      return false;
    Deep.push_back(Callee);
    Cost += Groups.Cost[Groups.Of[Callee]];
  }
  if (Deep.empty() || (canCheck(Node) && Cost >= Groups.Cost[Groups.Of[Node]]))
    return false;
  for (unsigned Callee : Deep) {
    check(Callee, PlacedFor::Budget);
    Below[Callee] = depthOf(Callee);
    Leads[Callee] = leadsTo(Callee);
  }
  return true;
}

/// Decides for \p Node, after all that it calls.
void CheckPlacer::settle(unsigned Node, bool InCycle) {
  Open Out = leadsTo(Node);
  Out.Unknown |= InCycle;
  bool Outward = (From[Node] != Entry::Inside && Out.Unknown) ||
                 (From[Node] == Entry::CalledBack && Out.Library);
  if (!Checked[Node] && canCheck(Node) && Outward)
    check(Node, PlacedFor::CalledBack);
  if (!Checked[Node] && depthOf(Node) > Budget)
    if (!checkDeepCallees(Node) && canCheck(Node))
      check(Node, PlacedFor::Budget);
  Below[Node] = depthOf(Node);
  Leads[Node] = leadsTo(Node);
  Leads[Node].Unknown |= InCycle;
}

std::vector<PlacedFor>
placeChecks(const CallGraph &Graph, uint64_t Budget,
            const std::vector<std::optional<bool>> &Decided,
            const std::vector<double> &Heat) {
  return CheckPlacer(Graph, Budget, Decided, Heat).run();
}

bool isCheck(PlacedFor Why) {
  return Why != PlacedFor::Nothing && Why != PlacedFor::Uncheckable;
}

} // namespace segstack

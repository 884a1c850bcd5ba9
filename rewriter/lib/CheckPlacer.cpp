//===- CheckPlacer.cpp - which functions need a check ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckPlacer.h"
#include "CallGraph.h"
#include "RecursionFinder.h"
#include <algorithm>

namespace segstack {

namespace {
class CheckPlacer {
public:
  CheckPlacer(const CallGraph &Graph, uint64_t Budget)
      : Graph(Graph), Budget(Budget), Open(Graph.Nodes.size(), false),
        Depth(Graph.Nodes.size(), 0) {
    NeedsCheck.assign(Graph.Nodes.size(), false);
  }

  std::vector<bool> run();

private:
  Edges calls() const;
  /// Decides for \p Component, after all that it leads to.
  void place(const std::vector<unsigned> &Component, bool Cycle);
  bool callsOpen(unsigned Node) const;
  uint64_t depthOf(unsigned Node) const;

  const CallGraph &Graph;
  const uint64_t Budget;
  /// The subtree of calls is not known to end: something unknown or a cycle.
  std::vector<bool> Open;
  /// Bytes of the deepest path without a check that starts here.
  std::vector<uint64_t> Depth;
  std::vector<bool> NeedsCheck;
};
} // namespace

Edges CheckPlacer::calls() const {
  Edges Calls;
  for (const CallGraph::Node &Node : Graph.Nodes)
    Calls.push_back(Node.Callees);
  return Calls;
}

bool CheckPlacer::callsOpen(unsigned Node) const {
  const auto &Callees = Graph.Nodes[Node].Callees;
  return std::any_of(Callees.begin(), Callees.end(),
                     [&](unsigned Callee) { return Open[Callee]; });
}

uint64_t CheckPlacer::depthOf(unsigned Node) const {
  uint64_t Deepest = 0;
  for (unsigned Callee : Graph.Nodes[Node].Callees)
    if (!NeedsCheck[Callee])
      Deepest = std::max(Deepest, Depth[Callee]);
  return Graph.Nodes[Node].FrameBytes + Deepest;
}

void CheckPlacer::place(const std::vector<unsigned> &Component, bool Cycle) {
  bool IsOpen = Cycle;
  for (unsigned Node : Component)
    IsOpen |= Graph.Nodes[Node].UnknownCalls || callsOpen(Node);
  for (unsigned Node : Component) {
    const CallGraph::Node &N = Graph.Nodes[Node];
    Open[Node] = IsOpen;
    Depth[Node] = depthOf(Node);
    NeedsCheck[Node] =
        N.Instrumentable && (IsOpen || N.Dynamic || N.FrameBytes > LargeFrame ||
                             Depth[Node] > Budget);
  }
}

std::vector<bool> CheckPlacer::run() {
  Edges Calls = calls();
  for (const auto &Component : findComponents(Calls)) {
    const auto &Callees = Calls[Component.front()];
    bool Cycle = Component.size() > 1 ||
                 std::find(Callees.begin(), Callees.end(), Component.front()) !=
                     Callees.end();
    place(Component, Cycle);
  }
  return std::move(NeedsCheck);
}

std::vector<bool> placeChecks(const CallGraph &Graph, uint64_t Budget) {
  return CheckPlacer(Graph, Budget).run();
}

} // namespace segstack

//===- RecursionFinder.cpp - the cycles of a graph ------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecursionFinder.h"
#include "CallGraph.h"
#include <algorithm>

namespace segstack {

namespace {
/// Tarjan's algorithm with its stack of calls kept on the heap: a call graph
/// can be deeper than the stack of the thread that reads it.
class ComponentFinder {
public:
  explicit ComponentFinder(const Edges &Graph)
      : Graph(Graph), Order(Graph.size(), 0), Lowest(Graph.size(), 0),
        Open(Graph.size(), false) {}

  std::vector<std::vector<unsigned>> run() {
    for (unsigned Node = 0; Node < Graph.size(); ++Node)
      if (!Order[Node])
        search(Node);
    return std::move(Found);
  }

private:
  struct Visit {
    unsigned Node;
    unsigned NextEdge;
  };

  void enter(unsigned Node) {
    Order[Node] = Lowest[Node] = ++Count;
    Open[Node] = true;
    Pending.push_back(Node);
    Visits.push_back({Node, 0});
  }

  void search(unsigned Root) {
    enter(Root);
    while (!Visits.empty()) {
      Visit &Top = Visits.back();
      if (Top.NextEdge == Graph[Top.Node].size()) {
        leave();
        continue;
      }
      unsigned Node = Top.Node, Next = Graph[Node][Top.NextEdge++];
      if (!Order[Next])
        enter(Next); // Top is gone
      else if (Open[Next])
        Lowest[Node] = std::min(Lowest[Node], Order[Next]);
    }
  }

  void leave() {
    unsigned Node = Visits.back().Node;
    Visits.pop_back();
    if (!Visits.empty()) {
      unsigned Parent = Visits.back().Node;
      Lowest[Parent] = std::min(Lowest[Parent], Lowest[Node]);
    }
    if (Lowest[Node] == Order[Node])
      close(Node);
  }

  /// Everything above \p Root on the pending list is one component.
  void close(unsigned Root) {
    auto First = std::find(Pending.rbegin(), Pending.rend(), Root).base() - 1;
    std::vector<unsigned> Component(First, Pending.end());
    Pending.erase(First, Pending.end());
    for (unsigned Node : Component)
      Open[Node] = false;
    std::sort(Component.begin(), Component.end());
    Found.push_back(std::move(Component));
  }

  const Edges &Graph;
  std::vector<unsigned> Order;  ///< of discovery, from 1; 0 is undiscovered
  std::vector<unsigned> Lowest; ///< order that is reachable within the search
  std::vector<bool> Open;       ///< on the pending list
  std::vector<unsigned> Pending;
  std::vector<Visit> Visits;
  std::vector<std::vector<unsigned>> Found;
  unsigned Count = 0;
};
} // namespace

std::vector<std::vector<unsigned>> findComponents(const Edges &Graph) {
  return ComponentFinder(Graph).run();
}

static bool leadsToItself(const Edges &Graph, unsigned Node) {
  return std::find(Graph[Node].begin(), Graph[Node].end(), Node) !=
         Graph[Node].end();
}

std::vector<std::vector<unsigned>> findCycles(const Edges &Graph) {
  std::vector<std::vector<unsigned>> Cycles;
  for (auto &Component : findComponents(Graph))
    if (Component.size() > 1 || leadsToItself(Graph, Component.front()))
      Cycles.push_back(std::move(Component));
  std::sort(Cycles.begin(), Cycles.end());
  return Cycles;
}

std::vector<unsigned> shortestCycle(const Edges &Graph, unsigned Start) {
  constexpr unsigned Unseen = ~0u;
  std::vector<unsigned> CameFrom(Graph.size(), Unseen), Pending{Start};
  for (size_t Next = 0; Next != Pending.size(); ++Next)
    for (unsigned Callee : Graph[Pending[Next]])
      if (CameFrom[Callee] == Unseen) {
        CameFrom[Callee] = Pending[Next];
        Pending.push_back(Callee);
      }
  std::vector<unsigned> Cycle;
  if (CameFrom[Start] == Unseen)
    return Cycle;
  for (unsigned At = CameFrom[Start]; At != Start; At = CameFrom[At])
    Cycle.push_back(At);
  Cycle.push_back(Start);
  std::reverse(Cycle.begin(), Cycle.end());
  return Cycle;
}

Edges callsOf(const CallGraph &Graph) {
  Edges Calls;
  for (const CallGraph::Node &Node : Graph.Nodes)
    Calls.push_back(Node.Callees);
  return Calls;
}

Edges uncheckedCalls(const CallGraph &Graph, const std::vector<bool> &Checked) {
  Edges Calls(Graph.Nodes.size());
  for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node)
    for (unsigned Callee : Checked[Node] ? Graph.Nodes[Node].OutsideBody
                                         : Graph.Nodes[Node].Callees)
      if (!Checked[Callee] || !Graph.Nodes[Callee].OutsideBody.empty())
        Calls[Node].push_back(Callee);
  return Calls;
}

std::vector<std::vector<unsigned>> findRecursion(const CallGraph &Graph) {
  return findCycles(callsOf(Graph));
}

} // namespace segstack

//===- CallHeat.cpp - how often functions are called ----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallHeat.h"
#include "BranchOdds.h"
#include "CallGraph.h"
#include "RecursionFinder.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace segstack {
namespace {

constexpr double RoundsOfACycle = 8, Most = 1e12;
constexpr unsigned Iterations = 12;

class HeatEstimator {
public:
  explicit HeatEstimator(const CallGraph &Graph)
      : Graph(Graph), Heat(Graph.Nodes.size(), 0),
        ComponentOf(Graph.Nodes.size(), 0) {}

  std::vector<double> run() {
    std::vector<bool> Called(Graph.Nodes.size());
    for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node)
      for (unsigned Callee : Graph.Nodes[Node].Callees)
        Called[Callee] = Called[Callee] || Callee != Node;
    for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node)
      if (!Called[Node] || Graph.Nodes[Node].From != Entry::Inside)
        Heat[Node] = 1;
    std::vector<std::vector<unsigned>> Components =
        findComponents(callsOf(Graph));
    for (unsigned I = 0; I != Components.size(); ++I)
      for (unsigned Node : Components[I])
        ComponentOf[Node] = I;
    for (const std::vector<unsigned> &Component : llvm::reverse(Components))
      handOn(Component);
    return std::move(Heat);
  }

private:
  void handOn(const std::vector<unsigned> &Component) {
    if (Component.size() > 1)
      goRound(Component);
    for (unsigned Node : Component) {
      Heat[Node] = std::min(Heat[Node] * marked(Node), Most);
      forEachCall(Node, [&](unsigned Callee, double Often) {
        if (ComponentOf[Callee] != ComponentOf[Node])
          Heat[Callee] = std::min(Heat[Callee] + Heat[Node] * Often, Most);
      });
    }
  }

  /// Calls tell little of a function whose author tells more.
  double marked(unsigned Node) const {
    HeatMark Is = Graph.Nodes[Node].Marked;
    return Is == HeatMark::Cold  ? OddsOfRare
           : Is == HeatMark::Hot ? OddsOfLoop
                                 : 1;
  }

  void goRound(const std::vector<unsigned> &Component) {
    double In = 0;
    for (unsigned Node : Component)
      In += Heat[Node];
    std::vector<double> Share(Component.size(), 1), Next;
    for (unsigned Round = 0; Round != Iterations; ++Round) {
      Next.assign(Component.size(), 0);
      for (unsigned I = 0; I != Component.size(); ++I)
        forEachCall(Component[I], [&](unsigned Callee, double Often) {
          if (ComponentOf[Callee] == ComponentOf[Component[I]])
            Next[indexIn(Component, Callee)] += Share[I] * Often;
        });
      double Largest = *std::max_element(Next.begin(), Next.end());
      for (unsigned I = 0; I != Component.size(); ++I)
        // Half of it stays, so that a cycle of two does not swing.
        Share[I] = (Share[I] + Next[I] / Largest) / 2;
    }
    for (unsigned I = 0; I != Component.size(); ++I)
      Heat[Component[I]] = std::min(In * RoundsOfACycle * Share[I], Most);
  }

  static size_t indexIn(const std::vector<unsigned> &Sorted, unsigned Node) {
    return llvm::lower_bound(Sorted, Node) - Sorted.begin();
  }

  template <class Action> void forEachCall(unsigned Node, Action Do) const {
    const CallGraph::Node &N = Graph.Nodes[Node];
    for (size_t I = 0; I != N.Callees.size(); ++I)
      Do(N.Callees[I], N.often(I));
  }

  const CallGraph &Graph;
  std::vector<double> Heat;
  std::vector<unsigned> ComponentOf;
};

} // namespace

std::vector<double> estimateHeat(const CallGraph &Graph) {
  return HeatEstimator(Graph).run();
}

} // namespace segstack

//===- ExternalNeeds.cpp - what checks ask for beyond a frame -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExternalNeeds.h"
#include "HeavyExternals.h"
#include "RecursionFinder.h"
#include <algorithm>

namespace segstack {
namespace {

class NeedFinder {
public:
  NeedFinder(const CallGraph &Graph, const std::vector<bool> &Checked,
             const std::vector<ExternalStack> &Late)
      : Graph(Graph), Checked(Checked), Late(Late), Inside(Graph.Nodes.size()),
        ToCallers(Graph.Nodes.size()) {}

  std::vector<ExternalStack> run() {
    // Those that others lead to come first. A cycle that no check interrupts
    // has a need that goes round until all have it; the frames of more than one
    // round are nobody's to know.
    Edges Unchecked = callsOutsideChecks();
    for (const std::vector<unsigned> &Component : findComponents(Unchecked))
      for (bool Changed = true; Changed;) {
        Changed = false;
        for (unsigned Node : Component)
          Changed |= visit(Node, Unchecked[Node], Component.size() > 1);
      }
    for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node) {
      Inside[Node] =
          most(Graph.Nodes[Node].External, Graph.Nodes[Node].Callees, Node);
      addLevels(Node, Inside[Node]);
    }
    return std::move(Inside);
  }

private:
  /// By node: what it calls where it has passed no check of its own. A callee
  /// with a check is one, too: its frame may be there before.
  Edges callsOutsideChecks() const {
    Edges Result(Graph.Nodes.size());
    for (unsigned Node = 0; Node != Result.size(); ++Node)
      Result[Node] = Checked[Node] ? Graph.Nodes[Node].OutsideBody
                                   : Graph.Nodes[Node].Callees;
    return Result;
  }

  ExternalStack most(ExternalStack Own, const std::vector<unsigned> &Callees,
                     unsigned Node) const {
    for (unsigned Callee : Callees)
      if (Callee != Node)
        Own.raiseTo(ToCallers[Callee]);
    return Own;
  }

  /// Its frames lie above what it needs, which is no less than what all foreign
  /// code may need; each of them has passed its check, if it has one. False
  /// where there are none, but one.
  bool addLevels(unsigned Node, ExternalStack &Need) const {
    const ExternalStack &Levels = Graph.Nodes[Node].Recursion;
    if (Checked[Node] || !Levels.Bytes)
      return false;
    if (Need.Name.empty())
      Need.Name = Levels.Name;
    Need.Bytes = std::max(Need.Bytes, AssumedForeign) + Levels.Bytes;
    return true;
  }

  /// True when something new was learnt.
  bool visit(unsigned Node, const std::vector<unsigned> &Calls, bool InCycle) {
    const CallGraph::Node &N = Graph.Nodes[Node];
    ExternalStack Leaves =
        most(Checked[Node] ? N.ExternalOutsideBody : N.External, Calls, Node);
    if (!InCycle && !addLevels(Node, Leaves) && Leaves.Bytes)
      Leaves.Bytes += N.bytes();
    Leaves.raiseTo(Late[Node]);
    bool Changed = !(Leaves == ToCallers[Node]);
    ToCallers[Node] = std::move(Leaves);
    return Changed;
  }

  const CallGraph &Graph;
  const std::vector<bool> &Checked;
  const std::vector<ExternalStack> &Late;
  std::vector<ExternalStack> Inside, ToCallers;
};

} // namespace

std::vector<ExternalStack>
findExternalNeeds(const CallGraph &Graph, const std::vector<bool> &Checked,
                  const std::vector<ExternalStack> &Late) {
  return NeedFinder(Graph, Checked, Late).run();
}

ExternalStack needOfLate(std::string Function, uint64_t Frame) {
  return {std::move(Function), Frame + CoveredByReserve};
}

ExternalStack beyondReserve(const ExternalStack &Need) {
  if (Need.Bytes <= CoveredByReserve)
    return {};
  return {Need.Name, Need.Bytes - CoveredByReserve};
}

} // namespace segstack

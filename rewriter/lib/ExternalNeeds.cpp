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
    // Those that others lead to come first. In a cycle a need goes round until
    // all have it; the frames of more than one round are nobody's to know.
    for (const std::vector<unsigned> &Component :
         findComponents(callsOf(Graph)))
      for (bool Changed = true; Changed;) {
        Changed = false;
        for (unsigned Node : Component)
          Changed |= visit(Node, Component.size() > 1);
      }
    return std::move(Inside);
  }

private:
  /// True when something new was learnt.
  bool visit(unsigned Node, bool InCycle) {
    const CallGraph::Node &N = Graph.Nodes[Node];
    ExternalStack Need = N.External;
    for (unsigned Callee : N.Callees)
      if (Callee != Node)
        Need.raiseTo(ToCallers[Callee]);
    ExternalStack Outside = N.ExternalOutsideBody;
    for (unsigned Callee : N.OutsideBody)
      if (Callee != Node)
        Outside.raiseTo(ToCallers[Callee]);
    ExternalStack Leaves = Checked[Node] ? Outside : Need;
    if (Leaves.Bytes && !InCycle)
      Leaves.Bytes += N.FrameBytes;
    Leaves.raiseTo(Late[Node]);
    bool Changed = !(Need == Inside[Node] && Leaves == ToCallers[Node]);
    Inside[Node] = std::move(Need);
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

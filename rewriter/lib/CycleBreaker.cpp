//===- CycleBreaker.cpp - few and cold checks in every cycle --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CycleBreaker.h"
#include "CallGraph.h"
#include "RecursionFinder.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace segstack {
namespace {

using Nodes = std::vector<unsigned>;

class CycleBreaker {
public:
  CycleBreaker(const CallGraph &Graph, const CheckGroups &Groups,
               std::vector<bool> &Checked)
      : Graph(Graph), Groups(Groups), Checked(Checked),
        Within(Graph.Nodes.size(), NoPart), Local(Graph.Nodes.size(), 0) {}

  void run() {
    for (const Nodes &Cycle : findCycles(uncheckedCalls(Graph, Checked)))
      breakBest(Cycle);
  }

private:
  static constexpr size_t Large = 2000, MostToReview = 20000;
  static constexpr unsigned NoPart = ~0u;

  /// What makes a function the one to choose besides its cost.
  enum class Weigh { Product, Sum, Nothing };

  /// The cheapest of three attempts.
  void breakBest(const Nodes &Cycle) {
    std::vector<unsigned> Best;
    double Least = 0;
    for (Weigh By : {Weigh::Product, Weigh::Sum, Weigh::Nothing}) {
      double Cost = attempt(Cycle, By);
      if (By == Weigh::Product || Cost < Least) {
        Best = Chosen;
        Least = Cost;
      }
      for (unsigned Group : Chosen)
        set(Group, false);
      if (Cycle.size() > Large)
        break;
    }
    for (unsigned Group : Best)
      set(Group, true);
  }

  /// Checks what it chooses, and says what that costs.
  double attempt(const Nodes &Cycle, Weigh By) {
    Chosen.clear();
    How = By;
    breakOne(Cycle);
    if (Cycle.size() <= MostToReview)
      giveUpUnneeded(Cycle);
    double Cost = 0;
    for (unsigned Group : Chosen)
      Cost += Groups.Cost[Group];
    return Cost;
  }

  void breakOne(const Nodes &Cycle) {
    std::vector<Nodes> Pending{Cycle};
    while (!Pending.empty()) {
      Nodes Part = std::move(Pending.back());
      Pending.pop_back();
      Edges Calls = callsWithin(Part);
      for (const Nodes &Component : findCycles(Calls)) {
        Nodes Members;
        for (unsigned Each : Component)
          Members.push_back(Part[Each]);
        if (choose(Members))
          Pending.push_back(std::move(Members));
      }
    }
  }

  /// The calls among \p Part that no check is around, by index into it.
  Edges callsWithin(const Nodes &Part) {
    enter(Part);
    Edges Calls(Part.size());
    for (unsigned I = 0; I != Part.size(); ++I)
      for (unsigned Callee : calls(Part[I]))
        if (Within[Callee] == Current)
          Calls[I].push_back(Local[Callee]);
    return Calls;
  }

  void enter(const Nodes &Part) {
    ++Current;
    for (unsigned I = 0; I != Part.size(); ++I) {
      Within[Part[I]] = Current;
      Local[Part[I]] = I;
    }
  }

  const Nodes &calls(unsigned Node) const {
    const CallGraph::Node &N = Graph.Nodes[Node];
    return Checked[Node] ? N.OutsideBody : N.Callees;
  }

  /// False when there is no function to choose.
  bool choose(const Nodes &Component) {
    enter(Component);
    std::vector<std::pair<double, unsigned>> Best = candidates(Component);
    if (Best.empty())
      return false;
    size_t Count = Component.size() > Large ? Component.size() / 50 : 1;
    std::sort(Best.begin(), Best.end());
    for (const auto &[Score, Group] : Best) {
      // Those that call themselves have a score below all others.
      if (Score >= 0 && Count-- == 0)
        break;
      check(Group);
      if (Score >= 0 && Count == 0)
        break;
    }
    return true;
  }

  /// With how dear each is; negative where there is no choice.
  std::vector<std::pair<double, unsigned>> candidates(const Nodes &Component) {
    std::vector<unsigned> In(Component.size()), Out(Component.size());
    std::vector<bool> Itself(Component.size());
    for (unsigned I = 0; I != Component.size(); ++I)
      for (unsigned Callee : calls(Component[I])) {
        if (Within[Callee] != Current)
          continue;
        ++In[Local[Callee]];
        bool Covered = !isOutside(Component[I], Callee);
        Out[I] += Covered;
        Itself[I] = Itself[I] || (Covered && Callee == Component[I]);
      }
    std::vector<std::pair<double, unsigned>> Found;
    for (unsigned I = 0; I != Component.size(); ++I) {
      unsigned Group = Groups.Of[Component[I]];
      if (!Groups.Possible[Group] || Checked[Component[I]] || !Out[I])
        continue;
      double Ways = How == Weigh::Product ? double(In[I]) * Out[I]
                    : How == Weigh::Sum   ? double(In[I]) + Out[I]
                                          : 1;
      double Score = Groups.Cost[Group] / Ways;
      Found.push_back({Itself[I] ? -1 : Score, Group});
    }
    return Found;
  }

  bool isOutside(unsigned Node, unsigned Callee) const {
    const Nodes &Outside = Graph.Nodes[Node].OutsideBody;
    return std::binary_search(Outside.begin(), Outside.end(), Callee);
  }

  void check(unsigned Group) {
    if (!Checked[Groups.Members[Group].front()])
      Chosen.push_back(Group);
    set(Group, true);
  }

  void set(unsigned Group, bool Is) {
    for (unsigned Node : Groups.Members[Group])
      Checked[Node] = Is;
  }

  void giveUpUnneeded(const Nodes &Cycle) {
    std::sort(Chosen.begin(), Chosen.end(), [&](unsigned A, unsigned B) {
      return std::make_pair(-Groups.Cost[A], A) <
             std::make_pair(-Groups.Cost[B], B);
    });
    std::vector<unsigned> Kept;
    for (unsigned Group : Chosen) {
      set(Group, false);
      if (llvm::any_of(Groups.Members[Group], [&](unsigned Node) {
            return leadsToItself(Node, Cycle);
          })) {
        set(Group, true);
        Kept.push_back(Group);
      }
    }
    Chosen = std::move(Kept);
  }

  /// By calls that no check is around. Those never leave \p Cycle for good.
  bool leadsToItself(unsigned Start, const Nodes &Cycle) {
    ++Current;
    Nodes Pending{Start};
    while (!Pending.empty()) {
      unsigned Node = Pending.back();
      Pending.pop_back();
      for (unsigned Callee : calls(Node)) {
        if (Callee == Start)
          return true;
        if (Within[Callee] == Current ||
            !std::binary_search(Cycle.begin(), Cycle.end(), Callee))
          continue;
        Within[Callee] = Current;
        Pending.push_back(Callee);
      }
    }
    return false;
  }

  const CallGraph &Graph;
  const CheckGroups &Groups;
  std::vector<bool> &Checked;
  std::vector<unsigned> Within; ///< by node: the part that it is in
  std::vector<unsigned> Local;  ///< and its index there
  unsigned Current = 0;
  Weigh How = Weigh::Product;
  std::vector<unsigned> Chosen; ///< groups
};

} // namespace

void breakCycles(const CallGraph &Graph, const CheckGroups &Groups,
                 std::vector<bool> &Checked) {
  CycleBreaker(Graph, Groups, Checked).run();
}

} // namespace segstack

//===- CycleBreakerTest.cpp - few and cold checks in every cycle ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CycleBreaker.h"
#include "CallGraph.h"
#include "RecursionFinder.h"
#include "gmock/gmock.h"
#include <random>

using namespace segstack;
using testing::ElementsAre;

namespace {

CallGraph graph(Edges Calls) {
  CallGraph Graph;
  for (std::vector<unsigned> &Callees : Calls) {
    Graph.Nodes.emplace_back();
    Graph.Nodes.back().Callees = std::move(Callees);
  }
  return Graph;
}

/// Each function has a text of its own.
CheckGroups each(const CallGraph &Graph, std::vector<double> Cost = {}) {
  CheckGroups Groups;
  Cost.resize(Graph.Nodes.size(), 1);
  for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node) {
    Groups.Of.push_back(Node);
    Groups.Members.push_back({Node});
    Groups.Possible.push_back(true);
  }
  Groups.Cost = std::move(Cost);
  return Groups;
}

std::vector<bool> broken(const CallGraph &Graph, const CheckGroups &Groups) {
  std::vector<bool> Checked(Graph.Nodes.size());
  breakCycles(Graph, Groups, Checked);
  return Checked;
}

std::vector<bool> broken(Edges Calls, std::vector<double> Cost = {}) {
  CallGraph Graph = graph(std::move(Calls));
  return broken(Graph, each(Graph, std::move(Cost)));
}

bool coversAll(const CallGraph &Graph, const std::vector<bool> &Checked) {
  return findCycles(uncheckedCalls(Graph, Checked)).empty();
}

double costOf(const std::vector<bool> &Checked, const CheckGroups &Groups) {
  double Sum = 0;
  for (unsigned Node = 0; Node != Checked.size(); ++Node)
    Sum += Checked[Node] ? Groups.Cost[Node] : 0;
  return Sum;
}

/// By trying all sets.
double minimum(const CallGraph &Graph, const CheckGroups &Groups) {
  double Least = 1e9;
  for (unsigned Set = 0; Set != 1u << Graph.Nodes.size(); ++Set) {
    std::vector<bool> Checked;
    for (unsigned Node = 0; Node != Graph.Nodes.size(); ++Node)
      Checked.push_back(Set >> Node & 1);
    if (costOf(Checked, Groups) < Least && coversAll(Graph, Checked))
      Least = costOf(Checked, Groups);
  }
  return Least;
}

TEST(CycleBreakerTest, NoCycleNoCheck) {
  EXPECT_THAT(broken({{1}, {2}, {}}), ElementsAre(false, false, false));
}

TEST(CycleBreakerTest, WhatCallsItself) {
  EXPECT_THAT(broken({{0}, {0, 1}}, {100, 100}), ElementsAre(true, true));
}

TEST(CycleBreakerTest, TheColderOfTwo) {
  EXPECT_THAT(broken({{1}, {0}}, {5, 1}), ElementsAre(false, true));
  EXPECT_THAT(broken({{1}, {0}}, {1, 5}), ElementsAre(true, false));
}

TEST(CycleBreakerTest, TheOneThatAllWaysLeadThrough) {
  EXPECT_THAT(broken({{1, 2, 3}, {0}, {0}, {0}}),
              ElementsAre(true, false, false, false));
  // But not at any price.
  EXPECT_THAT(broken({{1, 2, 3}, {0}, {0}, {0}}, {50, 1, 1, 1}),
              ElementsAre(false, true, true, true));
}

TEST(CycleBreakerTest, ALaterChoiceMakesAnEarlierOneUnneeded) {
  CallGraph Graph = graph({{1, 3}, {2}, {0, 1}, {0}});
  CheckGroups Groups = each(Graph, {2, 1, 3, 1});
  std::vector<bool> Checked = broken(Graph, Groups);
  EXPECT_TRUE(coversAll(Graph, Checked));
  EXPECT_EQ(costOf(Checked, Groups), minimum(Graph, Groups));
}

TEST(CycleBreakerTest, WhatCannotBeCheckedIsLeft) {
  CallGraph Graph = graph({{1}, {0}, {2}});
  CheckGroups Groups = each(Graph, {1, 5, 1});
  Groups.Possible = {false, true, false};
  EXPECT_THAT(broken(Graph, Groups), ElementsAre(false, true, false));
}

TEST(CycleBreakerTest, CallsOutsideOfABodyAreNotCovered) {
  CallGraph Graph = graph({{1}, {0}});
  Graph.Nodes[0].OutsideBody = {1};
  EXPECT_THAT(broken(Graph, each(Graph, {1, 9})), ElementsAre(false, true));
}

TEST(CycleBreakerTest, OneTextSeveralFunctions) {
  CallGraph Graph = graph({{1}, {0}, {3}, {2}});
  CheckGroups Groups{
      {0, 1, 0, 2}, {{0, 2}, {1}, {3}}, {1.5, 1, 1}, {true, true, true}};
  // One text of 1.5 covers both cycles, or two of 1.
  std::vector<bool> Checked = broken(Graph, Groups);
  EXPECT_TRUE(coversAll(Graph, Checked));
  EXPECT_EQ(Checked[0], Checked[2]);
}

TEST(CycleBreakerTest, NearTheMinimumOnSmallGraphs) {
  std::mt19937 Random(1);
  double Sum = 0, Worst = 0;
  const unsigned Graphs = 300;
  for (unsigned Number = 0; Number != Graphs; ++Number) {
    Edges Calls(10);
    for (std::vector<unsigned> &Callees : Calls)
      for (unsigned Callee = 0; Callee != Calls.size(); ++Callee)
        if (Random() % 4 == 0)
          Callees.push_back(Callee);
    std::vector<double> Cost;
    for (unsigned Node = 0; Node != Calls.size(); ++Node)
      Cost.push_back(1 << Random() % 6);
    CallGraph Graph = graph(std::move(Calls));
    CheckGroups Groups = each(Graph, std::move(Cost));
    std::vector<bool> Checked = broken(Graph, Groups);
    ASSERT_TRUE(coversAll(Graph, Checked)) << "graph " << Number;
    double Least = minimum(Graph, Groups);
    double Ratio = Least ? costOf(Checked, Groups) / Least : 1;
    Sum += Ratio;
    Worst = std::max(Worst, Ratio);
  }
  RecordProperty("mean", std::to_string(Sum / Graphs));
  RecordProperty("worst", std::to_string(Worst));
  EXPECT_LT(Sum / Graphs, 1.01);
  EXPECT_LT(Worst, 1.5);
}

TEST(CycleBreakerTest, LargeComponents) {
  // Ten thousand functions, each calls a few others.
  std::mt19937 Random(2);
  Edges Calls(10000);
  for (std::vector<unsigned> &Callees : Calls) {
    for (unsigned Call = 0; Call != 3; ++Call)
      Callees.push_back(Random() % Calls.size());
    std::sort(Callees.begin(), Callees.end());
    Callees.erase(std::unique(Callees.begin(), Callees.end()), Callees.end());
  }
  CallGraph Graph = graph(std::move(Calls));
  CheckGroups Groups = each(Graph);
  std::vector<bool> Checked = broken(Graph, Groups);
  EXPECT_TRUE(coversAll(Graph, Checked));
  EXPECT_LT(costOf(Checked, Groups), 4500);
}

} // namespace

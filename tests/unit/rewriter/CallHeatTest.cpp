//===- CallHeatTest.cpp - how often functions are called ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallHeat.h"
#include "CallGraph.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::ElementsAre;

namespace {

CallGraph::Node calls(std::vector<unsigned> Callees,
                      std::vector<double> Often = {}) {
  CallGraph::Node Node;
  Node.From = Entry::Inside;
  Node.Callees = std::move(Callees);
  Node.Often = std::move(Often);
  return Node;
}

TEST(CallHeatTest, WhoIsNotCalledIsCalledOnce) {
  EXPECT_THAT(estimateHeat({{calls({})}}), ElementsAre(1));
}

TEST(CallHeatTest, LoopsAndBranchesMultiply) {
  EXPECT_THAT(
      estimateHeat({{calls({1, 2}, {8, 0.5}), calls({2}, {8}), calls({})}}),
      ElementsAre(1, 8, 64.5));
}

TEST(CallHeatTest, OthersMayCallWhatIsExported) {
  CallGraph::Node Exported = calls({});
  Exported.From = Entry::Exported;
  EXPECT_THAT(estimateHeat({{calls({1}), Exported}}), ElementsAre(1, 2));
}

TEST(CallHeatTest, InACycleByTheProportionOfItsCalls) {
  // 1 calls 2 in a loop, which calls back now and then.
  std::vector<double> Heat =
      estimateHeat({{calls({1}), calls({2}, {8}), calls({1}, {0.25})}});
  EXPECT_GT(Heat[2], 2 * Heat[1]);
  EXPECT_GT(Heat[1], 1);
}

CallGraph::Node marked(HeatMark As, CallGraph::Node Node) {
  Node.Marked = As;
  return Node;
}

TEST(CallHeatTest, AsItsAuthorSays) {
  EXPECT_THAT(estimateHeat({{marked(HeatMark::Cold, calls({1})),
                             marked(HeatMark::Hot, calls({2})), calls({})}}),
              ElementsAre(1.0 / 64, 8.0 / 64, 8.0 / 64));
  EXPECT_THAT(estimateHeat({{calls({1}), marked(HeatMark::Cold, calls({}))}}),
              ElementsAre(1, 1.0 / 64));
  // In a cycle, too.
  std::vector<double> Heat = estimateHeat(
      {{calls({1}), calls({2}), marked(HeatMark::Hot, calls({1}))}});
  EXPECT_DOUBLE_EQ(Heat[2], 8 * Heat[1]);
}

TEST(CallHeatTest, IsBounded) {
  CallGraph Graph;
  for (unsigned Node = 1; Node != 40; ++Node)
    Graph.Nodes.push_back(calls({Node}, {8}));
  Graph.Nodes.push_back(calls({}));
  EXPECT_EQ(estimateHeat(Graph).back(), 1e12);
}

} // namespace

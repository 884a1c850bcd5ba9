//===- RecursionFinderTest.cpp - the cycles of a graph --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecursionFinder.h"
#include "CallGraph.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(RecursionFinder, EmptyGraph) {
  EXPECT_THAT(findComponents({}), IsEmpty());
  EXPECT_THAT(findCycles({}), IsEmpty());
}

TEST(RecursionFinder, CalleesComeFirst) {
  EXPECT_THAT(findComponents({{1}, {2}, {}}),
              ElementsAre(ElementsAre(2), ElementsAre(1), ElementsAre(0)));
}

TEST(RecursionFinder, DiamondIsNoCycle) {
  EXPECT_THAT(findCycles({{1, 2}, {3}, {3}, {}}), IsEmpty());
}

TEST(RecursionFinder, FunctionThatCallsItself) {
  EXPECT_THAT(findCycles({{1}, {1}}), ElementsAre(ElementsAre(1)));
}

TEST(RecursionFinder, LongCycleWithTails) {
  // 0 -> 1 -> 2 -> 3 -> 1, and 3 -> 4.
  EXPECT_THAT(findCycles({{1}, {2}, {3}, {1, 4}, {}}),
              ElementsAre(ElementsAre(1, 2, 3)));
}

TEST(RecursionFinder, CyclesThatTouchAreOneComponent) {
  EXPECT_THAT(findCycles({{1}, {0, 2}, {1}}),
              ElementsAre(ElementsAre(0, 1, 2)));
}

TEST(RecursionFinder, CyclesInARowAreApart) {
  EXPECT_THAT(findCycles({{1}, {0, 2}, {3}, {2}}),
              ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3)));
}

TEST(RecursionFinder, EdgeToAClosedComponentJoinsNothing) {
  // 2 is searched last and leads back to what is finished.
  EXPECT_THAT(findCycles({{1}, {}, {0, 1}}), IsEmpty());
}

TEST(RecursionFinder, DeepChainsNeedNoStack) {
  Edges Chain(1000000);
  for (unsigned I = 0; I + 1 < Chain.size(); ++I)
    Chain[I].push_back(I + 1);
  EXPECT_THAT(findCycles(Chain), IsEmpty());
  Chain.back().push_back(0);
  ASSERT_EQ(findCycles(Chain).size(), 1u);
  EXPECT_EQ(findCycles(Chain).front().size(), Chain.size());
}

TEST(RecursionFinder, ReadsACallGraph) {
  CallGraph Graph;
  Graph.Nodes.resize(3);
  Graph.Nodes[0].Callees = {1};
  Graph.Nodes[1].Callees = {2};
  Graph.Nodes[2].Callees = {1};
  EXPECT_THAT(findRecursion(Graph), ElementsAre(ElementsAre(1, 2)));
}

TEST(RecursionFinder, TheShortestCycle) {
  const Edges Graph = {{1, 2}, {3}, {0}, {0}, {4}, {0}};
  EXPECT_THAT(shortestCycle(Graph, 0), ElementsAre(0, 2));
  EXPECT_THAT(shortestCycle(Graph, 3), ElementsAre(3, 0, 1));
  EXPECT_THAT(shortestCycle(Graph, 4), ElementsAre(4));
  EXPECT_THAT(shortestCycle(Graph, 5), IsEmpty());
}

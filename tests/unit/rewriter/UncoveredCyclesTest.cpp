//===- UncoveredCyclesTest.cpp - recursion that no check is in ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UncoveredCycles.h"
#include "CallGraph.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {
/// Nodes without an AST, by what they call.
CallGraph graph(std::vector<std::vector<unsigned>> Callees) {
  CallGraph Result;
  for (auto &Each : Callees) {
    CallGraph::Node Node;
    Node.Callees = std::move(Each);
    Result.Nodes.push_back(std::move(Node));
  }
  return Result;
}

std::vector<std::vector<unsigned>> cycles(const CallGraph &Graph,
                                          std::vector<bool> Checked) {
  return findCycles(uncheckedCalls(Graph, Checked));
}
} // namespace

TEST(UncoveredCycles, OneCheckCoversACycle) {
  EXPECT_THAT(cycles(graph({{1}, {0}}), {true, false}), IsEmpty());
}

TEST(UncoveredCycles, NoCheckDoesNot) {
  EXPECT_THAT(cycles(graph({{1}, {0}}), {false, false}),
              ElementsAre(ElementsAre(0, 1)));
}

TEST(UncoveredCycles, OneWithinACoveredOne) {
  // 0 has a check, but 1 <-> 2 turns without it.
  EXPECT_THAT(cycles(graph({{1}, {0, 2}, {1}}), {true, false, false}),
              ElementsAre(ElementsAre(1, 2)));
}

TEST(UncoveredCycles, ADestructorsCheckIsNotAroundItsMembers) {
  CallGraph Graph = graph({{1, 2}, {0}, {0}});
  EXPECT_THAT(cycles(Graph, {true, false, false}), IsEmpty());
  Graph.Nodes[0].OutsideBody = {1};
  EXPECT_THAT(cycles(Graph, {true, false, false}),
              ElementsAre(ElementsAre(0, 1)));
  EXPECT_THAT(cycles(Graph, {true, true, false}), IsEmpty());
}

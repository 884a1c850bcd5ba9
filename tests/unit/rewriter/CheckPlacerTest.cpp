//===- CheckPlacerTest.cpp - which functions need a check -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckPlacer.h"
#include "CallGraph.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::ElementsAre;

namespace {
/// A node without an AST.
CallGraph::Node node(uint64_t Bytes, std::vector<unsigned> Callees = {}) {
  CallGraph::Node Result;
  Result.FrameBytes = Bytes;
  Result.Callees = std::move(Callees);
  return Result;
}
CallGraph::Node unknown(CallGraph::Node N) {
  N.UnknownCalls = true;
  return N;
}
CallGraph::Node dynamic(CallGraph::Node N) {
  N.Dynamic = true;
  return N;
}
CallGraph::Node untouchable(CallGraph::Node N) {
  N.Instrumentable = false;
  return N;
}
std::vector<bool> place(std::vector<CallGraph::Node> Nodes,
                        uint64_t Budget = 1000) {
  return placeChecks({std::move(Nodes)}, Budget);
}
} // namespace

TEST(CheckPlacer, LeafNeedsNone) {
  EXPECT_THAT(place({node(40)}), ElementsAre(false));
}

TEST(CheckPlacer, UnknownCallNeedsOne) {
  EXPECT_THAT(place({unknown(node(40))}), ElementsAre(true));
}

TEST(CheckPlacer, UnknownInTheSubtreeReachesEveryCaller) {
  EXPECT_THAT(place({node(8, {1}), node(8, {2}), unknown(node(8)), node(8)}),
              ElementsAre(true, true, true, false));
}

TEST(CheckPlacer, CycleAndWhatLeadsToIt) {
  EXPECT_THAT(place({node(8, {1}), node(8, {2}), node(8, {1, 3}), node(8)}),
              ElementsAre(true, true, true, false));
  EXPECT_THAT(place({node(8, {0})}), ElementsAre(true));
}

TEST(CheckPlacer, FramesAddUpToTheBudget) {
  EXPECT_THAT(place({node(400, {1}), node(300, {2}), node(300)}),
              ElementsAre(false, false, false));
  EXPECT_THAT(place({node(401, {1}), node(300, {2}), node(300)}),
              ElementsAre(true, false, false));
}

TEST(CheckPlacer, TheDeepestPathCounts) {
  EXPECT_THAT(place({node(500, {1, 2}), node(100, {3}), node(100), node(450)}),
              ElementsAre(true, false, false, false));
}

TEST(CheckPlacer, APathStartsAnewBelowACheck) {
  // 1 is over the budget; 0 counts its own frame only.
  EXPECT_THAT(place({node(900, {1}), node(600, {2}), node(600)}),
              ElementsAre(false, true, false));
}

TEST(CheckPlacer, LargeFramesAlways) {
  EXPECT_THAT(place({node(LargeFrame), node(LargeFrame + 1)}, 100000),
              ElementsAre(false, true));
}

TEST(CheckPlacer, DynamicFramesAlways) {
  EXPECT_THAT(place({dynamic(node(40))}), ElementsAre(true));
}

TEST(CheckPlacer, WhatCannotBeInstrumentedIsPartOfItsCallers) {
  EXPECT_THAT(place({node(600, {1}), untouchable(node(600))}),
              ElementsAre(true, false));
  EXPECT_THAT(place({node(8, {1}), untouchable(unknown(node(8)))}),
              ElementsAre(true, false));
}

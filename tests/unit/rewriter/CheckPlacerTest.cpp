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
CallGraph::Node library(CallGraph::Node N) {
  N.LibraryCalls = true;
  return N;
}
CallGraph::Node inside(CallGraph::Node N) {
  N.From = Entry::Inside;
  return N;
}
CallGraph::Node taken(CallGraph::Node N) {
  N.From = Entry::CalledBack;
  return N;
}
CallGraph::Node text(unsigned Text, CallGraph::Node N) {
  N.Text = Text;
  return N;
}
CallGraph::Node outside(std::vector<unsigned> Callees, CallGraph::Node N) {
  N.OutsideBody = std::move(Callees);
  return N;
}
CallGraph::Node untouchable(CallGraph::Node N) {
  N.Instrumentable = false;
  return N;
}
std::vector<bool> place(std::vector<CallGraph::Node> Nodes,
                        uint64_t Budget = 1000) {
  std::vector<bool> Checked;
  for (PlacedFor Why : placeChecks({std::move(Nodes)}, Budget))
    Checked.push_back(isCheck(Why));
  return Checked;
}
} // namespace

TEST(CheckPlacer, LeafNeedsNone) {
  EXPECT_THAT(place({node(40)}), ElementsAre(false));
}

TEST(CheckPlacer, UnknownCallNeedsOne) {
  EXPECT_THAT(place({unknown(node(40))}), ElementsAre(true));
}

TEST(CheckPlacer, ACheckedCalleeLeadsNoFurther) {
  EXPECT_THAT(place({node(8, {1}), node(8, {2}), unknown(node(8)), node(8)}),
              ElementsAre(false, false, true, false));
}

TEST(CheckPlacer, WhatOnlyThisSourceCallsLeavesTheCheckToItsCallers) {
  EXPECT_THAT(place({node(8, {1}), inside(unknown(node(8)))}),
              ElementsAre(true, false));
  EXPECT_THAT(place({inside(node(8, {1})), inside(unknown(node(8)))}),
              ElementsAre(false, false));
  EXPECT_THAT(place({inside(node(600, {1})), inside(unknown(node(600)))}),
              ElementsAre(true, false));
}

TEST(CheckPlacer, LibraryCallsCountWhereTheAddressIsTaken) {
  EXPECT_THAT(place({library(node(8)), taken(library(node(8))),
                     inside(library(node(8)))}),
              ElementsAre(false, true, false));
  EXPECT_THAT(place({taken(node(8, {1})), node(8, {2}), library(node(8))}),
              ElementsAre(true, false, false));
}

TEST(CheckPlacer, AFewFunctionsThatCoverACycle) {
  EXPECT_THAT(place({node(8, {0})}), ElementsAre(true));
  EXPECT_THAT(place({node(8, {1}), node(8, {2}), node(8, {1, 3}), node(8)}),
              ElementsAre(false, true, false, false));
  EXPECT_THAT(place({node(8, {1}), node(8, {0, 2}), node(8, {1})}),
              ElementsAre(false, true, false));
}

TEST(CheckPlacer, ACheckIsNotAroundCallsOutsideOfTheBody) {
  // 0 calls itself through 1, after its body.
  EXPECT_THAT(place({outside({1}, node(8, {1})), node(8, {0})}),
              ElementsAre(false, true));
  // Nobody can cover it; who leads there is as one that calls the unknown.
  EXPECT_THAT(place({outside({1}, node(8, {1})), untouchable(node(8, {0})),
                     node(8, {0})}),
              ElementsAre(true, false, true));
}

TEST(CheckPlacer, WhatCannotBeCheckedIsEnteredByItsCallers) {
  // 0 is variadic, say: from elsewhere to 0, to 1, and out again.
  EXPECT_THAT(place({untouchable(node(8, {1})), inside(unknown(node(8)))}),
              ElementsAre(false, true));
}

TEST(CheckPlacer, OneTextOneDecision) {
  EXPECT_THAT(place({text(1, node(8)), text(1, unknown(node(8)))}),
              ElementsAre(true, true));
}

TEST(CheckPlacer, ColdCalleesBeforeTheirCaller) {
  // 0 and 1 are too deep with 2: one check there does for both.
  EXPECT_THAT(place({inside(node(600, {2})), inside(node(600, {2})),
                     inside(node(600))}),
              ElementsAre(true, true, false));
  // 1 is called from a loop, and calls 0 now and then.
  CallGraph::Node Loop = inside(node(600, {0}));
  Loop.Often = {0.1};
  EXPECT_THAT(place({inside(node(600)), Loop}), ElementsAre(true, false));
}

TEST(CheckPlacer, BesidesWhatCallsSetjmp) {
  auto Cycle = [](bool First, bool Second) {
    std::vector<CallGraph::Node> Nodes = {node(8, {1}), node(8, {0})};
    Nodes[0].CallsSetjmp = First;
    Nodes[1].CallsSetjmp = Second;
    return place(Nodes);
  };
  EXPECT_THAT(Cycle(true, false), ElementsAre(false, true));
  EXPECT_THAT(Cycle(false, true), ElementsAre(true, false));
}

TEST(CheckPlacer, WhatIsDecidedStays) {
  CallGraph Graph{{node(8, {1}), node(8, {0}), unknown(node(8))}};
  std::vector<PlacedFor> Placed =
      placeChecks(Graph, 1000, {true, false, false});
  EXPECT_THAT(Placed, ElementsAre(PlacedFor::Asked, PlacedFor::Nothing,
                                  PlacedFor::Nothing));
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

TEST(CheckPlacer, WhoCallsWhatNeedsMoreThanTheReserve) {
  CallGraph::Node Heavy = inside(library(node(8))), Light = Heavy;
  Heavy.External = {"getaddrinfo", 65536};
  Light.External = {"printf", 49152};
  EXPECT_THAT(place({node(8, {1}), Heavy, Light}),
              ElementsAre(false, true, false));
}

TEST(CheckPlacer, DynamicFramesAlways) {
  EXPECT_THAT(place({dynamic(node(40))}), ElementsAre(true));
}

TEST(CheckPlacer, WithoutACheckOfItsOwnADynamicFrameIsItsCallersToCover) {
  EXPECT_THAT(place({node(40, {1}), untouchable(dynamic(node(40)))}),
              ElementsAre(true, false));
  EXPECT_THAT(place({node(40, {1}), untouchable(dynamic(node(40)))}, 20000),
              ElementsAre(false, false));
}

TEST(CheckPlacer, WhatCannotBeInstrumentedIsPartOfItsCallers) {
  EXPECT_THAT(place({node(600, {1}), untouchable(node(600))}),
              ElementsAre(true, false));
  EXPECT_THAT(place({node(8, {1}), untouchable(unknown(node(8)))}),
              ElementsAre(true, false));
}

//===- ExternalNeedsTest.cpp - what checks ask for beyond a frame ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExternalNeeds.h"
#include "HeavyExternals.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using testing::ElementsAre;

namespace {

CallGraph::Node node(uint64_t Frame, std::vector<unsigned> Callees,
                     uint64_t External = 0) {
  CallGraph::Node Result;
  Result.FrameBytes = Frame;
  Result.Callees = std::move(Callees);
  if (External)
    Result.External = {"x", External};
  return Result;
}

std::vector<uint64_t> needs(std::vector<CallGraph::Node> Nodes,
                            std::vector<bool> Checked,
                            std::vector<uint64_t> LateBytes = {}) {
  std::vector<uint64_t> Bytes;
  std::vector<ExternalStack> Late(Nodes.size());
  for (size_t I = 0; I != LateBytes.size(); ++I)
    Late[I].Bytes = LateBytes[I];
  for (const ExternalStack &Need :
       findExternalNeeds({std::move(Nodes)}, Checked, Late))
    Bytes.push_back(Need.Bytes);
  return Bytes;
}

TEST(ExternalNeeds, ACheckEndsTheWayUp) {
  EXPECT_THAT(needs({node(10, {1}), node(20, {}, 1000)}, {true, true}),
              ElementsAre(0, 1000));
}

TEST(ExternalNeeds, WithoutOneTheFrameIsAdded) {
  EXPECT_THAT(needs({node(10, {1}), node(20, {2}), node(30, {}, 1000)},
                    {true, false, false}),
              ElementsAre(1050, 1030, 1000));
}

TEST(ExternalNeeds, AndWhatADynamicOneIsAssumedToTake) {
  CallGraph::Node Dynamic = node(20, {}, 1000);
  Dynamic.Dynamic = true;
  EXPECT_THAT(needs({node(10, {1}), Dynamic}, {true, false}),
              ElementsAre(1020, 1000));
  Dynamic.Instrumentable = false;
  EXPECT_THAT(needs({node(10, {1}), Dynamic}, {true, false}),
              ElementsAre(1020 + AssumedForeign, 1000));
}

TEST(ExternalNeeds, FramesOfAllLevelsAddUp) {
  CallGraph::Node Outer = node(10, {2}), Inner = node(10, {}, 20000);
  Outer.Recursion = {"outer", 1000};
  Inner.Recursion = {"inner", 3000};
  EXPECT_THAT(needs({node(10, {1}), Outer, Inner}, {true, false, false}),
              ElementsAre(24000, 24000, 23000));
  // Each level of one with a check has a check.
  EXPECT_THAT(needs({node(10, {1}), Outer, Inner}, {true, true, false}),
              ElementsAre(0, 23000, 23000));
  // What they destroy may be the library's to free.
  Inner.External = {};
  EXPECT_THAT(needs({node(10, {1}), Outer, Inner}, {true, false, false}),
              ElementsAre(AssumedForeign + 4000, AssumedForeign + 4000,
                          AssumedForeign + 3000));
}

TEST(ExternalNeeds, TheLargestCounts) {
  EXPECT_THAT(needs({node(0, {1, 2}, 500), node(0, {}, 700), node(0, {}, 600)},
                    {true, false, false}),
              ElementsAre(700, 700, 600));
}

TEST(ExternalNeeds, AFrameThatIsCheckedLateIsItsCallersToAskFor) {
  EXPECT_THAT(needs({node(10, {1}), node(5000, {})}, {true, true}, {0, 5000}),
              ElementsAre(5000, 0));
  // By way of one without a check; its own call is covered by its own check.
  EXPECT_THAT(needs({node(10, {1}), node(20, {2}), node(5000, {2}, 100)},
                    {true, false, true}, {0, 0, 5000}),
              ElementsAre(5020, 5000, 100));
}

TEST(ExternalNeeds, FramesWithoutANeedAreNone) {
  EXPECT_THAT(needs({node(10, {1}), node(20, {})}, {true, false}),
              ElementsAre(0, 0));
}

TEST(ExternalNeeds, ANeedGoesRoundACycle) {
  // 0 -> 1 -> 2 -> 0, and 3 -> 0.
  EXPECT_THAT(
      needs({node(8, {1}), node(8, {2}, 100), node(8, {0}), node(8, {0})},
            {false, false, false, true}),
      ElementsAre(100, 100, 100, 100));
  EXPECT_THAT(needs({node(8, {0}, 100), node(8, {0})}, {false, true}),
              ElementsAre(100, 108));
}

TEST(ExternalNeeds, WhatTheBodysCheckIsNotAroundGoesToTheCallers) {
  CallGraph::Node Constructor = node(16, {2}, 300);
  Constructor.OutsideBody = {2};
  Constructor.ExternalOutsideBody = {"x", 200};
  EXPECT_THAT(needs({node(0, {1}), Constructor, node(10, {}, 220)},
                    {true, true, false}),
              ElementsAre(246, 300, 220));
}

TEST(ExternalNeeds, TheReserveCoversAPart) {
  EXPECT_EQ(beyondReserve({"x", CoveredByReserve}).Bytes, 0u);
  EXPECT_EQ(beyondReserve({"x", CoveredByReserve}).Name, "");
  EXPECT_EQ(beyondReserve({"x", CoveredByReserve + 5}).Bytes, 5u);
}

TEST(ExternalNeeds, OfTwoNeedsTheOrderDoesNotMatter) {
  ExternalStack A{"a", 5}, B{"b", 5}, C{"c", 6};
  ExternalStack One = B, Two = A;
  One.raiseTo(A);
  Two.raiseTo(B);
  EXPECT_EQ(One, Two);
  One.raiseTo(C);
  EXPECT_EQ(One, C);
  C.raiseTo({});
  EXPECT_EQ(C.Name, "c");
}

} // namespace

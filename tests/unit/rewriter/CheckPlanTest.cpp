//===- CheckPlanTest.cpp - merging and printing of one function's check
//----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/CheckPlan.h"
#include "gtest/gtest.h"
#include <fstream>
#include <set>
#include <sstream>

using namespace segstack;

namespace {

/// More than there are reasons; what is no reason counts as Fine.
constexpr int ManyReasons = 128;

CheckPlan planFor(Shape How, uint64_t Bytes = 48) {
  CheckPlan Plan;
  Plan.How = How;
  Plan.BodyBegin = 10;
  Plan.BodyEnd = 20;
  Plan.Frame.Bytes = Bytes;
  Plan.Call = "f(n)";
  Plan.Captures = {{"n", false}, {"r", true}};
  return Plan;
}

TEST(CheckPlan, EveryReasonHasAWordOfItsOwnAndASentence) {
  std::set<std::string> Words;
  for (int I = 1; I != ManyReasons; ++I) {
    std::string Word = reasonName(static_cast<Reason>(I));
    if (Word == "fine")
      continue;
    EXPECT_TRUE(Words.insert(Word).second) << Word;
    CheckPlan Plan;
    Plan.Why = static_cast<Reason>(I);
    Plan.Detail = "DETAIL";
    EXPECT_EQ(describe(Plan).find('%'), std::string::npos) << Word;
    EXPECT_NE(describe(Plan), "") << Word;
  }
  EXPECT_GT(Words.size(), 30u);
}

TEST(CheckPlan, EveryReasonHasAParagraphInTheDocs) {
  std::ifstream File(SEGSTACK_SOURCE_DIR "/docs/not-instrumented.md");
  std::stringstream Text;
  Text << File.rdbuf();
  ASSERT_NE(Text.str(), "");
  for (int I = 0; I != ManyReasons; ++I) {
    std::string Heading =
        std::string("\n### ") + reasonName(static_cast<Reason>(I)) + "\n";
    EXPECT_NE(Text.str().find(Heading), std::string::npos) << Heading;
  }
}

TEST(CheckPlan, DetailCompletesTheSentence) {
  CheckPlan Plan;
  Plan.Why = Reason::ParameterNotMovable;
  Plan.Detail = "s";
  EXPECT_EQ(describe(Plan), "parameter 's' cannot be passed on without a copy");
}

TEST(CheckPlan, RetryIsOneInsertionBehindTheBrace) {
  std::vector<Edit> Edits = printCheck(planFor(Shape::Retry, 33));
  ASSERT_EQ(Edits.size(), 1u);
  EXPECT_EQ(Edits[0].Offset, 11u);
  EXPECT_EQ(Edits[0].Text, " SEGSTACK_CHECK(48, (n, &r), f(n));");
}

TEST(CheckPlan, OutlineSurroundsTheBody) {
  CheckPlan Plan = planFor(Shape::Outline);
  Plan.Specifiers = "noexcept -> int";
  std::vector<Edit> Edits = printCheck(Plan);
  ASSERT_EQ(Edits.size(), 2u);
  EXPECT_EQ(Edits[0],
            (Edit{11, " SEGSTACK_BODY(48, (&, n, &r), noexcept -> int) {"}));
  EXPECT_EQ(Edits[1], (Edit{20, "} SEGSTACK_BODY_END "}));
}

TEST(CheckPlan, NothingIsPrintedForNone) {
  EXPECT_TRUE(printCheck(planFor(Shape::None)).empty());
}

TEST(CheckPlan, NoInsertionAddsALine) {
  for (Shape How : {Shape::Retry, Shape::Outline})
    for (const Edit &E : printCheck(planFor(How)))
      EXPECT_EQ(E.Text.find('\n'), std::string::npos);
}

/// What matters of a merged plan, in words.
std::string merged(const CheckPlan &A, const CheckPlan &B) {
  CheckPlan M = mergeChecks(A, B);
  return std::string(shapeName(M.How)) + " " + reasonName(M.Why) + " " +
         std::to_string(M.Frame.Bytes) + " " + M.Call;
}

TEST(CheckPlan, MergingTakesTheSaferShapeAndTheLargerFrame) {
  CheckPlan Retry = planFor(Shape::Retry, 100);
  CheckPlan Outline = planFor(Shape::Outline, 50);
  CheckPlan None = planFor(Shape::None, 10);
  None.Why = Reason::Coroutine;
  EXPECT_EQ(merged(Retry, Outline), "outline fine 100 f(n)");
  EXPECT_EQ(merged(Retry, None), "none coroutine 100 f(n)");
}

TEST(CheckPlan, WhoNeedsNoCheckDoesNotDecide) {
  CheckPlan Retry = planFor(Shape::Retry);
  CheckPlan None = planFor(Shape::None);
  None.Why = Reason::NoCheckNeeded;
  EXPECT_EQ(mergeChecks(Retry, None).How, Shape::Retry);
}

TEST(CheckPlan, BodiesThatDifferCannotBeMerged) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::Retry);
  B.BodyEnd = 30;
  EXPECT_EQ(mergeChecks(A, B).How, Shape::None);
  EXPECT_EQ(mergeChecks(A, B).Why, Reason::DifferentEdits);
}

TEST(CheckPlan, AReferenceInOneUnitIsAReference) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::Retry);
  B.Captures[0].ByReference = true;
  EXPECT_TRUE(mergeChecks(A, B).Captures[0].ByReference);
  EXPECT_TRUE(mergeChecks(B, A).Captures[0].ByReference);
}

TEST(CheckPlan, MergingDependsOnNoOrder) {
  std::vector<CheckPlan> Plans = {
      planFor(Shape::Retry, 1), planFor(Shape::Outline, 2),
      planFor(Shape::None, 3), planFor(Shape::Retry, 4)};
  Plans[3].Call = "g(n)";
  Plans[2].Why = Reason::NoCheckNeeded;
  for (const CheckPlan &A : Plans)
    for (const CheckPlan &B : Plans) {
      EXPECT_EQ(merged(A, B), merged(B, A));
      for (const CheckPlan &C : Plans)
        EXPECT_EQ(merged(mergeChecks(A, B), C), merged(A, mergeChecks(B, C)));
    }
}

} // namespace

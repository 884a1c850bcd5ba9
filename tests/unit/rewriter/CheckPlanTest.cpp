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

/// As `int f(int n) {...}` has it in C.
CheckPlan retryInC() {
  CheckPlan Plan;
  Plan.How = Shape::Retry;
  Plan.Frame.Bytes = 40;
  Plan.Callee = "f";
  Plan.Call = "n";
  return Plan;
}

TEST(CheckPlan, RetryInCNamesTheFunctionAndItsArguments) {
  CheckPlan Plan = retryInC();
  Plan.BodyBegin = 9;
  Plan.StackBytes = 32;
  std::vector<Edit> Edits = printCheck(Plan);
  ASSERT_EQ(Edits.size(), 1u);
  EXPECT_EQ(Edits[0].Offset, 10u);
  EXPECT_EQ(Edits[0].Text, " SEGSTACK_CHECK_C(48, 32, f, (n));");
  Plan.KeptApart = true;
  EXPECT_EQ(printCheck(Plan)[0].Text,
            " SEGSTACK_CHECK_LARGE_C(48, 32, f, (n));");
}

TEST(CheckPlan, ARetryThatDoesNotReturnSaysSo) {
  CheckPlan Cxx = planFor(Shape::Retry), C = retryInC();
  Cxx.NoReturn = C.NoReturn = true;
  EXPECT_EQ(printCheck(Cxx)[0].Text,
            " SEGSTACK_CHECK_NORETURN(48, (n, &r), f(n));");
  EXPECT_EQ(printCheck(C)[0].Text,
            " SEGSTACK_CHECK_NORETURN_C(48, 0, f, (n));");
  // Where one source does not know it, it may return.
  EXPECT_FALSE(mergeChecks(Cxx, planFor(Shape::Retry)).NoReturn);
  EXPECT_FALSE(mergeChecks(planFor(Shape::Retry), Cxx).NoReturn);
}

TEST(CheckPlan, AHeaderOfBothLanguagesHasTheCheckOfC) {
  CheckPlan Cxx = retryInC();
  Cxx.Callee = "";
  Cxx.Call = "f(n)";
  Cxx.Captures = {{"n", false}};
  for (const CheckPlan &Merged :
       {mergeChecks(retryInC(), Cxx), mergeChecks(Cxx, retryInC())}) {
    EXPECT_EQ(Merged.How, Shape::Retry);
    EXPECT_EQ(printCheck(Merged)[0].Text, " SEGSTACK_CHECK_C(48, 0, f, (n));");
  }
  Cxx.Call = "(f)(n)"; // There are others of that name.
  EXPECT_EQ(mergeChecks(retryInC(), Cxx).Why, Reason::DifferentEdits);
  Cxx.Call = "f(n)";
  Cxx.Captures = {{"n", true}};
  EXPECT_EQ(mergeChecks(Cxx, retryInC()).Why, Reason::DifferentEdits);
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

TEST(CheckPlan, SetjmpIsSurroundedWithACheckOrWithout) {
  for (Shape How : {Shape::Retry, Shape::Outline, Shape::None}) {
    CheckPlan Plan = planFor(How);
    size_t Without = printCheck(Plan).size();
    Plan.Jumps = {{12, 18}};
    std::vector<Edit> Edits = printCheck(Plan);
    EXPECT_EQ(Edits.size(), Without + 2 + (How == Shape::None));
    EXPECT_NE(Edits.front().Text.find(" SEGSTACK_POSITION;"),
              std::string::npos);
    EXPECT_EQ(Edits[1], (Edit{12, "SEGSTACK_SETJMP("}));
    EXPECT_EQ(Edits[2], (Edit{18, ")"}));
  }
}

TEST(CheckPlan, SetjmpIsSurroundedWhereAllUnitsHaveIt) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::None);
  A.Jumps = {{12, 18}, {21, 27}};
  B.Jumps = {{21, 27}, {31, 37}};
  std::vector<ByteRange> Both = {{21, 27}};
  EXPECT_EQ(mergeChecks(A, B).Jumps, Both);
  EXPECT_EQ(mergeChecks(B, A).Jumps, Both);
}

TEST(CheckPlan, WhatIsCalledIsAskedForOnTopOfTheFrame) {
  CheckPlan Plan = planFor(Shape::Retry, 33);
  Plan.External = {"getaddrinfo", 16384};
  EXPECT_EQ(printCheck(Plan)[0].Text, " SEGSTACK_CHECK(16432, (n, &r), f(n));");
  CheckPlan Other = planFor(Shape::Outline, 100);
  Other.External = {"wprintf", 20480};
  EXPECT_EQ(mergeChecks(Plan, Other).External, Other.External);
  EXPECT_EQ(mergeChecks(Other, Plan).External, Other.External);
}

TEST(CheckPlan, CallsOnTheThreadsOwnStackAreSurrounded) {
  CheckPlan Plan = planFor(Shape::None);
  Plan.OwnStackCalls = {{{12, 14}, 32768}, {{14, 17}, 65536}};
  EXPECT_TRUE(Plan.hasEdits());
  std::vector<Edit> Edits = printCheck(Plan);
  ASSERT_EQ(Edits.size(), 4u);
  EXPECT_EQ(Edits[0], (Edit{12, "SEGSTACK_VISIT(32768, "}));
  EXPECT_EQ(Edits[1], (Edit{14, ")"}));
  EXPECT_EQ(Edits[2], (Edit{14, "SEGSTACK_VISIT(65536, "}));
  EXPECT_EQ(Edits[3], (Edit{17, ")"}));
}

TEST(CheckPlan, TheyAreSoWhereAllUnitsHaveThem) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::None);
  A.OwnStackCalls = {{{12, 18}, 100}, {{21, 27}, 100}};
  B.OwnStackCalls = {{{21, 27}, 200}, {{31, 37}, 100}};
  for (const CheckPlan &Merged : {mergeChecks(A, B), mergeChecks(B, A)}) {
    ASSERT_EQ(Merged.OwnStackCalls.size(), 1u);
    EXPECT_EQ(Merged.OwnStackCalls[0].Place, (ByteRange{21, 27}));
    EXPECT_EQ(Merged.OwnStackCalls[0].Bytes, 200u);
  }
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
  // What it would have there counts.
  None.Unneeded = Shape::Outline;
  None.UnneededWhy = Reason::MoveNotHarmless;
  EXPECT_EQ(merged(Retry, None), "outline move-not-harmless 48 f(n)");
  EXPECT_EQ(mergeChecks(None, None).Why, Reason::NoCheckNeeded);
  EXPECT_EQ(mergeChecks(None, None).Unneeded, Shape::Outline);
}

TEST(CheckPlan, RetriesThatCallAnotherFunctionCannotBeMerged) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::Retry);
  B.Call = "g(n)";
  EXPECT_EQ(mergeChecks(A, B).How, Shape::None);
  EXPECT_EQ(mergeChecks(A, B).Why, Reason::DifferentEdits);
  B.Call = "f(n, r)";
  EXPECT_EQ(mergeChecks(A, B).Why, Reason::DifferentEdits);
  B = A;
  B.Names = {{5, " segstack_arg0"}};
  EXPECT_EQ(mergeChecks(A, B).Why, Reason::DifferentEdits);
}

TEST(CheckPlan, AnOutlineIsRightForCallsThatDiffer) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::Retry);
  B.Call = "g(n)";
  CheckPlan C = planFor(Shape::Outline);
  EXPECT_EQ(mergeChecks(mergeChecks(A, B), C).How, Shape::Outline);
  // Unless it names the type of a result that the others do not have.
  C.Specifiers = "-> int";
  C.Result = A.Result = "int";
  B.Result = "long";
  EXPECT_EQ(mergeChecks(mergeChecks(A, B), C).Why, Reason::DifferentEdits);
  EXPECT_EQ(mergeChecks(A, C).How, Shape::Outline);
  EXPECT_EQ(mergeChecks(B, C).Why, Reason::DifferentEdits);
}

TEST(CheckPlan, CastsThatOneUnitNeedsAreThere) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::Retry);
  B.Call = "f(static_cast<decltype(n) &&>(n))";
  EXPECT_EQ(mergeChecks(A, B).How, Shape::Retry);
  EXPECT_EQ(mergeChecks(A, B).Call, B.Call);
  EXPECT_EQ(mergeChecks(B, A).Call, B.Call);
}

TEST(CheckPlan, AQualifiedNameServesUnitsThatNeedNone) {
  CheckPlan A = planFor(Shape::Retry), B = planFor(Shape::Retry);
  A.Function = B.Function = "space::f(int)";
  B.Call = "::space::f(static_cast<decltype(n) &&>(n))";
  EXPECT_EQ(mergeChecks(A, B).Call, B.Call);
  EXPECT_EQ(mergeChecks(B, A).Call, B.Call);
  B.Call = "(f)(n)";
  EXPECT_EQ(mergeChecks(A, B).Call, B.Call);
  // Of another function it says nothing.
  B.Call = "::space::f(n)";
  B.Function = "other::f(int)";
  EXPECT_EQ(mergeChecks(A, B).Why, Reason::DifferentEdits);
  B = A;
  B.Call = "ff(n)";
  EXPECT_EQ(mergeChecks(A, B).Why, Reason::DifferentEdits);
}

TEST(CheckPlan, WhatOneUnitDoesNotPassByValueGoesByReference) {
  CheckPlan A = planFor(Shape::Outline), B = planFor(Shape::Outline);
  B.Captures.clear();
  EXPECT_TRUE(mergeChecks(A, B).Captures.empty());
  CheckPlan C = planFor(Shape::Retry);
  C.Captures[0].ByReference = true;
  for (const Capture &Kept : mergeChecks(A, C).Captures)
    EXPECT_NE(Kept.Name, C.Captures[0].Name);
}

TEST(CheckPlan, OutlinesAgreeOnTheirSpecifiers) {
  CheckPlan A = planFor(Shape::Outline), B = planFor(Shape::Outline);
  A.Specifiers = "noexcept -> int";
  B.Specifiers = "-> int";
  EXPECT_EQ(mergeChecks(A, B).Specifiers, "-> int");
  B.Specifiers = "-> long";
  EXPECT_EQ(mergeChecks(A, B).Why, Reason::DifferentEdits);
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
  Plans.push_back(planFor(Shape::None, 5));
  Plans[4].Why = Reason::Coroutine;
  Plans.push_back(planFor(Shape::Outline, 6));
  Plans[5].Specifiers = "-> int";
  Plans[5].Result = "int";
  Plans.push_back(planFor(Shape::Retry, 7));
  Plans[6].BodyEnd = 30;
  Plans.push_back(planFor(Shape::None, 8));
  Plans[7].Why = Reason::NoCheckNeeded;
  Plans[7].Unneeded = Shape::Outline;
  Plans[2].Why = Reason::NoCheckNeeded;
  for (const CheckPlan &A : Plans)
    for (const CheckPlan &B : Plans) {
      EXPECT_EQ(merged(A, B), merged(B, A));
      for (const CheckPlan &C : Plans)
        EXPECT_EQ(merged(mergeChecks(A, B), C), merged(A, mergeChecks(B, C)));
    }
}

} // namespace

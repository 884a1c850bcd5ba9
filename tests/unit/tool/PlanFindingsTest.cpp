//===- PlanFindingsTest.cpp - what is wrong with a plan -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/PlanFindings.h"
#include "Scratch.h"
#include "SomePlans.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

std::vector<std::string> found(std::vector<PlannedFunction> Functions) {
  ProgramPlan Plan;
  Plan.Functions = std::move(Functions);
  return Made(Plan).found();
}

std::string errorOf(const ProgramPlan &Plan) {
  return messageOf(PlanIndex::create(Plan));
}

// -- The index.

TEST(PlanIndexTest, CallersCountOnce) {
  ProgramPlan Plan;
  Plan.Functions = {
      function("a", 1, {{"b"}, {"b", CallKind::Virtual}}),
      function("b", 1, {{"b"}}),
  };
  Made M(Plan);
  EXPECT_THAT(M.Index.callers(M.Index.at("a")), IsEmpty());
  EXPECT_THAT(M.Index.callers(M.Index.at("b")), ElementsAre(0u, 1u));
}

TEST(PlanIndexTest, WhatAPlanNamesItHas) {
  ProgramPlan Plan = uncovered();
  EXPECT_EQ(errorOf(Plan), "");
  Plan.Functions.front().Calls.front().To = "c";
  EXPECT_EQ(errorOf(Plan),
            "a call of 'a' names 'c', which is no function of the plan");
  Plan = uncovered();
  Plan.Cycles.front().Uncovered = {"c"};
  EXPECT_THAT(errorOf(Plan), HasSubstr("cycle 0 names 'c'"));
  Plan = uncovered();
  Plan.Cycles.push_back({{"a"}, {}, ""});
  EXPECT_EQ(errorOf(Plan), "'a' is in two cycles");
  Plan.Cycles = {{{}, {}, ""}};
  EXPECT_EQ(errorOf(Plan), "cycle 0 has no function");
  Plan = uncovered();
  Plan.Functions.back().Key = "a";
  EXPECT_EQ(errorOf(Plan), "two functions have the key 'a'");
  Plan = uncovered();
  Plan.Functions.back().File = "";
  EXPECT_EQ(errorOf(Plan), "'b' has no file");
}

// -- Findings.

TEST(PlanFindingsTest, WhatIsOfTheSystemIsNotTheProjects) {
  ProgramPlan Plan = uncovered();
  for (PlannedFunction &F : Plan.Functions) {
    F.System = true;
    F.Frame.Guess = true;
  }
  EXPECT_THAT(Made(Plan).found(), IsEmpty());
  Plan.Functions.front().System = false;
  EXPECT_THAT(Made(Plan).found(),
              testing::Contains(HasSubstr("uncovered:error")));
}

TEST(PlanFindingsTest, MainBeginsWithAllOfAStack) {
  PlannedFunction Main = function("main"), Other = function("other");
  Main.Frame.Bytes = Other.Frame.Bytes = 9000;
  EXPECT_THAT(found({Main, Other}), ElementsAre("large-frame:warning:other",
                                                "large-frame:note:main"));
}

TEST(PlanFindingsTest, AnUncoveredCycleTellsTheWay) {
  Made M(uncovered());
  EXPECT_THAT(M.found(),
              ElementsAre("uncovered:error:a", "uncheckable:warning:b"));
  const PlanFinding &Finding = M.Findings.front();
  EXPECT_EQ(Finding.Message,
            "recursion without a check: b() -> a() -> b(); way out: do it");
  EXPECT_EQ(Finding.Line, 9u);
  ASSERT_EQ(Finding.Way.size(), 2u);
  EXPECT_EQ(Finding.Way[0].Message, "calls a()");
  EXPECT_EQ(Finding.Way[1].Message, "calls b() (virtual)");
  ASSERT_EQ(Finding.Related.size(), 2u);
  EXPECT_EQ(Finding.Related[0].Message, "a() has no check");
  EXPECT_EQ(Finding.Related[1].Message, "b() cannot have a check (variadic)");
}

TEST(PlanFindingsTest, ACoveredCycleIsNone) {
  ProgramPlan Plan = uncovered();
  Plan.Functions.front() = checked(Plan.Functions.front());
  Plan.Cycles.front().Uncovered.clear();
  EXPECT_THAT(Made(Plan).found(), ElementsAre("uncheckable:note:b"));
}

TEST(PlanFindingsTest, OutsideOfCyclesNeedNoCheck) {
  EXPECT_THAT(found({uncheckable(function("a"))}), IsEmpty());
}

TEST(PlanFindingsTest, LargeFrames) {
  EXPECT_THAT(found({withFrame(function("a"), 4095)}), IsEmpty());
  EXPECT_THAT(found({withFrame(function("a"), 4096)}),
              ElementsAre("large-frame:warning:a"));
  EXPECT_THAT(found({withFrame(checked(function("a")), 4096)}), IsEmpty());
  // The real frame is what counts.
  EXPECT_THAT(found({withFrame(function("a"), 8000, 4000)}), IsEmpty());
}

TEST(PlanFindingsTest, Estimates) {
  EXPECT_THAT(found({withFrame(function("a"), 100, 100)}), IsEmpty());
  EXPECT_THAT(found({withFrame(function("a"), 100, 101)}),
              ElementsAre("underestimated:note:a"));
  EXPECT_THAT(found({withFrame(checked(function("a")), 4000, 4096)}),
              ElementsAre("underestimated:warning:a"));
}

TEST(PlanFindingsTest, Guesses) {
  PlannedFunction A = function("a");
  A.Frame.Guess = true;
  EXPECT_THAT(found({A}), ElementsAre("guessed:note:a"));
  A.RealBytes = 50;
  EXPECT_THAT(found({A}), IsEmpty());
}

TEST(PlanFindingsTest, ForeignFunctionsThatAreCalled) {
  ProgramPlan Plan;
  Plan.Functions = {function("a", 7), function("b", 8)};
  Plan.Functions[1].Foreign = {{"ext"}, {"ext", true}, {"known"}};
  Plan.Foreign = {{"ext", 2048, "assumed", false},
                  {"known", 2048, "table", false},
                  {"unused", 2048, "assumed", false}};
  Made M(Plan);
  EXPECT_THAT(M.found(), ElementsAre("assumed:note:ext"));
  EXPECT_EQ(M.Findings.front().Line, 8u);
  EXPECT_THAT(M.Findings.front().Related, IsEmpty());
}

TEST(PlanFindingsTest, EachRuleIsKnown) {
  Made M(uncovered());
  for (const PlanFinding &Finding : M.Findings)
    EXPECT_TRUE(llvm::any_of(findingRules(), [&](const FindingRule &Rule) {
      return Rule.Id == Finding.Rule && Rule.Level >= Finding.Level;
    })) << Finding.Rule;
}

TEST(PlanFindingsTest, FingerprintsKeepToTheFunction) {
  PlanFinding A =
      findingAt("guessed", FindingLevel::Note, function("a", 1), "");
  PlanFinding Moved =
      findingAt("guessed", FindingLevel::Note, function("a", 2), "other");
  PlanFinding B =
      findingAt("guessed", FindingLevel::Note, function("b", 1), "");
  PlanFinding Rule =
      findingAt("assumed", FindingLevel::Note, function("a", 1), "");
  EXPECT_EQ(fingerprint(A), fingerprint(Moved));
  EXPECT_NE(fingerprint(A), fingerprint(B));
  EXPECT_NE(fingerprint(A), fingerprint(Rule));
  EXPECT_EQ(fingerprint(A).size(), 32u);
  // A way round may begin anywhere.
  ProgramPlan Plan = uncovered();
  std::string Before = fingerprint(Made(Plan).Findings.front());
  Plan.Cycles.front().Uncovered = {"a", "b"};
  EXPECT_EQ(fingerprint(Made(Plan).Findings.front()), Before);
}

// -- What a proof has refuted.

/// By the estimates; frames of \p Real are a build's.
ProofOfBuild proofOf(const ProgramPlan &Plan, std::string Name,
                     RealFrames Real = {}) {
  return {Name, proveChains(Plan, Real, ProofLimits()), {}};
}

/// a, with a check, calls b, that calls c, that calls qsort, which calls d.
ProgramPlan longChain() {
  ProgramPlan Plan;
  PlannedFunction D = function("d", 9);
  D.CalledBack = true;
  Plan.Functions = {checked(function("a", 3, {{"b", CallKind::Virtual}})),
                    function("b", 5, {{"c"}}),
                    withFrame(function("c", 7), 49000), D};
  Plan.Functions[2].Foreign = {{"qsort"}};
  Plan.Foreign = {{"qsort", 3000, "table", true}};
  return Plan;
}

TEST(ProofFindingsTest, AChainThatDoesNotFitTellsEachStep) {
  Made M(longChain());
  auto Found = findInProofs(M.Index, {{}, {proofOf(M.Plan, "build")}});
  ASSERT_EQ(Found.size(), 1u);
  const PlanFinding &Finding = Found.front();
  EXPECT_EQ(Finding.Rule, "unproved");
  EXPECT_EQ(Finding.Level, FindingLevel::Error);
  EXPECT_EQ(Finding.About, "a");
  EXPECT_EQ(Finding.Line, 3u);
  EXPECT_EQ(Finding.Message,
            "a chain without a check needs 52300 of 51200 bytes: a() -> b() -> "
            "c() -> qsort -> code that is compiled elsewhere calls back -> "
            "d(); way out: a check in c() a.cpp:7");
  std::vector<std::string> Steps;
  for (const FindingPlace &Step : Finding.Way)
    Steps.push_back(Step.Function + " " + Step.Message);
  EXPECT_THAT(
      Steps,
      ElementsAre("a() has 100 bytes (estimate) and calls b() (virtual)",
                  "b() has 100 bytes (estimate) and calls c()",
                  "c() has 49000 bytes (estimate) and calls qsort, with 3000 "
                  "(table), which calls back d()",
                  "d() has 100 bytes (estimate)"));
  EXPECT_FALSE(Finding.Round);
  ASSERT_EQ(Finding.Related.size(), 4u);
  EXPECT_EQ(Finding.Related[0].Message, "a() has a check (cycle)");
  EXPECT_EQ(Finding.Related[2].Message, "c() has no check");
}

TEST(ProofFindingsTest, OfSeveralBuildsTheWorst) {
  Made M(longChain());
  RealFrames Fits = {{"c", {100, 100, false, false}}};
  RealFrames Worse = {{"c", {80000, 80000, false, false}}};
  auto Found = findInProofs(
      M.Index, {{},
                {proofOf(M.Plan, "one"), proofOf(M.Plan, "two", Fits),
                 proofOf(M.Plan, "three", Worse)}});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_THAT(Found.front().Message,
              HasSubstr("needs 83300 of 51200 bytes (one, three): a()"));
  EXPECT_THAT(findInProofs(M.Index, {{}, {proofOf(M.Plan, "two", Fits)}}),
              IsEmpty());
}

TEST(ProofFindingsTest, ACycleHasNoBound) {
  Made M(uncovered());
  auto Found = findInProofs(M.Index, {{}, {proofOf(M.Plan, "build")}});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found.front().Message,
            "recursion without a check has no bound: a() -> b() -> a(); way "
            "out: a check in a() a.cpp:3");
  EXPECT_TRUE(Found.front().Round);
  ASSERT_EQ(Found.front().Way.size(), 2u);
  EXPECT_EQ(Found.front().Way[1].Message,
            "has 100 bytes (estimate) and calls a()");
  EXPECT_EQ(Found.front().Related.size(), 2u);
}

TEST(ProofFindingsTest, RecursionThroughForeignCodeBeginsAtAFunction) {
  ProgramPlan Plan;
  PlannedFunction A = function("a", 3);
  A.CalledBack = true;
  A.Foreign = {{"qsort"}};
  Plan.Functions = {A};
  Plan.Foreign = {{"qsort", 3000, "table", true}};
  Made M(Plan);
  auto Found = findInProofs(M.Index, {{}, {proofOf(M.Plan, "build")}});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found.front().About, "a");
  EXPECT_EQ(Found.front().Way.size(), 1u);
  EXPECT_EQ(Found.front().Way[0].Message,
            "has 100 bytes (estimate) and calls qsort, with 3000 (table), "
            "which calls back a()");
}

TEST(ProofFindingsTest, AVeryLongChainIsToldByItsEnds) {
  ProgramPlan Plan;
  for (unsigned I = 0; I != 1000; ++I)
    Plan.Functions.push_back(function("f" + std::to_string(I), I + 1,
                                      {{"f" + std::to_string(I + 1)}}));
  Plan.Functions.back().Calls.clear();
  Made M(Plan);
  auto Found = findInProofs(M.Index, {{}, {proofOf(M.Plan, "build")}});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_THAT(Found.front().Message,
              HasSubstr("f3() -> (992 more) -> f996() -> "));
  ASSERT_EQ(Found.front().Way.size(), 60u);
  EXPECT_EQ(Found.front().Way[29].Message,
            "has 100 bytes (estimate) and calls f30(), and so on: 940 more");
  EXPECT_EQ(Found.front().Way[30].Function, "f970()");
}

TEST(ProofFindingsTest, AChainAndACycleOfOneFunctionAreTwo) {
  PlanFinding Chain =
      findingAt("unproved", FindingLevel::Error, function("a"), "");
  PlanFinding Cycle = Chain;
  Cycle.Part = "cycle";
  EXPECT_NE(fingerprint(Chain), fingerprint(Cycle));
}

} // namespace

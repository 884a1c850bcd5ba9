//===- PlanReportTest.cpp - each format of a plan's report ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/PlanReport.h"
#include "SomePlans.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

/// As long as \p M.
PlanReport reportOf(const Made &M) { return {M.Index, M.Findings}; }

llvm::json::Value parse(const std::string &Text) {
  return llvm::cantFail(llvm::json::parse(Text));
}

// -- Text.

TEST(PlanTextTest, SortedByEachKey) {
  ProgramPlan Plan;
  PlannedFunction C = checked(function("c", 1, {{"a"}, {"b"}}));
  C.Heat = 9;
  Plan.Functions = {withFrame(function("a", 3), 100, 400),
                    withFrame(function("b", 2, {{"a"}}), 300, 200), C};
  Made M(Plan);
  auto Sorted = [&](SortKey By) { return sortFunctions(M.Index, By); };
  EXPECT_THAT(Sorted(SortKey::Name), ElementsAre(0u, 1u, 2u));
  EXPECT_THAT(Sorted(SortKey::Place), ElementsAre(2u, 1u, 0u));
  EXPECT_THAT(Sorted(SortKey::Estimate), ElementsAre(1u, 2u, 0u));
  EXPECT_THAT(Sorted(SortKey::Real), ElementsAre(0u, 1u, 2u));
  EXPECT_THAT(Sorted(SortKey::Ratio), ElementsAre(1u, 0u, 2u));
  EXPECT_THAT(Sorted(SortKey::Check), ElementsAre(2u, 1u, 0u));
  EXPECT_THAT(Sorted(SortKey::Why), ElementsAre(2u, 1u, 0u));
  EXPECT_THAT(Sorted(SortKey::Heat), ElementsAre(2u, 1u, 0u));
  EXPECT_THAT(Sorted(SortKey::Callers), ElementsAre(0u, 1u, 2u));
  EXPECT_THAT(Sorted(SortKey::Calls), ElementsAre(2u, 1u, 0u));
  EXPECT_EQ(sortKeys()[static_cast<size_t>(SortKey::Calls)], "calls");
}

TEST(PlanTextTest, TheSummaryCounts) {
  EXPECT_EQ(planSummary(reportOf(Made(uncovered()))),
            "2 functions, 0 with a check, 1 that cannot have one; 1 cycle, 1 "
            "uncovered; 1 error, 1 warning, 0 notes");
}

TEST(PlanTextTest, UncoveredAreThoseWithAFinding) {
  ProgramPlan Plan = uncovered();
  PlannedFunction C = function("c", 1, {{"c"}});
  C.System = true;
  Plan.Functions.push_back(C);
  Plan.Functions.push_back(function("d", 2, {{"d"}}));
  Plan.Cycles.push_back({{"c"}, {"c"}, ""});
  Plan.Cycles.push_back({{"d"}, {}, ""});
  Made M(Plan);
  PlanCounts Counts = countPlan(M.Index);
  EXPECT_EQ(Counts.Cycles, 3u);
  EXPECT_EQ(Counts.UncoveredCycles, 1u);
  EXPECT_EQ(Counts.UncoveredSystemCycles, 1u);
  EXPECT_EQ(llvm::count_if(M.Findings,
                           [](const PlanFinding &Finding) {
                             return Finding.Rule == "uncovered";
                           }),
            1);
  EXPECT_THAT(planSummary(reportOf(M)),
              HasSubstr("; 3 cycles, 1 uncovered (and 1 in the system's "
                        "headers); 1 error"));
}

TEST(PlanTextTest, AFrameOfNothingHasNoRatio) {
  ProgramPlan Plan;
  Plan.Functions = {withFrame(function("a"), 8, 0)};
  EXPECT_THAT(printPlanText(reportOf(Made(Plan)), SortKey::Ratio),
              HasSubstr("        8         0      - no      not-needed"));
}

// -- JSON, SARIF, GitLab.

TEST(PlanJsonTest, MembersOfAFunction) {
  llvm::json::Value Json = parse(printPlanJson(reportOf(Made(uncovered()))));
  EXPECT_EQ(Json.getAsObject()->getInteger("segstack-report"), 2);
  EXPECT_FALSE(Json.getAsObject()->get("proof"));
  const auto &A =
      *(*Json.getAsObject()->getArray("functions"))[0].getAsObject();
  EXPECT_EQ(A.getString("key"), "a");
  EXPECT_EQ(A.getInteger("cycle"), 0);
  EXPECT_EQ(A.getBoolean("uncovered"), true);
  EXPECT_EQ(*A.getArray("callers"), llvm::json::Array{"b"});
  EXPECT_FALSE(A.get("real"));
}

TEST(PlanJsonTest, WhereForeignFunctionsAreCalled) {
  ProgramPlan Plan;
  Plan.Functions = {function("a")};
  Plan.Functions[0].Foreign = {{"puts"}, {"puts", true}};
  Plan.Foreign = {{"puts", 2048, "table", false}};
  Made M(Plan);
  EXPECT_THAT(printPlanJson(reportOf(M)),
              AllOf(HasSubstr("\"foreign\":[{\"outside-body\":false,\"to\":"
                              "\"puts\"},{\"outside-body\":true,\"to\":"
                              "\"puts\"}]"),
                    HasSubstr("\"callers\":[\"a\"],\"calls-back\"")));
}

TEST(PlanSarifTest, PlacesAreRelativeOrUris) {
  ProgramPlan Plan = uncovered();
  Plan.Functions[0].File = "dir with space/a%:b.cpp";
  Plan.Functions[1].File = "/usr/include/ü.h";
  Plan.Functions[1].Line = 0;
  std::string Text = printPlanSarif(reportOf(Made(Plan)));
  EXPECT_THAT(Text, AllOf(HasSubstr("\"uri\": \"dir%20with%20space/"
                                    "a%25%3Ab.cpp\",\n"),
                          HasSubstr("\"uri\": \"file:///usr/include/"
                                    "%C3%BC.h\"\n"),
                          HasSubstr("\"startLine\": 1"),
                          Not(HasSubstr("\"startLine\": 0"))));
}

TEST(PlanSarifTest, TheWayEndsWhereItBegan) {
  llvm::json::Value Json = parse(printPlanSarif(reportOf(Made(uncovered()))));
  const auto &Run = *(*Json.getAsObject()->getArray("runs"))[0].getAsObject();
  const auto &Result = *(*Run.getArray("results"))[0].getAsObject();
  EXPECT_EQ(Result.getString("ruleId"), "uncovered");
  const auto &Flow = *(*Result.getArray("codeFlows"))[0].getAsObject();
  const auto &Thread = *(*Flow.getArray("threadFlows"))[0].getAsObject();
  const llvm::json::Array &Steps = *Thread.getArray("locations");
  ASSERT_EQ(Steps.size(), 3u);
  auto Text = [&](size_t Step) {
    return Steps[Step]
        .getAsObject()
        ->getObject("location")
        ->getObject("message")
        ->getString("text")
        ->str();
  };
  EXPECT_EQ(Text(0), "b() calls a()");
  EXPECT_EQ(Text(1), "a() calls b() (virtual)");
  EXPECT_EQ(Text(2), "b() again");
}

TEST(PlanSarifTest, AtMostWhatGitHubTakes) {
  Made M(uncovered());
  PlanFinding Least = M.Findings.front();
  Least.Way.resize(1500);
  auto Run = [&](size_t Findings) {
    std::vector<PlanFinding> Many(Findings, Least);
    llvm::json::Value Json = parse(printPlanSarif({M.Index, Many}));
    return *Json.getAsObject()->getArray("runs")->front().getAsObject();
  };
  llvm::json::Object Small = Run(2);
  EXPECT_EQ(Small.get("invocations"), nullptr);
  auto *Result = Small.getArray("results")->front().getAsObject();
  auto *Flow = Result->getArray("codeFlows")->front().getAsObject();
  auto *Thread = Flow->getArray("threadFlows")->front().getAsObject();
  EXPECT_LE(Thread->getArray("locations")->size(), 1001u);
  Least.Way.clear();
  llvm::json::Object Large = Run(25002);
  EXPECT_EQ(Large.getArray("results")->size(), 25000u);
  std::string Told = llvm::formatv("{0}", *Large.get("invocations"));
  EXPECT_THAT(Told, HasSubstr("2 more findings are not in this file"));
}

TEST(PlanCodeQualityTest, AnEntryForEachFinding) {
  llvm::json::Value Json =
      parse(printPlanCodeQuality(reportOf(Made(uncovered()))));
  const llvm::json::Array &Entries = *Json.getAsArray();
  ASSERT_EQ(Entries.size(), 2u);
  const llvm::json::Object &First = *Entries[0].getAsObject();
  EXPECT_EQ(First.getString("severity"), "major");
  EXPECT_EQ(First.getString("check_name"), "segstack/uncovered");
  EXPECT_EQ(First.getObject("location")->getString("path"), "a.cpp");
  EXPECT_EQ(printPlanCodeQuality(reportOf(Made(ProgramPlan()))), "[]\n");
}

// -- DOT and HTML.

TEST(PlanDotTest, OnlyCyclesUnlessAskedForAll) {
  ProgramPlan Plan = uncovered();
  Plan.Functions.push_back(function("c", 1, {{"a"}}));
  std::string Cycles = printPlanDot(reportOf(Made(Plan)), false);
  EXPECT_THAT(Cycles,
              AllOf(HasSubstr("n0 -> n1 [style=bold, tooltip=\"a() calls b() "
                              "(virtual)\", color=red, penwidth=3];"),
                    HasSubstr("n1 -> n0 [style=bold"), Not(HasSubstr("n2"))));
  EXPECT_THAT(printPlanDot(reportOf(Made(Plan)), true),
              AllOf(HasSubstr("n2 [label=\"c()\\n100 bytes\""),
                    HasSubstr("n2 -> n0 [style=solid, ")));
}

/// A ring of \p Count functions, in three files.
ProgramPlan ring(unsigned Count) {
  ProgramPlan Plan;
  Plan.Cycles.emplace_back();
  auto Key = [](unsigned I) { return "f" + std::to_string(100 + I); };
  for (unsigned I = 0; I != Count; ++I) {
    Plan.Functions.push_back(function(Key(I), 1, {{Key((I + 1) % Count)}}));
    Plan.Functions.back().File = "file" + std::to_string(I % 3);
    Plan.Cycles[0].Functions.push_back(Key(I));
  }
  Plan.Functions[0] = checked(Plan.Functions[0]);
  return Plan;
}

TEST(PlanDotTest, ALargeCycleIsDrawnByItsFiles) {
  EXPECT_THAT(printPlanDot(reportOf(Made(ring(60))), false),
              AllOf(HasSubstr("n59 [label"), HasSubstr("n59 -> n0"),
                    Not(HasSubstr("functions"))));
  std::string Text = printPlanDot(reportOf(Made(ring(63))), false);
  EXPECT_THAT(
      Text,
      AllOf(HasSubstr("\"0 file0\" [label=\"file0\\n21 functions, 1 with a "
                      "check\", style=filled, fillcolor=palegreen];"),
            HasSubstr("\"0 file1\" -> \"0 file2\" [tooltip=\"21 calls of "
                      "file2\"];"),
            HasSubstr("label=\"cycle 0, 63 functions\""), Not(HasSubstr("n0")),
            Not(HasSubstr("n1 -> "))));
  EXPECT_THAT(printPlanDot(reportOf(Made(ring(63))), true),
              AllOf(HasSubstr("n62 -> n0"), Not(HasSubstr("63 functions"))));
  // With the functions that have no check on a way round.
  ProgramPlan Plan = ring(63);
  Plan.Functions[7].Calls.push_back({"f107"});
  Plan.Cycles[0].Uncovered = {"f107"};
  EXPECT_THAT(printPlanDot(reportOf(Made(Plan)), false),
              AllOf(HasSubstr("n7 [label=\"f107()"), HasSubstr("n7 -> n7"),
                    Not(HasSubstr("n8 "))));
}

TEST(PlanDotTest, NamesAreQuoted) {
  ProgramPlan Plan = uncovered();
  Plan.Functions[0].Name = "a\\b\"c";
  EXPECT_THAT(printPlanDot(reportOf(Made(Plan)), false),
              HasSubstr("label=\"a\\\\b\\\"c\\n"));
}

TEST(PlanHtmlTest, TheDataEndsNoScript) {
  ProgramPlan Plan = uncovered();
  Plan.Functions[0].Name = "</script><!--<b>\"&";
  std::string Page = printPlanHtml(reportOf(Made(Plan)));
  EXPECT_THAT(Page, HasSubstr("\\u003c/script>\\u003c!--\\u003cb>\\\"&"));
  size_t Begin = Page.find("id=\"data\">") + 10;
  std::string Data = Page.substr(Begin, Page.find("</script>", Begin) - Begin);
  llvm::json::Value Json = parse(Data);
  const auto &A = *(*Json.getAsObject()->getArray("functions"))[0].getAsArray();
  EXPECT_EQ(A[1].getAsString(), "</script><!--<b>\"&");
}

TEST(PlanHtmlTest, ThePageIsWhole) {
  std::string Page = printPlanHtml(reportOf(Made(uncovered())));
  EXPECT_THAT(Page, AllOf(HasSubstr("<!DOCTYPE html>"), HasSubstr("new App();"),
                          HasSubstr("--back:"), HasSubstr("</html>"),
                          Not(HasSubstr("@DATA@")), Not(HasSubstr("@STYLE@")),
                          Not(HasSubstr("@SCRIPT@"))));
}

// -- A proof, in each format.

struct Proved : Made {
  Proved() : Made(uncovered()) {
    Proofs.Builds = {{"gcc", proveChains(Plan, {}, Proofs.Limits), {}}};
    llvm::append_range(Findings, findInProofs(Index, Proofs));
  }

  PlanReport report() const { return {Index, Findings, &Proofs}; }

  ProofsOfPlan Proofs;
};

TEST(ProofInReportTest, TextHasTheVerdict) {
  Proved P;
  std::string Text = printPlanText(P.report(), SortKey::Name);
  EXPECT_THAT(Text, HasSubstr("\nproof:\n  gcc: refuted: 0 chains too long, 1 "
                              "cycle without a check; 2 functions, 0 with a "
                              "check; frames: 0 real, 0 inlined, 2 "
                              "estimates\n"));
  EXPECT_THAT(Text, HasSubstr("; gcc refuted; 2 errors"));
  EXPECT_THAT(printPlanText(reportOf(P), SortKey::Name),
              Not(HasSubstr("proof:")));
}

TEST(ProofInReportTest, JsonHasWhatVerifyPrints) {
  Proved P;
  llvm::json::Value Json = parse(printPlanJson(P.report()));
  llvm::json::Value Verified = parse(printProofsJson(P.Proofs));
  llvm::json::Object Expected = *Verified.getAsObject();
  Expected.erase("segstack-proof");
  EXPECT_EQ(*Json.getAsObject()->getObject("proof"), Expected);
}

TEST(ProofInReportTest, AChainDoesNotEndWhereItBegan) {
  ProgramPlan Plan;
  Plan.Functions = {withFrame(function("a", 3, {{"b"}}), 60000),
                    function("b", 5)};
  Made M(Plan);
  ProofsOfPlan Proofs;
  Proofs.Builds = {{"gcc", proveChains(Plan, {}, Proofs.Limits), {}}};
  auto Findings = findInProofs(M.Index, Proofs);
  std::string Text = printPlanSarif({M.Index, Findings, &Proofs});
  EXPECT_THAT(Text,
              AllOf(HasSubstr("a() has 60000 bytes (estimate) and calls b()"),
                    HasSubstr("b() has 100 bytes (estimate)"),
                    HasSubstr("\"ruleId\": \"unproved\""),
                    Not(HasSubstr(" again\""))));
}

TEST(ProofInReportTest, ThePageHasTheBuilds) {
  Proved P;
  EXPECT_THAT(printPlanHtml(P.report()),
              AllOf(HasSubstr("\"proof\":{\"builds\":[{"),
                    HasSubstr("\"name\":\"gcc\"")));
  EXPECT_THAT(printPlanHtml(reportOf(P)), HasSubstr("\"proof\":null"));
}

} // namespace

//===- PlanFileTest.cpp - a program's plan as a file ----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanFile.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::AllOf;
using ::testing::HasSubstr;

namespace {

PlannedFunction function(std::string Key) {
  PlannedFunction F;
  F.Key = Key;
  F.Name = Key + "(int)";
  F.File = "src/a.cpp";
  F.Line = 3;
  F.Column = 5;
  F.Frame.Bytes = 48;
  F.Shape = "retry";
  F.Reason = "fine";
  return F;
}

ProgramPlan full() {
  PlannedFunction A = function("_Z1ai");
  A.System = A.Frame.Dynamic = A.Frame.Guess = A.Check = A.CalledBack = true;
  A.RealBytes = 0;
  A.Why = PlacedFor::Cycle;
  A.External = {"getaddrinfo", 65536};
  A.Ask = 48;
  A.Depth = 4;
  A.Heat = 0.5;
  A.Calls = {{"_Z1bi"}, {"helper@src/a.cpp", CallKind::Indirect, true, 8}};
  A.Foreign = {{"getaddrinfo"}, {"qsort"}, {"qsort", true}};
  A.Digest = "0123456789abcdef";
  ProgramPlan Plan;
  Plan.Budget = 2048;
  Plan.Functions = {A, function("_Z1bi")};
  Plan.Cycles = {{{"_Z1ai", "_Z1bi"}, {"_Z1ai"}, "no way"}};
  Plan.Foreign = {{"getaddrinfo", 65536, "table", false},
                  {"qsort", 16384, "assumed", true}};
  return Plan;
}

std::string errorOf(llvm::StringRef Text) {
  return messageOf(parsePlan(Text, "plan.json"));
}

/// A plan of one function with these members, too.
std::string ofFunction(llvm::StringRef Members) {
  return (R"({"segstack-plan": 2, "place": "plan", "budget": 1, "functions": [{
              "key": "f", "name": "f", "file": "f.c", "line": 1, "column": 1,
              "shape": "retry", "reason": "fine", "check": true, "why": "cycle",
              "estimate": 8, )" +
          Members + "}]}")
      .str();
}

TEST(PlanFileTest, WhatIsWrittenIsRead) {
  std::string Text = printPlan(full());
  llvm::Expected<ProgramPlan> Read = parsePlan(Text, "x");
  ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  EXPECT_EQ(printPlan(*Read), Text);
  const PlannedFunction &A = Read->Functions.front();
  EXPECT_EQ(A.RealBytes, 0u);
  EXPECT_EQ(A.Why, PlacedFor::Cycle);
  EXPECT_EQ(A.Calls, full().Functions.front().Calls);
  EXPECT_EQ(A.Foreign, full().Functions.front().Foreign);
  EXPECT_THAT(Text, HasSubstr("\"foreign\":[\"getaddrinfo\",\"qsort\","
                              "{\"outside-body\":true,\"to\":\"qsort\"}]"));
  EXPECT_FALSE(Read->Functions.back().RealBytes);
  EXPECT_FALSE(Read->Foreign.front().CallsBack);
}

TEST(PlanFileTest, AFunctionIsALine) {
  EXPECT_THAT(
      printPlan({"auto", 512, {function("f")}, {}, {}}),
      AllOf(HasSubstr("\"place\": \"auto\",\n\"budget\": 512,\n"),
            HasSubstr("\n{\"check\":false,\"column\":5,\"estimate\":48,"
                      "\"file\":\"src/a.cpp\",\"key\":\"f\",\"line\":3,"
                      "\"name\":\"f(int)\",\"reason\":\"fine\",\"shape\":"
                      "\"retry\",\"why\":\"not-needed\"}\n")));
}

TEST(PlanFileTest, ErrorsTellTheMember) {
  EXPECT_THAT(errorOf("{"), AllOf(HasSubstr("plan.json: not a plan: ["),
                                  HasSubstr("'segstack plan' writes")));
  EXPECT_THAT(errorOf("[]"), HasSubstr("expected object"));
  EXPECT_THAT(errorOf("{}"), HasSubstr("missing value at plan.segstack-plan"));
  EXPECT_THAT(errorOf(R"({"segstack-plan": 1})"),
              HasSubstr("not the version that is read here"));
  EXPECT_THAT(errorOf(R"({"segstack-plan": 2, "place": "plan",
                          "budget": 1, "functions": [], "colour": 1})"),
              HasSubstr("unknown member at plan.colour"));
  EXPECT_THAT(
      errorOf(R"({"segstack-plan": 2, "place": "plan",
                          "functions": [], "budget": -1})"),
      HasSubstr("expected a number that is not negative at plan.budget"));
  EXPECT_THAT(errorOf(R"({"segstack-plan": 2, "place": "plan",
                          "budget": 1, "functions": [{"key": 5}]})"),
              HasSubstr("expected string at plan.functions[0].key"));
  EXPECT_THAT(errorOf(ofFunction(R"("foreign": [{"name": "puts"}])")),
              HasSubstr("missing value at plan.functions[0].foreign[0].to"));
  EXPECT_THAT(
      errorOf(ofFunction(R"("foreign": [{"to": "puts", "often": 1}])")),
      HasSubstr("unknown member at plan.functions[0].foreign[0].often"));
}

TEST(PlanFileTest, NoNumberIsNegative) {
  auto Is = [](llvm::StringRef Member) {
    return ("plan.json: not a plan: expected a number that is not negative at "
            "plan." +
            Member + "; 'segstack plan' writes such a file")
        .str();
  };
  for (const char *Member : {"real", "external", "heat"})
    EXPECT_EQ(
        errorOf(ofFunction(("\"" + llvm::Twine(Member) + "\": -1").str())),
        Is(("functions[0]." + llvm::Twine(Member)).str()));
  EXPECT_EQ(errorOf(ofFunction(R"("calls": [{"to": "f", "often": -0.5}])")),
            Is("functions[0].calls[0].often"));
  EXPECT_EQ(errorOf(R"({"segstack-plan": 2, "place": "plan", "budget": 1,
                        "functions": [], "foreign": [{"name": "f",
                        "bytes": -8, "source": "given"}]})"),
            Is("foreign[0].bytes"));
  for (std::string Member : {"line", "column", "estimate"}) {
    std::string Text = ofFunction(R"("digest": "")");
    size_t At = Text.find("\"" + Member + "\": ") + Member.size() + 4;
    EXPECT_EQ(errorOf(Text.insert(At, "-")), Is("functions[0]." + Member));
  }
  EXPECT_EQ(errorOf(ofFunction(R"("real": 0)")), "");
  EXPECT_THAT(errorOf(ofFunction(R"("real": 1e30)")),
              HasSubstr("expected integer at plan.functions[0].real"));
  EXPECT_THAT(errorOf(ofFunction(R"("real": null)")),
              HasSubstr("expected integer at plan.functions[0].real"));
}

TEST(PlanFileTest, AFileThatIsNotThere) {
  EXPECT_THAT(messageOf(readPlan("/nowhere/plan.json")),
              HasSubstr("cannot read the plan '/nowhere/plan.json': "));
}

} // namespace

//===- PlanOnDemandTest.cpp - functions of a plan, as they are wanted -----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanOnDemand.h"
#include "PlanFile.h"
#include "Scratch.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include "gmock/gmock.h"

using namespace segstack;
using ::testing::HasSubstr;

namespace {

ProgramPlan planOf(const std::vector<std::string> &Keys) {
  ProgramPlan Plan;
  for (const std::string &Key : Keys) {
    PlannedFunction F;
    F.Key = Key;
    F.File = "a.c";
    F.Frame.Bytes = Plan.Functions.size();
    F.Check = F.Frame.Bytes % 2;
    F.RealBytes = 100 + F.Frame.Bytes;
    F.External = {"qsort", 4096};
    F.Digest = "0123456789abcdef";
    F.Calls = {{Keys.front()}, {Keys.back(), CallKind::Indirect}};
    Plan.Functions.push_back(F);
  }
  return Plan;
}

const std::vector<std::string> Sorted = {"_Z1av", "_Z1bv", "b@\"x\".c",
                                         "c",     "d@\\",  "e"};

void expectAll(const PlanLookup &Find) {
  for (const PlannedFunction &Each : planOf(Sorted).Functions) {
    std::optional<PlannedFunction> Found = Find(Each.Key);
    ASSERT_TRUE(Found) << Each.Key;
    EXPECT_EQ(Found->Key, Each.Key);
    EXPECT_EQ(Found->Frame.Bytes, Each.Frame.Bytes);
    EXPECT_EQ(Found->Check, Each.Check);
    EXPECT_EQ(Found->RealBytes, Each.RealBytes);
    EXPECT_EQ(Found->External.Bytes, 4096u);
    EXPECT_EQ(Found->Digest, Each.Digest);
  }
  for (const char *Key : {"", "A", "_Z1b", "b@x.c", "cc", "f"})
    EXPECT_FALSE(Find(Key)) << Key;
}

TEST(PlanOnDemandTest, FindsWhatThePlanHas) {
  Scratch Here;
  auto Find = lookUpPlan(Here.write("plan.json", printPlan(planOf(Sorted))));
  ASSERT_TRUE(bool(Find));
  expectAll(*Find);
}

TEST(PlanOnDemandTest, AlsoInAnotherLayout) {
  Scratch Here;
  auto Value = llvm::json::parse(printPlan(planOf(Sorted)));
  ASSERT_TRUE(bool(Value));
  std::string Text;
  llvm::raw_string_ostream(Text) << llvm::formatv("{0:2}", *Value);
  auto Find = lookUpPlan(Here.write("plan.json", Text));
  ASSERT_TRUE(bool(Find));
  expectAll(*Find);
}

TEST(PlanOnDemandTest, WhatIsNoPlanIsAnError) {
  Scratch Here;
  std::string Text = printPlan(planOf(Sorted));
  EXPECT_THAT(messageOf(lookUpPlan(Here.path("nowhere.json"))),
              HasSubstr("cannot read the plan"));
  EXPECT_THAT(messageOf(lookUpPlan(
                  Here.write("half.json", Text.substr(0, Text.size() / 2)))),
              HasSubstr("not a plan"));
  Text.replace(Text.find(": 2,"), 4, ": 9,");
  EXPECT_THAT(messageOf(lookUpPlan(Here.write("later.json", Text))),
              HasSubstr("not the version that is read here"));
}

TEST(PlanOnDemandTest, AFunctionThatCannotBeReadIsTold) {
  Scratch Here;
  std::string Text = printPlan(planOf(Sorted));
  Text.replace(Text.find("\"check\":false"), 13, "\"check\":\"no\"");
  auto Find = lookUpPlan(Here.write("plan.json", Text));
  ASSERT_TRUE(bool(Find));
  testing::internal::CaptureStderr();
  EXPECT_FALSE((*Find)(Sorted.front()));
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("expected boolean"));
  EXPECT_TRUE((*Find)(Sorted[1]));
}

} // namespace

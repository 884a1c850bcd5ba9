//===- PlanLinesTest.cpp - a plan's text, by its lines
//---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanLines.h"
#include "PlanFile.h"
#include "gmock/gmock.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

PlannedFunction function(std::string Key) {
  PlannedFunction F;
  F.Key = std::move(Key);
  F.File = "a.c";
  return F;
}

std::vector<std::string> keysIn(const std::string &Text) {
  std::vector<std::string> Keys;
  std::optional<PlanLines> Lines = splitPlan(Text);
  EXPECT_TRUE(Lines);
  for (llvm::StringRef Line : Lines->Functions)
    Keys.push_back(keyOfLine(Line));
  return Keys;
}

TEST(PlanLinesTest, EachFunctionIsALine) {
  ProgramPlan Plan;
  Plan.Functions = {function("a"), function("b@x y.c")};
  EXPECT_THAT(keysIn(printPlan(Plan)), ElementsAre("a", "b@x y.c"));
}

TEST(PlanLinesTest, TheRestIsAPlanWithoutFunctions) {
  ProgramPlan Plan;
  Plan.Budget = 77;
  Plan.Functions = {function("a")};
  Plan.Cycles = {{{"a"}, {}, ""}};
  std::string Text = printPlan(Plan);
  std::optional<PlanLines> Lines = splitPlan(Text);
  ASSERT_TRUE(Lines);
  auto Rest = parsePlan((Lines->Head + Lines->Tail).str(), "x");
  ASSERT_TRUE(bool(Rest));
  EXPECT_EQ(Rest->Budget, 77u);
  EXPECT_EQ(Rest->Cycles.size(), 1u);
  EXPECT_THAT(Rest->Functions, IsEmpty());
}

TEST(PlanLinesTest, OtherLayoutsAreNotSplit) {
  ProgramPlan Plan;
  EXPECT_FALSE(splitPlan(printPlan(Plan))); // "functions": []
  Plan.Functions = {function("a"), function("b")};
  std::string Text = printPlan(Plan);
  EXPECT_TRUE(splitPlan(Text));
  EXPECT_FALSE(splitPlan(Text.substr(0, Text.size() / 2)));
  EXPECT_FALSE(splitPlan(Text.substr(0, Text.size() - 1)));
  std::string Broken = Text;
  Broken.insert(Text.find("\"key\""), "\n");
  EXPECT_FALSE(splitPlan(Broken));
}

TEST(PlanLinesTest, KeysAreWhatTheyStandFor) {
  for (const char *Key :
       {"", "f", "f@a \"b\".c", "f@a\\", "\"key\":\"g\"", "f@\xC3\xA4\n.c"}) {
    PlannedFunction F = function(Key);
    F.Calls = {{"\"key\":"}, {"other", CallKind::Indirect}};
    ProgramPlan Plan;
    Plan.Functions = {F};
    EXPECT_THAT(keysIn(printPlan(Plan)), ElementsAre(Key));
  }
  EXPECT_EQ(keyOfLine("{\"name\":\"f\"}"), "");
  EXPECT_EQ(keyOfLine("{\"key\":7}"), "");
}

TEST(PlanLinesTest, CallsAreTakenOut) {
  EXPECT_EQ(withoutCalls(R"({"calls":["b",{"to":"]\"c["}],"key":"a"})"),
            R"({"key":"a"})");
  EXPECT_EQ(withoutCalls(R"({"a":[1],"calls":[]})"), R"({"a":[1]})");
  EXPECT_EQ(withoutCalls(R"({"calls":["b"]})"), "{}");
  EXPECT_EQ(withoutCalls(R"({"key":"\"calls\":["})"),
            R"({"key":"\"calls\":["})");
  EXPECT_EQ(withoutCalls(R"({"calls":["b)"), "{"); // and no crash
}

} // namespace

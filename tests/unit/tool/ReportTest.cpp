//===- ReportTest.cpp - what is told of functions -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Report.h"
#include "llvm/Support/JSON.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

CheckPlan plan(std::string Function, Shape How, Reason Why, unsigned Body) {
  CheckPlan Plan;
  Plan.Function = std::move(Function);
  Plan.How = How;
  Plan.Why = Why;
  Plan.Line = 3;
  Plan.Column = 5;
  Plan.BodyBegin = Body;
  Plan.BodyEnd = Body + 1;
  Plan.Frame.Bytes = 48;
  Plan.Linkage = "_Z1f";
  return Plan;
}

std::vector<ListedFunction> some() {
  return {{"/x/a.cpp", plan("f(int)", Shape::Retry, Reason::Fine, 1)},
          {"/x/a.cpp", plan("N::~N()", Shape::Outline, Reason::Destructor, 5)},
          {"/x/b.h", plan("N::g()", Shape::None, Reason::Coroutine, 1)}};
}

TEST(FunctionListTest, TextHasOneLinePerFunction) {
  EXPECT_EQ(printFunctionsText({some()[0], some()[2]}),
            "/x/a.cpp:3:5: f(int): retry, 48 bytes\n"
            "/x/b.h:3:5: N::g(): none (coroutine), 48 bytes\n");
}

TEST(FunctionListTest, WhatACheckAsksForBeyondTheFrame) {
  ListedFunction Raised = some()[0];
  Raised.Plan.External = {"getaddrinfo", 16384};
  EXPECT_EQ(printFunctionsText({Raised}),
            "/x/a.cpp:3:5: f(int): retry, 48 bytes, +16384 for getaddrinfo\n");
  EXPECT_THAT(printFunctionsJson({Raised}),
              HasSubstr("\"external\":16384,\"external-for\":\"getaddrinfo\""));
  EXPECT_THAT(printFunctionsJson({some()[0]}), Not(HasSubstr("external")));
  EXPECT_THAT(printExplanation({Raised}, "f"),
              HasSubstr(", +16384 for getaddrinfo\n"));
}

TEST(FunctionListTest, JsonIsAnArrayOfObjects) {
  auto Value = llvm::json::parse(printFunctionsJson(some()));
  ASSERT_TRUE(bool(Value));
  const llvm::json::Array &Functions = *Value->getAsArray();
  ASSERT_EQ(Functions.size(), 3u);
  const llvm::json::Object &First = *Functions[0].getAsObject();
  EXPECT_EQ(First.getString("file"), "/x/a.cpp");
  EXPECT_EQ(First.getInteger("line"), 3);
  EXPECT_EQ(First.getInteger("column"), 5);
  EXPECT_EQ(First.getString("function"), "f(int)");
  EXPECT_EQ(First.getString("linkage"), "_Z1f");
  EXPECT_EQ(First.getString("shape"), "retry");
  EXPECT_EQ(First.getInteger("estimate"), 48);
  EXPECT_EQ(First.getBoolean("dynamic"), false);
  EXPECT_EQ(First.getBoolean("guess"), false);
  EXPECT_EQ(Functions[2].getAsObject()->getString("reason"), "coroutine");
}

TEST(FunctionListTest, NoFunctionsAreAnEmptyArray) {
  EXPECT_EQ(printFunctionsJson({}), "[]\n");
  EXPECT_EQ(printFunctionsText({}), "");
}

TEST(FunctionListTest, AFunctionOfTwoUnitsIsListedOnce) {
  TranslationUnit Unit;
  Unit.Files.resize(2);
  Unit.Files[0].Path = "/x/other.h";
  Unit.Files[1].Path = "/usr/include/s.h";
  Unit.Files[1].System = true;
  Unit.Checks = {plan("f()", Shape::None, Reason::FilteredOut, 1),
                 plan("s()", Shape::None, Reason::FilteredOut, 1)};
  Unit.Checks[1].Inclusion = 1;
  TranslationUnit Again = Unit;
  FileEdits File;
  File.Path = "/x/a.cpp";
  File.Checks = {plan("g()", Shape::Retry, Reason::Fine, 9)};
  auto Functions = listFunctions({&Unit, &Again}, {File});
  ASSERT_EQ(Functions.size(), 2u);
  EXPECT_EQ(Functions[0].Plan.Function, "g()");
  EXPECT_EQ(Functions[1].Plan.Function, "f()");
}

TEST(ExplanationTest, LeavesOutRetriesAndCountsReasons) {
  std::string Text = printExplanation(some(), "");
  EXPECT_THAT(Text, HasSubstr("/x/a.cpp:3:5: N::~N(): outline: "));
  EXPECT_THAT(Text, HasSubstr("/x/b.h:3:5: N::g(): none: "));
  EXPECT_THAT(Text, Not(HasSubstr("f(int): ")));
  EXPECT_THAT(Text, HasSubstr("3 functions\n"));
  EXPECT_THAT(Text, HasSubstr("  1 none (coroutine)\n"));
}

TEST(ExplanationTest, OneFunctionByName) {
  auto lines = [](llvm::StringRef Name) {
    return llvm::StringRef(printExplanation(some(), Name)).count('\n');
  };
  EXPECT_EQ(lines("f"), 1u);
  EXPECT_EQ(lines("f(int)"), 1u);
  EXPECT_EQ(lines("N::*"), 2u);
  EXPECT_EQ(lines("g"), 0u);
}

TEST(ExplanationTest, NamesWithParenthesesOfTheirOwn) {
  std::vector<ListedFunction> Functions = {
      {"/a", plan("C::operator()(int)", Shape::Retry, Reason::Fine, 1)},
      {"/a",
       plan("(anonymous namespace)::h(int)", Shape::Retry, Reason::Fine, 2)}};
  EXPECT_THAT(printExplanation(Functions, "C::operator()"),
              HasSubstr("C::operator()(int)"));
  EXPECT_THAT(printExplanation(Functions, "(anonymous namespace)::h"),
              HasSubstr("h(int)"));
}

TEST(FixesPrinterTest, InsertionsAtOnePlaceAreOne) {
  FileEdits File;
  File.Path = "/x/a.cpp";
  File.Bytes = "abc";
  File.Edits = {{1, "x"}, {1, "y"}, {2, "z"}};
  std::string Yaml = printFixes({File});
  EXPECT_EQ(llvm::StringRef(Yaml).count("ReplacementText:"), 2u);
  EXPECT_THAT(Yaml, HasSubstr("ReplacementText: xy"));
  EXPECT_THAT(Yaml, HasSubstr("FilePath:        '/x/a.cpp'"));
}

} // namespace

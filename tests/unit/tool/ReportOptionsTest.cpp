//===- ReportOptionsTest.cpp - the options of segstack report -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportOptions.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

llvm::Expected<ReportCommand> parse(std::vector<const char *> Arguments) {
  Arguments.insert(Arguments.begin(), {"segstack", "report"});
  return parseReportCommand(Arguments);
}

ReportCommand report(std::vector<const char *> Arguments) {
  auto Command = parse(std::move(Arguments));
  if (Command)
    return *Command;
  ADD_FAILURE() << llvm::toString(Command.takeError());
  return {};
}

TEST(ReportOptionsTest, TheDefaults) {
  ReportCommand Command = report({"plan.json"});
  EXPECT_EQ(Command.Plan, "plan.json");
  EXPECT_EQ(Command.Form, ReportForm::Text);
  EXPECT_EQ(Command.By, SortKey::Estimate);
  EXPECT_EQ(Command.Least, FindingLevel::Note);
  EXPECT_EQ(Command.File, "-");
  EXPECT_TRUE(Command.FailOn.empty());
  EXPECT_FALSE(Command.AllCalls);
  EXPECT_FALSE(Command.Quiet);
  EXPECT_FALSE(Command.Proof);
}

TEST(ReportOptionsTest, AllOfThem) {
  ReportCommand Command =
      report({"--format=dot", "--graph=all", "-o", "x", "--level=warning",
              "--fail-on=uncovered,error", "--fail-on=guessed", "--quiet",
              "plan.json"});
  EXPECT_EQ(Command.Form, ReportForm::Dot);
  EXPECT_TRUE(Command.AllCalls);
  EXPECT_EQ(Command.File, "x");
  EXPECT_EQ(Command.Least, FindingLevel::Warning);
  EXPECT_THAT(Command.FailOn, ElementsAre("uncovered", "error", "guessed"));
  EXPECT_TRUE(Command.Quiet);
  EXPECT_EQ(report({"--sort=calls", "p"}).By, SortKey::Calls);
}

TEST(ReportOptionsTest, EachFormatHasItsWord) {
  EXPECT_EQ(report({"--format=text", "p"}).Form, ReportForm::Text);
  EXPECT_EQ(report({"--format=json", "p"}).Form, ReportForm::Json);
  EXPECT_EQ(report({"--format=sarif", "p"}).Form, ReportForm::Sarif);
  EXPECT_EQ(report({"--format=gitlab", "p"}).Form, ReportForm::GitLab);
  EXPECT_EQ(report({"--format=html", "p"}).Form, ReportForm::Html);
}

TEST(ReportOptionsTest, OneCallLeavesNothingToTheNext) {
  report({"--format=json", "--fail-on=uncovered", "p"});
  ReportCommand Command = report({"q"});
  EXPECT_EQ(Command.Plan, "q");
  EXPECT_EQ(Command.Form, ReportForm::Text);
  EXPECT_TRUE(Command.FailOn.empty());
}

TEST(ReportOptionsTest, MistakesNameTheNearestWord) {
  EXPECT_THAT(messageOf(parse({"--format=jsn", "p"})),
              HasSubstr("found 'jsn'; did you mean 'json'?"));
  EXPECT_THAT(messageOf(parse({"--fail-on=", "p"})), HasSubstr("found ''"));
  EXPECT_THAT(messageOf(parse({"-o", "", "p"})),
              HasSubstr("expected the name of a file"));
}

TEST(ReportOptionsTest, WhatAsksForAProof) {
  ReportCommand Command =
      report({"--sizes=gcc=a,b", "--sizes=c", "--reserve=80k", "p"});
  ASSERT_TRUE(Command.Proof);
  EXPECT_TRUE(Command.Proof->HasSizes);
  ASSERT_EQ(Command.Proof->Builds.size(), 2u);
  EXPECT_EQ(Command.Proof->Builds[0].Name, "gcc");
  EXPECT_THAT(Command.Proof->Builds[0].Paths, ElementsAre("a", "b"));
  EXPECT_EQ(Command.Proof->Limits.Reserve, 80u * 1024);
  // The plan's numbers, where there are no others.
  Command = report({"--fail-on=uncovered,unproved", "p"});
  ASSERT_TRUE(Command.Proof);
  EXPECT_FALSE(Command.Proof->HasSizes);
  EXPECT_EQ(Command.Proof->Builds.front().Name, "estimates");
  EXPECT_TRUE(report({"--assume=1k", "p"}).Proof);
  EXPECT_FALSE(report({"--fail-on=uncovered,error", "p"}).Proof);
  EXPECT_THAT(messageOf(parse({"--sizes=a", "--reserve=4k", "p"})),
              HasSubstr("--reserve: nothing of it is left"));
}

} // namespace

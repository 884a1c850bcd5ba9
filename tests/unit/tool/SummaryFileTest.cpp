//===- SummaryFileTest.cpp - a summary as a file --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SummaryFile.h"
#include "gtest/gtest.h"

using namespace segstack;

namespace {

KeptSummary full() {
  KeptSummary Kept;
  Kept.Inputs = {{"a.c", "0123"}, {"/usr/include/b.h", "4567"}};
  SummarizedFunction F;
  F.Key = "f";
  F.Name = "f(int)";
  F.File = "/p/a.c";
  F.Line = 1;
  F.Column = 2;
  F.Frame = {48, true, true};
  F.Shape = "retry";
  F.Reason = "fine";
  F.Placed = F.Exported = F.Taken = F.CalledBack = F.Cold = F.Hot =
      F.CallsSetjmp = true;
  F.Types = {"void (int)"};
  F.Overrides = {"g"};
  SummarizedCall Call;
  Call.How = SummarizedCall::Indirect;
  Call.To = "void ()";
  Call.Name = "x";
  Call.Often = 0.5;
  Call.OutsideBody = Call.Library = Call.Given = Call.System = true;
  Call.Bytes = 7;
  F.Calls = {Call};
  Kept.Calls.Functions = {F};
  Kept.Calls.Taken = {{"t", {"int ()"}}};
  Kept.Calls.HandedOut = {{"h", {"int (int)"}}};
  Kept.Calls.Variables = {"variable v"};
  Kept.Calls.Conversions = {{"*", "void (char)"}};
  return Kept;
}

TEST(SummaryFileTest, WhatIsWrittenIsRead) {
  std::string Text = printSummary(full());
  std::optional<KeptSummary> Read = parseSummary(Text);
  ASSERT_TRUE(Read);
  EXPECT_EQ(printSummary(*Read), Text);
  const SummarizedFunction &F = Read->Calls.Functions.front();
  EXPECT_TRUE(F.Frame.Dynamic && F.Frame.Guess && F.Placed && F.Exported &&
              F.Taken && F.CalledBack && F.Cold && F.Hot && F.CallsSetjmp);
  EXPECT_EQ(F.Calls.front().Often, 0.5);
  EXPECT_EQ(Read->Inputs, full().Inputs);
}

TEST(SummaryFileTest, AnythingElseIsMadeAgain) {
  EXPECT_FALSE(parseSummary(""));
  EXPECT_FALSE(parseSummary("{}"));
  std::string Text = printSummary(full());
  EXPECT_FALSE(parseSummary(Text.substr(0, Text.size() / 2)));
}

} // namespace

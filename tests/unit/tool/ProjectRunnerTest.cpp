//===- ProjectRunnerTest.cpp - all translation units, in parallel ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectRunner.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <atomic>

using namespace segstack;
using ::testing::HasSubstr;

namespace {

std::vector<Job> jobs(unsigned Count) {
  std::vector<Job> Result(Count);
  for (unsigned I = 0; I < Count; ++I)
    Result[I].Input.File = std::to_string(I) + ".cpp";
  return Result;
}

/// A unit of one editable and one other file, of the input's name.
llvm::Expected<TranslationUnit> fake(const CompileInput &Input,
                                     const RewriteOptions &, std::string &) {
  TranslationUnit Unit;
  Unit.Files.resize(2);
  Unit.Files[0].Path = Input.File;
  Unit.Files[0].Bytes = Unit.Files[1].Bytes = "text";
  Unit.Files[0].Editable = true;
  Unit.Directives.resize(1);
  return Unit;
}

RunnerOptions quietly(unsigned Threads) {
  RunnerOptions Options;
  Options.Threads = Threads;
  Options.Quiet = true;
  return Options;
}

TEST(ProjectRunnerTest, ResultsAreInTheOrderOfTheJobs) {
  for (unsigned Threads : {1, 4}) {
    auto Results = runProject(jobs(50), quietly(Threads), fake);
    ASSERT_EQ(Results.size(), 50u);
    for (unsigned I = 0; I < 50; ++I)
      EXPECT_EQ(Results[I].Unit->Files[0].Path, std::to_string(I) + ".cpp");
  }
}

TEST(ProjectRunnerTest, OneFailureStopsNoOther) {
  std::atomic<unsigned> Calls(0);
  auto Analyze =
      [&](const CompileInput &Input, const RewriteOptions &Options,
          std::string &Diagnostics) -> llvm::Expected<TranslationUnit> {
    ++Calls;
    if (Input.File != "3.cpp")
      return fake(Input, Options, Diagnostics);
    Diagnostics = "3.cpp:1:1: error: broken\n";
    return llvm::createStringError("did not parse");
  };
  auto Results = runProject(jobs(10), quietly(2), Analyze);
  EXPECT_EQ(Calls, 10u);
  for (unsigned I = 0; I < 10; ++I)
    EXPECT_EQ(Results[I].Unit.has_value(), I != 3) << I;
  EXPECT_EQ(Results[3].Error, "did not parse");
  EXPECT_EQ(Results[3].Diagnostics, "3.cpp:1:1: error: broken\n");
}

TEST(ProjectRunnerTest, TextThatNobodyNeedsIsDropped) {
  RunnerOptions Options = quietly(1);
  TranslationUnit Unit = *runProject(jobs(1), Options, fake)[0].Unit;
  EXPECT_EQ(Unit.Files[0].Bytes, "text");
  EXPECT_EQ(Unit.Files[1].Bytes, "");
  EXPECT_TRUE(Unit.Directives.empty());
  Options.KeepAllText = true;
  Unit = *runProject(jobs(1), Options, fake)[0].Unit;
  EXPECT_EQ(Unit.Files[1].Bytes, "text");
  EXPECT_EQ(Unit.Directives.size(), 1u);
}

TEST(ProjectRunnerTest, ProgressIsALinePerUnitWithoutATerminal) {
  ::testing::internal::CaptureStderr();
  runProject(jobs(2), RunnerOptions(), fake);
  std::string Text = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(Text, HasSubstr("[1/2] "));
  EXPECT_THAT(Text, HasSubstr("[2/2] "));
  EXPECT_THAT(Text, HasSubstr("0.cpp\n"));
  EXPECT_THAT(Text, HasSubstr("1.cpp\n"));
  EXPECT_EQ(Text.find('\r'), std::string::npos);
}

TEST(ProjectRunnerTest, QuietSaysNothing) {
  ::testing::internal::CaptureStderr();
  runProject(jobs(2), quietly(1), fake);
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

} // namespace

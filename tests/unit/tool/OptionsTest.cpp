//===- OptionsTest.cpp - the command line, as plain values ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Failure.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

llvm::Expected<std::variant<RewriteCommand, StripCommand, PlanCommand>>
parse(std::vector<const char *> Arguments) {
  Arguments.insert(Arguments.begin(), "segstack");
  return parseCommandLine(Arguments);
}

template <class T>
T commandOf(const char *Verb, std::vector<const char *> Arguments) {
  Arguments.insert(Arguments.begin(), Verb);
  auto Command = parse(Arguments);
  if (Command)
    return std::get<T>(*Command);
  ADD_FAILURE() << llvm::toString(Command.takeError());
  return {};
}

RewriteCommand rewrite(std::vector<const char *> Arguments) {
  return commandOf<RewriteCommand>("rewrite", std::move(Arguments));
}

PlanCommand plan(std::vector<const char *> Arguments) {
  return commandOf<PlanCommand>("plan", std::move(Arguments));
}

std::string errorOf(std::vector<const char *> Arguments) {
  auto Command = parse(std::move(Arguments));
  if (Command)
    return "";
  std::string Message;
  llvm::handleAllErrors(Command.takeError(), [&](const Failure &F) {
    EXPECT_EQ(F.code(), ExitCode::Usage);
    Message += F.message();
  });
  return Message;
}

TEST(OptionsTest, TheDefaults) {
  RewriteCommand Command = rewrite({"a.cpp"});
  EXPECT_THAT(Command.Files, ElementsAre("a.cpp"));
  EXPECT_EQ(Command.Output.What, Product::Text);
  EXPECT_EQ(Command.Output.File, "-");
  EXPECT_EQ(Command.Flags.Place, std::nullopt);
  EXPECT_FALSE(Command.Commands.Tail);
  EXPECT_FALSE(Command.Explain);
  EXPECT_EQ(Command.Threads, 0u);
}

TEST(OptionsTest, OneCallLeavesNothingToTheNext) {
  rewrite({"--diff", "--place=all", "--skip=x", "a.cpp"});
  RewriteCommand Command = rewrite({"b.cpp"});
  EXPECT_THAT(Command.Files, ElementsAre("b.cpp"));
  EXPECT_EQ(Command.Output.What, Product::Text);
  EXPECT_EQ(Command.Flags.Place, std::nullopt);
  EXPECT_TRUE(Command.Flags.Skip.empty());
}

TEST(OptionsTest, WhatFollowsTwoDashesIsTheCompilers) {
  RewriteCommand Command =
      rewrite({"a.cpp", "--place=all", "--", "-O2", "--place=x"});
  EXPECT_EQ(Command.Flags.Place, Placement::All);
  EXPECT_THAT(*Command.Commands.Tail, ElementsAre("-O2", "--place=x"));
}

TEST(OptionsTest, FlagsOfOneLetterTakeBothForms) {
  EXPECT_EQ(rewrite({"-j4"}).Threads, 4u);
  EXPECT_EQ(rewrite({"-j", "4"}).Threads, 4u);
  EXPECT_EQ(rewrite({"-p", "build"}).Commands.BuildPath, "build");
  EXPECT_EQ(rewrite({"-p=build"}).Commands.BuildPath, "build");
  EXPECT_EQ(rewrite({"--self-contained", "-o", "x"}).Output.File, "x");
}

TEST(OptionsTest, ExplainTakesAFunctionOrNone) {
  EXPECT_EQ(rewrite({"--explain"}).Explain, "");
  EXPECT_EQ(rewrite({"--explain"}).Output.What, Product::Explain);
  EXPECT_EQ(rewrite({"--explain=f"}).Explain, "f");
  EXPECT_EQ(rewrite({"--explain", "--diff"}).Output.What, Product::Diff);
}

TEST(OptionsTest, UnknownFlagsNameTheNearest) {
  EXPECT_THAT(errorOf({"rewrite", "--in-plcae"}), HasSubstr("'--in-place'"));
  EXPECT_THAT(errorOf({"rewrite", "--in-plcae"}), HasSubstr("'--in-plcae'"));
  EXPECT_THAT(errorOf({"strip", "--dif"}), HasSubstr("'--diff'"));
  EXPECT_THAT(errorOf({"strip", "--place=all"}), HasSubstr("'--place=all'"));
}

TEST(OptionsTest, BadValuesSayWhatWasExpected) {
  EXPECT_EQ(
      errorOf({"rewrite", "--place=al"}),
      "--place: expected 'all', 'auto' or 'plan', found 'al'; did you mean "
      "'all'?");
  EXPECT_THAT(errorOf({"rewrite", "--list-functions", "--format=jsn"}),
              HasSubstr("did you mean 'json'?"));
  EXPECT_THAT(errorOf({"rewrite", "--line-markers=gcc"}),
              HasSubstr("expected 'gnu' or 'line'"));
  EXPECT_THAT(errorOf({"rewrite", "--header-filter=("}),
              HasSubstr("expected a regular expression"));
  EXPECT_THAT(errorOf({"rewrite", "--skip=["}), HasSubstr("glob"));
  EXPECT_THAT(errorOf({"rewrite", "--unchecked-budget=x"}),
              HasSubstr("expected a number of bytes"));
  EXPECT_EQ(errorOf({"rewrite", "-jx"}), "-j: expected a number, found 'x'");
  EXPECT_THAT(errorOf({"rewrite", "--output-dir="}), HasSubstr("--output-dir"));
}

TEST(OptionsTest, StackOfExternalFunctions) {
  RewriteCommand Command =
      rewrite({"--external-stack=getaddrinfo=96k", "--external-stack",
               "db::query=1m", "--system-stack=gc::scan"});
  EXPECT_THAT(Command.Flags.ExternalStack,
              ElementsAre("getaddrinfo=96k", "db::query=1m"));
  RewriteOptions Options = Command.Flags.rewriteOptions();
  ASSERT_EQ(Options.ExternalStacks.size(), 2u);
  EXPECT_EQ(Options.ExternalStacks[0], (ExternalStack{"getaddrinfo", 98304}));
  EXPECT_EQ(Options.ExternalStacks[1], (ExternalStack{"db::query", 1 << 20}));
  EXPECT_THAT(Options.SystemStack, ElementsAre("gc::scan"));
}

TEST(OptionsTest, DepthOfRecursion) {
  std::vector<RecursionDepth> Depths =
      plan({"--max-recursion-depth=Reader::On*=4",
            "--max-recursion-depth=A::operator===2"})
          .Flags.recursionDepths();
  ASSERT_EQ(Depths.size(), 2u);
  EXPECT_EQ(Depths[0].Functions, "Reader::On*");
  EXPECT_EQ(Depths[0].Frames, 4u);
  EXPECT_EQ(Depths[1].Functions, "A::operator==");
  Depths = rewrite({"--max-recursion-depth=f=7"}).Flags.rewriteOptions().Depths;
  ASSERT_EQ(Depths.size(), 1u);
  EXPECT_EQ(Depths[0].Frames, 7u);
  for (const char *Bad : {"f", "f=", "=5", "f=0", "f=-1", "f=1000001", "f=1k"})
    EXPECT_EQ(errorOf({"plan", "--max-recursion-depth", Bad}),
              std::string("--max-recursion-depth: expected GLOB=FRAMES with 1 "
                          "to 1000000 frames, as 'Reader::On*=4', found '") +
                  Bad + "'");
}

TEST(OptionsTest, BadStackOfExternalFunctions) {
  for (const char *Bad : {"f", "f=", "=5", "f=x", "f=-1", "f=5g", "f=2048m",
                          "f g=5", "3f=5", "f::=5", "f=5=6"})
    EXPECT_EQ(errorOf({"rewrite", "--external-stack", Bad}),
              std::string("--external-stack: expected NAME=BYTES with at most "
                          "1024m, as 'getaddrinfo=64k' or 'db::query=1m', "
                          "found '") +
                  Bad + "'");
  EXPECT_EQ(errorOf({"rewrite", "--external-stack=f=0"}), "");
  EXPECT_EQ(errorOf({"rewrite", "--system-stack=f()"}),
            "--system-stack: expected a function's name, as 'scan' or "
            "'gc::scan', found 'f()'");
}

TEST(OptionsTest, OneProductAtATime) {
  EXPECT_EQ(errorOf({"rewrite", "--diff", "--in-place"}),
            "--diff and --in-place do not go together");
  EXPECT_THAT(errorOf({"rewrite", "--check", "--in-place"}),
              HasSubstr("--check"));
  EXPECT_EQ(errorOf({"rewrite", "--check", "--diff"}), "");
  EXPECT_THAT(errorOf({"rewrite", "--in-place", "-o", "x"}), HasSubstr("-o"));
  EXPECT_THAT(errorOf({"rewrite", "--config=a: b", "--config-file=x"}),
              HasSubstr("do not go together"));
  EXPECT_THAT(errorOf({"rewrite", "-p", "b", "--", "-O2"}),
              HasSubstr("do not go together"));
  EXPECT_THAT(errorOf({"rewrite", "--format=json"}),
              HasSubstr("--list-functions"));
}

TEST(OptionsTest, StripTakesFilesAfterTwoDashesToo) {
  auto Command = parse({"strip", "a", "--", "-b"});
  ASSERT_TRUE(bool(Command));
  EXPECT_THAT(std::get<StripCommand>(*Command).Files, ElementsAre("a", "-b"));
}

TEST(FailureTest, TheNearestWord) {
  EXPECT_EQ(nearestHint("alll", {"auto", "all"}), "did you mean 'all'?");
  EXPECT_EQ(nearestHint("x", {}), "");
}

} // namespace

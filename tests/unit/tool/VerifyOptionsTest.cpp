//===- VerifyOptionsTest.cpp - the command line of verify -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VerifyOptions.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

llvm::Expected<VerifyCommand> parse(std::vector<const char *> Arguments) {
  Arguments.insert(Arguments.begin(), {"segstack", "verify"});
  return parseVerifyCommand(Arguments);
}

VerifyCommand verify(std::vector<const char *> Arguments) {
  llvm::Expected<VerifyCommand> Command = parse(std::move(Arguments));
  if (Command)
    return *Command;
  ADD_FAILURE() << llvm::toString(Command.takeError());
  return {};
}

TEST(VerifyOptionsTest, TheDefaults) {
  VerifyCommand Command = verify({"p.json"});
  EXPECT_EQ(Command.Plan, "p.json");
  ASSERT_EQ(Command.Proof.Builds.size(), 1u);
  EXPECT_EQ(Command.Proof.Builds[0].Name, "estimates");
  EXPECT_THAT(Command.Proof.Builds[0].Paths, IsEmpty());
  EXPECT_EQ(Command.Proof.Limits.usable(), 50u * 1024);
  EXPECT_EQ(Command.Proof.Limits.Assumed, std::nullopt);
  EXPECT_TRUE(Command.FailUnproved);
  EXPECT_FALSE(Command.FailUncovered || Command.FailAssumed ||
               Command.FailAmbiguous);
  EXPECT_FALSE(Command.FeedBack || Command.Json || Command.Quiet);
}

TEST(VerifyOptionsTest, BuildsHaveNames) {
  VerifyCommand Command = verify({"--plan=p.json", "--sizes=x", "--sizes",
                                  "gcc=a,b.su", "--sizes=gcc=c=d"});
  ASSERT_EQ(Command.Proof.Builds.size(), 2u);
  EXPECT_EQ(Command.Proof.Builds[0].Name, "build");
  EXPECT_THAT(Command.Proof.Builds[0].Paths, ElementsAre("x"));
  EXPECT_EQ(Command.Proof.Builds[1].Name, "gcc");
  EXPECT_THAT(Command.Proof.Builds[1].Paths, ElementsAre("a", "b.su", "c=d"));
}

TEST(VerifyOptionsTest, Limits) {
  VerifyCommand Command =
      verify({"p", "--reserve=1m", "--signal-frame=0", "--assume=5",
              "--external-stack=f=1k", "--external-stack=g=2"});
  EXPECT_EQ(Command.Proof.Limits.usable(), 1024u * 1024 - 3 * 1024);
  EXPECT_EQ(Command.Proof.Limits.Assumed, 5u);
  ASSERT_EQ(Command.Proof.Limits.Given.size(), 2u);
  EXPECT_EQ(Command.Proof.Limits.Given[0].Bytes, 1024u);
}

TEST(VerifyOptionsTest, WhatToFailOnReplacesTheDefault) {
  VerifyCommand Command = verify({"p", "--fail-on=assumed,ambiguous"});
  EXPECT_TRUE(Command.FailAssumed && Command.FailAmbiguous);
  EXPECT_FALSE(Command.FailUnproved || Command.FailUncovered);
  EXPECT_FALSE(verify({"p", "--fail-on=none"}).FailUnproved);
  // One call leaves nothing to the next.
  EXPECT_FALSE(verify({"p"}).FailAssumed);
}

TEST(VerifyOptionsTest, FeedBackGoesIntoThePlanOrBesideIt) {
  EXPECT_EQ(verify({"d/p", "--sizes=x", "--feed-back"}).FeedBackInto, "d/p");
  EXPECT_EQ(
      verify({"d/p", "--sizes=x", "--feed-back", "-o", "d/q"}).FeedBackInto,
      "d/q");
  EXPECT_THAT(messageOf(parse({"d/p", "--sizes=x", "--feed-back", "-o", "q"})),
              HasSubstr("expected a file in the folder of the plan"));
}

} // namespace

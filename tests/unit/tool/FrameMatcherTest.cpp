//===- FrameMatcherTest.cpp - whose frames they are -----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameMatcher.h"
#include "FrameNames.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

using Entries = std::vector<FrameEntry>;

// -- Names

TEST(FrameNames, VariantsAndClonesAreOne) {
  EXPECT_EQ(canonicalLinkage("_ZN4NodeC2Ei"), "_ZN4NodeC1Ei");
  EXPECT_EQ(canonicalLinkage("_ZN4NodeD0Ev"), "_ZN4NodeD1Ev");
  EXPECT_EQ(canonicalLinkage("_Z4partPi.part.0"), "_Z4partPi");
  EXPECT_EQ(canonicalLinkage("_ZN4AC2E3fooEv"), "_ZN4AC2E3fooEv");
  EXPECT_EQ(canonicalLinkage("main"), "main");
}

TEST(FrameNames, PlainNames) {
  EXPECT_EQ(plainName("int Box<T>::run(T) const & [with T = int]"), "Box::run");
  EXPECT_EQ(plainName("virtual V::~V()"), "V::~V");
  EXPECT_EQ(plainName("int {anonymous}::Hidden::go(int)"), "{}::Hidden::go");
  EXPECT_EQ(plainName("(anonymous namespace)::Hidden::go(int)"),
            "{}::Hidden::go");
  EXPECT_EQ(plainName("int ns::A::operator()(int)"), "ns::A::operator()");
  EXPECT_EQ(plainName("user(int)::<lambda()>"), "user::lambda");
  EXPECT_EQ(plainName("user(int)::$_0::operator()() const"), "user::lambda");
  EXPECT_EQ(plainName("plain"), "plain");
}

// -- Matching

PlannedFunction function(std::string Key, std::string Name, unsigned Line,
                         unsigned Column = 5, std::string File = "a.cpp") {
  PlannedFunction F;
  F.Key = std::move(Key);
  F.Name = std::move(Name);
  F.File = std::move(File);
  F.Line = Line;
  F.Column = Column;
  F.Shape = "retry";
  F.Frame.Bytes = 1000;
  return F;
}

struct Match {
  Scratch Dir;
  ProgramPlan Plan;
  Entries Found;
  MatchedFrames Result;

  Match &with(PlannedFunction F) {
    Plan.Functions.push_back(std::move(F));
    return *this;
  }

  Match &su(llvm::StringRef Text, llvm::StringRef Name = "a.su") {
    llvm::Error Err = readStackUsage(Text, Dir.path(Name), Found);
    EXPECT_FALSE(bool(Err)) << llvm::toString(std::move(Err));
    return *this;
  }

  Match &run() {
    Result = matchFrames(Plan, Dir.path(""), Found);
    return *this;
  }

  /// Bytes; -1: inlined; -2: not known.
  int64_t bytesOf(llvm::StringRef Key) {
    auto At = Result.Frames.find(Key.str());
    if (At == Result.Frames.end())
      return -2;
    return At->second.Inlined ? -1 : static_cast<int64_t>(At->second.Bytes);
  }
};

TEST(FrameMatcher, ByFileLineAndColumn) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3));
  EXPECT_EQ(M.su("a.cpp:3:5:int f(int)\t64\tstatic\n").run().bytesOf("_Z1fi"),
            64);
}

TEST(FrameMatcher, ByLinkage) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3));
  EXPECT_EQ(M.su("elsewhere.cpp:9:_Z1fi\t56\tstatic\n").run().bytesOf("_Z1fi"),
            64);
}

TEST(FrameMatcher, TheColumnMayBeThatOfTheClass) {
  Match M;
  M.with(function("_ZN4NodeD1Ev", "Node::~Node()", 3, 7));
  M.su("a.cpp:3:1:Node::~Node()\t64\tstatic\n").run();
  EXPECT_EQ(M.bytesOf("_ZN4NodeD1Ev"), 64);
}

TEST(FrameMatcher, NamesTellFunctionsOfALineApart) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3, 5))
      .with(function("_Z1gi", "g(int)", 3, 30));
  // What was inserted has moved the second one.
  M.su("a.cpp:3:5:int f(int)\t16\tstatic\n"
       "a.cpp:3:70:int g(int)\t32\tstatic\n");
  EXPECT_EQ(M.run().bytesOf("_Z1fi"), 16);
  EXPECT_EQ(M.bytesOf("_Z1gi"), 32);
}

TEST(FrameMatcher, OverloadsOfALineAreAmbiguousWhenTheyHaveMoved) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3, 5))
      .with(function("_Z1fd", "f(double)", 3, 30));
  M.su("a.cpp:3:70:int f(double)\t32\tstatic\n").run();
  ASSERT_EQ(M.Result.Problems.size(), 1u);
  EXPECT_THAT(M.Result.Problems[0], HasSubstr("it may be of 'f(double)' or"));
  EXPECT_EQ(M.bytesOf("_Z1fi"), -2);
  EXPECT_EQ(M.bytesOf("_Z1fd"), -2);
}

TEST(FrameMatcher, InstancesHaveTheLargest) {
  Match M;
  M.with(function("_Z1tIiEiT_", "t<int>(int)", 3))
      .with(function("_Z1tIdEiT_", "t<double>(double)", 3));
  M.su("a.cpp:3:5:int t(T) [with T = int]\t16\tstatic\n"
       "a.cpp:3:5:int t(T) [with T = double]\t48\tstatic\n");
  EXPECT_EQ(M.run().bytesOf("_Z1tIiEiT_"), 48);
  EXPECT_EQ(M.bytesOf("_Z1tIdEiT_"), 48);
}

TEST(FrameMatcher, VariantsThatCallOneAnotherAddUp) {
  Match M;
  M.with(function("_ZN1VD1Ev", "V::~V()", 3, 39));
  M.su("a.cpp:3:36:V::~V()\t16\tstatic\n"
       "a.cpp:3:36:virtual V::~V()\t24\tstatic\n");
  EXPECT_EQ(M.run().bytesOf("_ZN1VD1Ev"), 40);
}

TEST(FrameMatcher, APartIsBelowItsFunction) {
  Match M;
  M.with(function("_Z4partPi", "part(int *)", 2));
  M.su("p.cpp:9:9:int other()\t8\tstatic\n"
       "a.cpp:2:5:0(int*)\t352\tstatic\na.cpp:2:5:int part(int*)\t8\tstatic\n");
  EXPECT_EQ(M.run().bytesOf("_Z4partPi"), 360);
}

TEST(FrameMatcher, OfSeveralObjectsTheLargest) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3));
  M.su("a.cpp:3:5:int f(int)\t64\tstatic\n", "a.su");
  M.su("a.cpp:3:5:int f(int)\t96\tstatic\n", "b.su");
  EXPECT_EQ(M.run().bytesOf("_Z1fi"), 96);
}

TEST(FrameMatcher, StaticFunctionsOfTwoSources) {
  Match M;
  M.with(function("_ZL1fi@x/a.cpp", "f(int)", 3, 12, "x/a.cpp"))
      .with(function("_ZL1fi@y/a.cpp", "f(int)", 3, 12, "y/a.cpp"));
  M.Dir.write("x/a.cpp", "");
  M.Dir.write("y/a.cpp", "");
  M.su("x/a.cpp:3:_ZL1fi\t8\tstatic\n").su("y/a.cpp:3:_ZL1fi\t24\tstatic\n");
  EXPECT_EQ(M.run().bytesOf("_ZL1fi@x/a.cpp"), 16);
  EXPECT_EQ(M.bytesOf("_ZL1fi@y/a.cpp"), 32);
}

TEST(FrameMatcher, PathsBeginAtAFolderAboveTheFile) {
  Match M;
  M.with(function("f@x", "f(int)", 3, 5, "src/a.cpp"));
  M.with(function("g@y", "g(int)", 3, 5, "build/src/a.cpp"));
  M.Dir.write("src/a.cpp", "");
  M.su("../src/a.cpp:3:5:int f(int)\t64\tstatic\n", "build/o/a.su").run();
  EXPECT_EQ(M.bytesOf("f@x"), 64);
  EXPECT_EQ(M.bytesOf("g@y"), -2);
}

TEST(FrameMatcher, SourcesThatHaveMoved) {
  Match M;
  M.with(function("f@x", "f(int)", 3, 5, "src/a.cpp"));
  M.su("/nowhere/build/src/a.cpp:3:5:int f(int)\t64\tstatic\n").run();
  EXPECT_EQ(M.bytesOf("f@x"), 64);
}

TEST(FrameMatcher, AFileThatMayBeOneOfTwoIsNone) {
  Match M;
  M.with(function("f@x", "f(int)", 3, 5, "x/a.cpp"))
      .with(function("f@y", "f(int)", 3, 5, "y/a.cpp"));
  M.su("../gone/../a.cpp:3:5:int f(int)\t64\tstatic\n");
  M.su("a.cpp:3:5:int f(int)\t64\tstatic\n").run();
  EXPECT_EQ(M.bytesOf("f@x"), -2);
  EXPECT_EQ(M.bytesOf("f@y"), -2);
  ASSERT_FALSE(M.Result.Problems.empty());
  EXPECT_THAT(M.Result.Problems.back(),
              HasSubstr("its file may be 'x/a.cpp' or 'y/a.cpp'"));
}

TEST(FrameMatcher, WhatIsNotThereIsInlined) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3)).with(function("_Z1gi", "g(int)", 4));
  M.su("a.cpp:3:5:int f(int)\t64\tstatic\n").run();
  EXPECT_EQ(M.bytesOf("_Z1gi"), -1);
}

TEST(FrameMatcher, InAFileWithoutDataNothingIs) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3))
      .with(function("_Z1gi", "g(int)", 4, 5, "b.cpp"));
  M.su("a.cpp:3:5:int f(int)\t64\tstatic\n").run();
  EXPECT_EQ(M.bytesOf("_Z1gi"), -2);
}

TEST(FrameMatcher, OfAHeaderWhenAllCallersWereCompiled) {
  PlannedFunction F = function("_Z1fv", "f()", 1);
  F.Calls = {{"_Z1hv"}};
  PlannedFunction G = function("_Z1gv", "g()", 1, 5, "b.cpp");
  Match One;
  One.with(F).with(G).with(function("_Z1hv", "h()", 1, 5, "h.h"));
  One.su("a.cpp:1:5:void f()\t64\tstatic\n").run();
  EXPECT_EQ(One.bytesOf("_Z1hv"), -1);
  G.Calls = F.Calls; // and nobody knows what b.cpp was compiled to
  Match Two;
  Two.with(F).with(G).with(function("_Z1hv", "h()", 1, 5, "h.h"));
  Two.su("a.cpp:1:5:void f()\t64\tstatic\n").run();
  EXPECT_EQ(Two.bytesOf("_Z1hv"), -2);
}

TEST(FrameMatcher, AnEntryOfTheLineThatIsNobodysLeavesDoubt) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3));
  M.su("a.cpp:3:9:A::A()\t64\tstatic\n").run();
  EXPECT_EQ(M.bytesOf("_Z1fi"), -2);
  EXPECT_THAT(M.Result.Problems, IsEmpty());
}

TEST(FrameMatcher, BodiesOfChecksAreTheirFunctions) {
  const char *Su =
      "a.cpp:17:21:Node::Node(int)::<lambda(segstack_check::{anonymous}::"
      "segstack_ours)> mutable\t9024\tstatic\n"
      "a.cpp:17:1:Node::Node(int)\t24\tstatic\n"
      "i/segstack/check.h:171:1:SegstackResult segstack_check::{anonymous}::"
      "segstack_invoke_apart(SegstackClosure*) [with SegstackResult = void; "
      "SegstackClosure = Node::Node(int)::<lambda(segstack_ours)>]\t8\tstatic\n"
      "i/segstack/check.h:243:1:SegstackResult segstack_check::{anonymous}::"
      "segstack_cross(SegstackClosure) [with SegstackResult = void; "
      "SegstackClosure = Node::Node(int)::<lambda(segstack_ours)>]\t160\t"
      "static\n";
  PlannedFunction F = function("_ZN4NodeC1Ei", "Node::Node(int)", 17, 7);
  F.Shape = "outline";
  Match M;
  M.with(F).su(Su).run();
  EXPECT_EQ(M.bytesOf(F.Key), 9024 + 24 + 8);
  EXPECT_EQ(M.Result.Frames[F.Key].Before, 24u);
}

TEST(FrameMatcher, TheClosureOfARetryRunsOnAnotherSegment) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3));
  M.su("a.cpp:3:5:int f(int)\t24\tstatic\n"
       "a.cpp:3:20:f(int)::<lambda(segstack_check::{anonymous}::segstack_ours)"
       "> mutable\t32\tstatic\n");
  EXPECT_EQ(M.run().bytesOf("_Z1fi"), 24);
}

TEST(FrameMatcher, BodiesOfChecksByLinkage) {
  PlannedFunction F = function("_ZN4NodeC1Ei", "Node::Node(int)", 17, 7);
  F.Shape = "outline";
  Match M;
  M.with(F).su("a.cpp:17:_ZN4NodeC2Ei\t0\tstatic\n"
               "i/segstack/check.h:171:_ZN14segstack_check12_GLOBAL__N_121"
               "segstack_invoke_apartIvZN4NodeC1EiE3$_0EET_PT0_\t9000\tstatic\n"
               "i/segstack/check.h:153:_ZN14segstack_check12_GLOBAL__N_115"
               "segstack_targetILb0EE12segstack_runIvZN4NodeC1EiE3$_0EET_PT0_\t"
               "9000\tstatic\n");
  EXPECT_EQ(M.run().bytesOf(F.Key), 8 + 9008);
  EXPECT_EQ(M.Result.Frames[F.Key].Before, 8u);
}

TEST(FrameMatcher, BodiesOfStaticFunctionsAreOfTheirObjectsFiles) {
  Match M;
  for (std::string File : {"x/a.cpp", "y/b.cpp"}) {
    PlannedFunction F =
        function("_ZZL1fiENKUlvE_clEv@" + File, "f(int)::lambda()", 3, 9, File);
    F.Shape = "outline";
    M.with(F).Dir.write(File, "");
  }
  std::string Body =
      "i/segstack/check.h:153:_ZN14segstack_check12_GLOBAL__N_115segstack_"
      "targetILb0EE12segstack_runIvZZL1fiENKUlvE_clEvEUlNS0_13segstack_oursEE_"
      "EET_PT0_\t";
  M.su("x/a.cpp:3:_ZZL1fiENKUlvE_clEv\t8\tstatic\n" + Body + "900\tstatic\n",
       "a.su");
  M.su("y/b.cpp:7:main\t8\tstatic\n" + Body + "500\tstatic\n", "b.su");
  EXPECT_EQ(M.run().bytesOf("_ZZL1fiENKUlvE_clEv@x/a.cpp"), 16 + 908);
  EXPECT_EQ(M.bytesOf("_ZZL1fiENKUlvE_clEv@y/b.cpp"), 508);
  EXPECT_THAT(M.Result.Problems, IsEmpty());
}

TEST(FrameMatcher, ABodyWithoutAnOwnerLeavesAllOfItsKindInDoubt) {
  PlannedFunction F = function("_ZN4NodeC1Ei", "Node::Node(int)", 17, 7);
  F.Shape = "outline";
  F.Check = true;
  Match M;
  M.with(F).su(
      "a.cpp:17:1:Node::Node(int)\t24\tstatic\n"
      "i/segstack/check.h:171:1:SegstackResult segstack_check::{anonymous}::"
      "segstack_invoke_apart(SegstackClosure*) [with SegstackResult = void; "
      "SegstackClosure = Other::f()::<lambda(segstack_ours)>]\t8\tstatic\n");
  EXPECT_EQ(M.run().bytesOf(F.Key), -2);
  EXPECT_EQ(M.Result.Problems.size(), 1u);
}

TEST(FrameMatcher, AFunctionThatWasNotMeasuredIsNotInlined) {
  Match M;
  M.with(function("_Z1fi", "f(int)", 3)).with(function("_Z1gi", "g(int)", 4));
  M.su("a.cpp:3:_Z1fi\t56\tstatic\n");
  FrameEntry G;
  G.Object = "a.o";
  G.Linkage = {"_Z1gi"};
  G.Unmeasured = true;
  M.Found.push_back(G);
  EXPECT_EQ(M.run().bytesOf("_Z1gi"), -2);
  G.Linkage = {"_Z1fi"};
  M.Found.push_back(G);
  EXPECT_EQ(M.run().bytesOf("_Z1fi"), 64);
}

} // namespace

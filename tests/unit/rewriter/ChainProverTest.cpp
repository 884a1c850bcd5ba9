//===- ChainProverTest.cpp - does every unchecked chain fit? --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One behaviour each, in the language of ChainProgram.h. Chains may use 1000
// bytes.
//
//===----------------------------------------------------------------------===//

#include "ChainProgram.h"
#include "gmock/gmock.h"

using namespace segstack;

namespace {

struct Case {
  const char *Name;
  const char *Graph;
  const char *Verdict;
};

void PrintTo(const Case &C, std::ostream *OS) { *OS << C.Name; }

class ChainProverTest : public testing::TestWithParam<Case> {};

TEST_P(ChainProverTest, Verdict) {
  ChainProgram P = chainProgram(GetParam().Graph);
  EXPECT_EQ(verdict(proveChains(P.Plan, P.Real, limits(1000))),
            GetParam().Verdict)
      << GetParam().Graph;
}

const Case Chains[] = {
    {"NoFunctions", "", "fits"},
    {"OneThatFits", "a 1000", "fits a:1000 = 1000/1000"},
    {"OneByteTooMuch", "a 1001 none", "over a:1001 = 1001/1000, reserve 1024"},
    {"TwoThatFit", "a 400 -> b\n b 600", "fits a:400 b:600 = 1000/1000"},
    {"TwoThatDoNot", "a 500 none -> b\n b 501 none",
     "over a:500 b:501 = 1001/1000, reserve 1024"},
    {"TheLongestCounts", "a 100 -> b c d\n b 200\n c 300\n d 250",
     "fits a:100 c:300 = 400/1000"},
    {"OrderOfFunctionsDoesNot", "c 300\n b 200 -> c\n a 100 -> b",
     "fits a:100 b:200 c:300 = 600/1000"},
    {"ADiamondIsNotCountedTwice",
     "a 100 -> b c\n b 100 -> d\n c 200 -> d\n d 300",
     "fits a:100 c:200 d:300 = 600/1000"},
    {"AThirdLevelCounts", "a 400 -> b\n b 400 -> c\n c 400 none",
     "over a:400 b:400 c:400 = 1200/1000, check b"},
    {"FramesOfNoBytes", "a 0 -> b\n b 0", "fits a:0 b:0 = 0/1000"},
    {"ACallTwiceIsOneCall", "a 400 -> b b\n b 600",
     "fits a:400 b:600 = 1000/1000"},
    {"HugeSizesDoNotWrap",
     "a 9223372036854775807 none -> b\n b 9223372036854775807 none -> c\n"
     "c 9223372036854775807 none",
     "over a:1099511627776 b:1099511627776 c:1099511627776 = "
     "3298534883328/1000, reserve 3298534883328"},
};

const Case Checks[] = {
    {"ACheckEndsTheChain", "a 100 -> b\n b 150 check -> c\n c 800",
     "fits b:150 c:800 = 950/1000"},
    {"ASmallFrameWithACheckCountsFully", "a 400 check none -> b\n b 601 none",
     "over a:400 b:601 = 1001/1000, real-sizes a"},
    {"FrameOf512IsSmall", "a 512 check -> b\n b 489 none",
     "over a:512 b:489 = 1001/1000, real-sizes a"},
    {"ALargerFrameIsAskedFor", "a 528 check -> b\n b 1000",
     "fits a:528 b:1000 = 1528/1528"},
    {"WhatIsAskedForIsRounded", "a 513 check -> b\n b 1016 none",
     "over a:513 b:1016 = 1529/1528, real-sizes a"},
    {"RoundingMayMakeItLarger", "a 512 check est=513 -> b\n b 1016",
     "fits a:512 b:1016 = 1528/1528"},
    {"WhatTheRealFrameExceedsCounts", "a 900 check est=600 -> b\n b 709 none",
     "over a:900 b:709 = 1609/1608, real-sizes a"},
    {"AnEstimateTooLargeIsRoom", "a 600 check est=800 -> b\n b 1200",
     "fits a:600 b:1200 = 1800/1800"},
    {"ALargeFrameIsAskedFor", "a 500000 check -> b\n b 1000",
     "fits a:500000 b:1000 = 501000/501000"},
    {"ALargeFrameEstimatedTooSmall", "a 9000 check est=600",
     "over a:9000 = 9000/1608, real-sizes a"},
    {"WhatIsShortBelowACheckIsAskedFor",
     "a 5000 check est=4992 -> b\n b 1009 none",
     "over a:5000 b:1009 = 6009/5992, real-sizes a"},
    {"AfterFeedBackTheRealSizeIsAskedFor",
     "a 9000 check est=600 plan-real=9000", "fits a:9000 = 9000/10008"},
    {"TheFrameIsThereWhenItIsChecked", "a 900 none -> b\n b 101 check",
     "over a:900 b:101 = 1001/1000, reserve 1024"},
    {"ALateLargeFrameCountsForItsCallers", "a 100 -> b\n b 5000 check",
     "over a:100 b:5000 = 5100/1000, reserve 5120"},
    {"ItsCallersAskForIt", "a 100 check ext=4100 -> b\n b 5000 check",
     "fits a:100 b:5000 = 5100/5208"},
    {"AnOutlinedBodyIsNotThereYet",
     "a 900 -> b\n b 5000 check outline before=48",
     "fits a:900 b:48 = 948/1000"},
    {"AnUnmeasuredOutlinedBodyIsNotThereEither",
     "a 400 -> b\n b 5000 check outline unmeasured",
     "fits a:400 b:512 = 912/1000"},
    {"ASmallOutlinedBodyMayBeThere",
     "a 900 none -> b\n b 200 check outline unmeasured",
     "over a:900 b:200 = 1100/1000, reserve 2048"},
    {"ChecksAllTheWay", "a 400 check -> b\n b 400 check -> c\n c 400 check",
     "fits a:400 b:400 = 800/1000"},
    {"TheDeepestBehindACheckCounts", "a 100 check -> b c\n b 700\n c 901 none",
     "over a:100 c:901 = 1001/1000, real-sizes a"},
};

const Case Outside[] = {
    {"OutsideTheCheckTheChainGoesOn",
     "a 700 none -> b\n b 100 check none -> ~c\n c 201 none",
     "over a:700 b:100 c:201 = 1001/1000, reserve 1024"},
    {"InsideItDoesNot", "a 100 -> b\n b 100 check -> c\n c 850",
     "fits b:100 c:850 = 950/1000"},
    {"OutsideAndInside", "a 100 -> b\n b 100 check -> c ~d\n c 850\n d 100",
     "fits b:100 c:850 = 950/1000"},
    {"OutsideOfOneThatNobodyCalls", "b 600 check none -> ~c\n c 401 none",
     "over b:600 c:401 = 1001/1000, reserve 1024"},
    {"AnOutlinedBodyIsGoneOutsideIt",
     "a 100 -> b\n b 5000 check outline before=48 -> ~c\n c 852",
     "fits a:100 b:48 c:852 = 1000/1000"},
    {"ACheckOutsideTheCheckEndsIt",
     "a 100 -> b\n b 100 check -> ~c\n c 100 check -> d\n d 800",
     "fits c:100 d:800 = 900/1000"},
    {"OutsideThroughSeveral",
     "a 400 none -> b\n b 301 check none -> ~c\n c 300 check none -> ~d\n"
     "d 0 none",
     "over a:400 b:301 c:300 d:0 = 1001/1000, reserve 1024"},
    {"ForeignCodeOutsideTheCheck",
     "a 700 none -> b\n b 100 check none -> ~@c\n @c 201 table leaf",
     "over a:700 b:100 c:201 = 1001/1000, own-stack c"},
    {"ForeignCodeInsideIt",
     "a 700 -> b\n b 100 check -> @c\n @c 201 table leaf",
     "fits b:700(a) c:201 = 901/1000"},
    {"ForeignCodeInBothPlaces",
     "a 10 -> b\n b 500 check none -> @c ~@c\n @c 501 table leaf",
     "over a:10 b:500 c:501 = 1011/1000, own-stack c; "
     "over b:500 c:501 = 1001/1000, real-sizes b"},
    {"ACycleOutsideOfChecks", "a 10 check -> ~b\n b 10 check -> ~a",
     "cycle a b, source a"},
};

const Case Cycles[] = {
    {"AHeaderThatIsKeptOutMayBeLetIn",
     "a 10 none -> b\n b 10 filtered-out -> a", "cycle a b, header b"},
    {"NotWhereACheckDoes", "a 10 -> b\n b 10 filtered-out -> a",
     "cycle a b, check a"},
    {"OneThatCallsItself", "a 10 -> a", "cycle a, check a"},
    {"WithACheckItMay", "a 10 check -> a", "fits a:10 a:10 = 20/1000"},
    {"TwoThatCallEachOther", "a 10 -> b\n b 10 -> a", "cycle a b, check a"},
    {"OneCheckIsEnough", "a 10 check -> b\n b 10 -> a",
     "fits a:10 b:10 a:10 = 30/1000"},
    {"ACheckBesideItIsNot", "a 10 check -> b\n b 10 -> c\n c 10 -> b",
     "cycle b c, check b"},
    {"TheShortestWayIsTold", "a 10 -> b c\n b 10 -> d\n d 10 -> a\n c 10 -> a",
     "cycle a c, check a"},
    {"TheColdestIsToGetIt",
     "a 10 heat=9 -> b\n b 10 heat=2 -> c\n c 10 heat=5 -> a",
     "cycle a b c, check b"},
    {"OneThatCanHaveACheck", "a 10 none -> b\n b 10 heat=7 -> a",
     "cycle a b, check b"},
    {"NoneCan", "a 10 none -> b\n b 10 none -> a", "cycle a b, source a"},
    {"TwoCyclesAreTwo", "a 10 -> a\n b 10 -> b",
     "cycle a, check a; cycle b, check b"},
    {"AChainThatEndsInACycle", "a 990 -> b\n b 10 -> b", "cycle b, check b"},
    {"ACycleAndAChain", "a 1001 none\n b 10 -> b",
     "cycle b, check b; over a:1001 = 1001/1000, reserve 1024"},
    {"InlinedFunctionsStillRecurse", "a 0 inlined -> a", "cycle a, check a"},
};

const Case Foreign[] = {
    {"ForeignCodeCounts", "a 400 none -> @f\n @f 601 table leaf",
     "over a:400 f:601 = 1001/1000, own-stack f"},
    {"ForeignCodeThatFits", "a 400 -> @f\n @f 600 table leaf",
     "fits a:400 f:600 = 1000/1000"},
    {"TheLargestCounts", "a 1 -> @f @g\n @f 10 table leaf\n @g 20 table leaf",
     "fits a:1 g:20 = 21/1000"},
    {"ForeignCodeAtTheEndOfAChain",
     "a 400 -> b\n b 300 -> @f\n @f 200 table leaf",
     "fits a:400 b:300 f:200 = 900/1000"},
    {"WhatTheCheckAsksForIsOnTop",
     "a 100 check ext=600 -> @f\n @f 1600 table leaf",
     "fits a:100 f:1600 = 1700/1704"},
    {"WithoutItThereIsNoRoom", "a 100 check -> @f\n @f 1600 table leaf",
     "over a:100 f:1600 = 1700/1000, real-sizes a"},
    {"ItIsForTheFunctionsBelowToo",
     "a 100 check ext=600 -> b\n b 50 -> @f\n @f 1500 table leaf",
     "fits a:100 b:50 f:1500 = 1650/1704"},
    {"AnotherCallerHasToAskAsWell",
     "a 100 check ext=600 -> b\n c 100 check none -> b\n b 50 none -> @f\n"
     "@f 1500 table leaf",
     "over c:100 b:50 f:1500 = 1650/1000, real-sizes c"},
    {"ACheckWhoseSumIsSmallAsksForNothing",
     "a 100 check ext=400 none -> b\n b 901 none",
     "over a:100 b:901 = 1001/1000, real-sizes a"},
    {"OwnStackIsNotEnough", "a 1001 none -> @f\n @f 5 table leaf",
     "over a:1001 f:5 = 1006/1000, reserve 1024"},
    {"ForeignCodeThatThePlanDoesNotName", "a 1 none -> @f",
     "over a:1 f:16384 = 16385/1000, own-stack f"},
    {"CallsBack", "a 100 -> @f\n @f 200\n b 300 called-back",
     "fits a:100 f:200 * b:300 = 600/1000"},
    {"CallsBackTooDeep", "a 400 none -> @f\n @f 300\n b 301 called-back none",
     "over a:400 f:300 * b:301 = 1001/1000, reserve 1024"},
    {"ALeafDoesNotCallBack", "a 400 -> @f\n @f 300 leaf\n b 301 called-back",
     "fits a:400 f:300 = 700/1000"},
    {"ACallbackWithACheckEndsIt",
     "a 400 -> @f\n @f 300\n b 200 check called-back -> c\n c 700",
     "fits a:400 f:300 * b:200 = 900/1000"},
    {"RecursionThroughForeignCode", "a 10 called-back -> @f\n @f 100",
     "cycle a f *, check a"},
    {"ACheckInTheCallbackCoversIt", "a 10 check called-back -> @f\n @f 100",
     "fits a:10 f:100 * a:10 = 120/1000"},
    {"ACallbackBeginsAChainOfItsOwn", "a 10 called-back none -> b\n b 991 none",
     "over a:10 b:991 = 1001/1000, reserve 1024"},
    {"ACalledCallbackToo",
     "m 1 check -> a\n a 10 called-back none -> b\n b 990 none",
     "over m:1 a:10 b:990 = 1001/1000, real-sizes m"},
    {"ForForeignCodeNobodyHasAsked",
     "m 100 check ext=900 -> a\n a 10 called-back none -> b\n b 1400 none",
     "over a:10 b:1400 = 1410/1000, reserve 2048"},
    {"AnUnknownKeyIsForeignCode", "a 1 none -> gone",
     "over a:1 gone:16384 = 16385/1000, reserve 17408"},
};

const Case Inlining[] = {
    {"AnInlinedFrameIsItsCallers", "a 900 -> b\n b 0 inlined est=300",
     "fits a:900 b:0 = 900/1000"},
    {"WhatAnInlinedFunctionCallsCounts",
     "a 700 none -> b\n b 0 inlined none est=300 -> c\n c 301 none",
     "over a:700 b:0 c:301 = 1001/1000, reserve 1024"},
    {"AnInlinedCheckHasItsCallersFrame",
     "a 400 check none -> b\n b 0 inlined check est=100 -> c\n c 601 none",
     "over b:400(a) c:601 = 1001/1000, real-sizes b"},
    {"WithoutACheckItsFrameIsNotBesideWhatWasAskedFor",
     "m 5010 check est=5000 -> b\n g 300 -> b\n"
     "b 600 check est=1600 -> c\n c 990",
     "fits b:1602(m) c:990 = 2592/2600"},
    {"ThroughSeveral",
     "a 400 check none -> b\n b 0 inlined check -> c\n"
     "c 0 inlined check -> d\n d 601 none",
     "over c:400(a) d:601 = 1001/1000, real-sizes c"},
    {"InAFunctionWithoutACheckToo",
     "a 400 none -> b\n b 0 inlined check -> c\n c 601 none",
     "over b:400(a) c:601 = 1001/1000, real-sizes b"},
    {"ACopyMayBeInlined",
     "a 400 check none -> b\n b 100 check none -> c\n c 601 none",
     "over b:400(a) c:601 = 1001/1000, real-sizes b"},
    {"ACallThroughAPointerIsNotInlined",
     "a 400 check none -> *b\n b 100 check none -> c\n c 601 none",
     "fits b:100 c:601 = 701/1000"},
    {"WhatTheCallerAskedForDoesNotCount",
     "a 5000 check -> b\n b 0 inlined check -> c\n c 900",
     "fits b:0 c:900 = 900/1000"},
    {"WhatItDidNotAskForDoes",
     "a 5200 check est=4992 -> b\n b 0 inlined check -> c\n c 900 none",
     "over b:208(a) c:900 = 1108/1000, real-sizes a"},
    {"WhatTheInlinedCheckAskedForDoesNot",
     "a 400 check -> b\n b 0 inlined check ext=800 -> @f\n"
     "@f 1300 table leaf",
     "fits b:400(a) f:1300 = 1700/1800"},
    {"ALargeFrameWithoutACheckIsNoCopysPlace",
     "a 5000 none -> b\n b 100 check -> c\n c 900",
     "over a:5000 b:100 = 5100/1000, reserve 5120"},
    {"ButOfOneThatIsNowhereElse",
     "a 5000 none -> b\n b 0 inlined check -> c\n c 10 none",
     "over b:5000(a) c:10 = 5010/1000, real-sizes b; "
     "over a:5000 b:0 = 5000/1000, reserve 5120"},
    {"RecursionThatIsInlinedInItself",
     "a 400 check none -> b\n b 100 check none -> a c\n c 601 none",
     "over b:400(a) c:601 = 1001/1000, real-sizes b"},
    {"UnmeasuredFramesHoldNothing",
     "a 400 check unmeasured -> b\n b 100 check -> c\n c 601",
     "fits b:100 c:601 = 701/1000"},
};

const Case Sizes[] = {
    {"AnEstimateServesWhereNothingWasMeasured", "a 1001 none unmeasured",
     "over a:1001 = 1001/1000, reserve 1024"},
    {"ThePlansRealSizeIsBetter", "a 1001 unmeasured plan-real=900",
     "fits a:900 = 900/1000"},
    {"ThisBuildsIsBest", "a 1001 none est=5 plan-real=5",
     "over a:1001 = 1001/1000, reserve 1024"},
    {"AllocaOfTheSourceChecksItself", "a 100 alloca dynamic",
     "fits a:100 = 100/1000"},
    {"AllocaThatNobodyRewroteIsAssumed", "a 100 alloca dynamic none",
     "over a:16484 = 16484/1000, reserve 17408"},
    {"AFrameThatGrowsForNoReasonToo", "a 100 dynamic none",
     "over a:16484 = 16484/1000, reserve 17408"},
    {"ButNotForItsCallersWhenItIsChecked",
     "a 100 -> b\n b 100 check alloca dynamic", "fits a:100 b:100 = 200/1000"},
};

const Case Remedies[] = {
    {"TheColdestCheckThatHelps",
     "a 300 none -> b\n b 300 heat=5 -> c\n c 300 heat=2 -> d\n d 300 heat=9",
     "over a:300 b:300 c:300 d:300 = 1200/1000, check c"},
    {"ACheckThatDoesNotHelpIsNotTold",
     "a 10 none -> b\n b 10 -> c\n c 1000 none",
     "over a:10 b:10 c:1000 = 1020/1000, reserve 1024"},
    {"TheFirstOneMayGetIt", "a 700 -> b\n b 400 none",
     "over a:700 b:400 = 1100/1000, check a"},
    {"TheWorstChainIsFirst", "a 1001 none\n b 1003 none\n c 1002 none",
     "over b:1003 = 1003/1000, reserve 1024; "
     "over c:1002 = 1002/1000, reserve 1024; "
     "over a:1001 = 1001/1000, reserve 1024"},
};

std::string nameOf(const testing::TestParamInfo<Case> &Info) {
  return Info.param.Name;
}
#define SUITE(Cases)                                                           \
  INSTANTIATE_TEST_SUITE_P(Cases, ChainProverTest, testing::ValuesIn(Cases),   \
                           nameOf)
SUITE(Chains);
SUITE(Checks);
SUITE(Outside);
SUITE(Cycles);
SUITE(Foreign);
SUITE(Inlining);
SUITE(Sizes);
SUITE(Remedies);

ChainProof prove(llvm::StringRef Text, const ProofLimits &Limits) {
  ChainProgram P = chainProgram(Text);
  return proveChains(P.Plan, P.Real, Limits);
}

TEST(ChainLimits, MainHasAStackOfItsOwn) {
  ProofLimits Limits = limits(1000);
  Limits.MainStack = 5000;
  EXPECT_TRUE(prove("main 4000 none -> a\n a 1000 none", Limits).proved());
  EXPECT_FALSE(prove("main 4000 none -> a\n a 1001 none", Limits).proved());
  EXPECT_FALSE(prove("other 4000 none", Limits).proved());
}

TEST(ChainLimits, TheReserveIsForSignalsAndCrossingsToo) {
  EXPECT_EQ(ProofLimits().usable(), 50u * 1024);
  EXPECT_EQ(prove("a 51200", {}).Tightest->Allowed, 51200u);
  EXPECT_FALSE(prove("a 51201", {}).proved());
}

TEST(ChainLimits, AReserveThatIsTooSmallLeavesNothing) {
  ProofLimits Limits;
  Limits.Reserve = 5632;
  EXPECT_EQ(Limits.usable(), 0u);
  Limits.SignalFrame = 0;
  EXPECT_EQ(Limits.usable(), 2560u);
}

TEST(ChainLimits, AGivenNeedIsBetterThanThePlans) {
  ProofLimits Limits = limits(1000);
  Limits.Given = {{"f", 5000}};
  const char *Graph = "a 100 none -> @f\n @f 10 table leaf";
  EXPECT_EQ(verdict(prove(Graph, Limits)),
            "over a:100 f:5000 = 5100/1000, own-stack f");
  EXPECT_EQ(prove(Graph, Limits).Assumptions.front().Source, "given");
}

TEST(ChainLimits, AssumedBytesAreForWhatIsAssumed) {
  ProofLimits Limits = limits(1000);
  Limits.Assumed = 7;
  EXPECT_EQ(
      verdict(prove("a 1 -> @f @g\n @f 500 assumed leaf\n @g 6 table leaf",
                    Limits)),
      "fits a:1 f:7 = 8/1000");
  EXPECT_EQ(verdict(prove("a 1 none alloca", Limits)), "fits a:8 = 8/1000");
}

TEST(ChainLimits, NotAllChainsAreTold) {
  ProofLimits Limits = limits(1000);
  Limits.MostChains = 1;
  ChainProof Proof = prove("a 1001\n b 1002", Limits);
  EXPECT_EQ(Proof.ChainCount, 2u);
  ASSERT_EQ(Proof.Chains.size(), 1u);
  EXPECT_EQ(Proof.Chains.front().Links.front().Name, "b");
}

std::string print(const ProofAssumption &A) {
  return std::string(spelling(A.What)) + " " + A.Name + " " +
         std::to_string(A.Bytes) + " " + A.Source + " " +
         std::to_string(A.Callers);
}

TEST(ChainAssumptions, AreListedWithValueSourceAndCallers) {
  ChainProof Proof =
      prove("a 10 -> b @f @f\n b 20 unmeasured -> @f gone\n"
            "c 30 none alloca -> b\n @f 100 table leaf\n @unused 9 table",
            limits(100000));
  std::vector<std::string> All;
  for (const ProofAssumption &A : Proof.Assumptions)
    All.push_back(print(A));
  EXPECT_THAT(All, testing::ElementsAre("foreign f 100 table 2",
                                        "estimate b 20 estimate 2",
                                        "dynamic c 16384 assumed 0",
                                        "unknown gone 16384 unknown 1"));
}

TEST(ChainAssumptions, WhatIsMeasuredIsNone) {
  ChainProof Proof =
      prove("a 10 check -> b\n b 0 inlined\n c 5 unmeasured", limits(1000));
  EXPECT_EQ(Proof.Assumptions.size(), 1u);
  EXPECT_EQ(Proof.Functions, 3u);
  EXPECT_EQ(Proof.Checked, 1u);
  EXPECT_EQ(Proof.Measured, 1u);
  EXPECT_EQ(Proof.Inlined, 1u);
  EXPECT_EQ(Proof.Estimated, 1u);
}

TEST(ChainLinks, TellThePlace) {
  ChainLink Link =
      prove("x 1 check\n a 1001", limits(1000)).Chains.front().Links.front();
  EXPECT_EQ(Link.File, "a.cpp");
  EXPECT_EQ(Link.Line, 2u);
  EXPECT_EQ(Link.From, SizeSource::Real);
}

/// A chain of so many is deeper than a recursive search could go.
TEST(ChainProver, ATreeOfTheLibraryHasSoManyLevels) {
  ProgramPlan Plan;
  PlannedFunction Main, Erase;
  Main.Key = "main";
  Main.Name = "main()";
  Main.Frame.Bytes = 16;
  Main.Calls = {{"erase"}};
  Erase.Key = "erase";
  Erase.Name = "std::_Rb_tree<int>::_M_erase(int *)";
  Erase.System = true;
  Erase.Frame.Bytes = 100;
  Erase.Calls = {{"erase"}};
  Plan.Functions = {Main, Erase};
  ProofLimits Limits;
  Limits.MainStack = 0;
  ChainProof Proof = proveChains(Plan, {}, Limits);
  EXPECT_TRUE(Proof.Cycles.empty());
  EXPECT_EQ(Proof.Tightest->Bytes, 16u + 96 * 100);
  Plan.Functions[1].System = false; // one of the program's own by that name
  EXPECT_EQ(proveChains(Plan, {}, Limits).Cycles.size(), 1u);
  Plan.Functions[1].Depth = 4; // which somebody knows the depth of
  Proof = proveChains(Plan, {}, Limits);
  EXPECT_EQ(Proof.Tightest->Bytes, 16u + 4 * 100);
  EXPECT_EQ(Proof.Assumptions.front().What, ProofAssumption::Estimate);
  EXPECT_EQ(Proof.Assumptions.back().What, ProofAssumption::Depth);
  EXPECT_EQ(Proof.Assumptions.back().Bytes, 4u * 100);
}

TEST(ChainProver, ManyFunctions) {
  constexpr unsigned Count = 200000;
  ChainProgram P;
  for (unsigned I = 0; I != Count; ++I) {
    PlannedFunction F;
    F.Key = F.Name = "f" + std::to_string(I);
    F.Shape = "none";
    F.Frame.Bytes = 1;
    if (I + 1 != Count)
      F.Calls = {{"f" + std::to_string(I + 1)}};
    P.Real[F.Key] = {1, 1, false, false};
    P.Plan.Functions.push_back(F);
  }
  ChainProof Proof = proveChains(P.Plan, P.Real, limits(Count - 1));
  ASSERT_EQ(Proof.Chains.size(), 1u);
  EXPECT_EQ(Proof.Chains.front().Bytes, Count);
  EXPECT_EQ(Proof.Chains.front().Links.size(), Count);
  EXPECT_TRUE(proveChains(P.Plan, P.Real, limits(Count)).proved());
  P.Plan.Functions.back().Calls = {{"f0"}};
  EXPECT_EQ(proveChains(P.Plan, P.Real, limits(Count)).Cycles.size(), 1u);
}

} // namespace

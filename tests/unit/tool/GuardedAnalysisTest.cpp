//===- GuardedAnalysisTest.cpp - an analysis that may crash ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardedAnalysis.h"
#include "gmock/gmock.h"
#include <csignal>

using namespace segstack;

TEST(GuardedAnalysis, GivesWhatItWasGiven) {
  auto Unit = guarded([]() -> llvm::Expected<TranslationUnit> {
    TranslationUnit Result;
    Result.Dependencies.push_back("a.h");
    return Result;
  });
  ASSERT_TRUE(bool(Unit));
  EXPECT_THAT(Unit->Dependencies, testing::ElementsAre("a.h"));
  auto Error = guarded([]() -> llvm::Expected<TranslationUnit> {
    return llvm::createStringError("no such file");
  });
  EXPECT_EQ(llvm::toString(Error.takeError()), "no such file");
}

TEST(GuardedAnalysis, ACrashIsAnErrorEachTime) {
  for (int Signal : {SIGSEGV, SIGABRT, SIGSEGV}) {
    auto Unit = guarded([&]() -> llvm::Expected<TranslationUnit> {
      std::raise(Signal);
      return TranslationUnit();
    });
    ASSERT_FALSE(bool(Unit));
    EXPECT_THAT(llvm::toString(Unit.takeError()),
                testing::HasSubstr("the analysis crashed"));
  }
}

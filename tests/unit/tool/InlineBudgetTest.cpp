//===- InlineBudgetTest.cpp - room for the check in g++'s inliner ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InlineBudget.h"
#include "gtest/gtest.h"
#include <vector>

using segstack::inlineBudgetOption;

static std::string at(std::vector<std::string> Arguments,
                      llvm::StringRef Dir = "/usr/lib/gcc/x86_64-linux-gnu/12",
                      bool InC = false) {
  return inlineBudgetOption(Arguments, Dir, InC);
}

TEST(InlineBudget, FollowsTheLastLevel) {
  EXPECT_EQ(at({"-O2"}), "--param=max-inline-insns-auto=25");
  EXPECT_EQ(at({"-O0", "-O3"}), "--param=max-inline-insns-auto=40");
  EXPECT_EQ(at({"-Ofast"}), "--param=max-inline-insns-auto=40");
  EXPECT_EQ(at({"-O2", "-Os"}), "");
  EXPECT_EQ(at({"-O"}), "");
  EXPECT_EQ(at({"-g", "-c"}), "");
}

TEST(InlineBudget, OnlyForGccThatHasThisLimit) {
  EXPECT_EQ(at({"-O2"}, "/usr/lib/gcc/x86_64-linux-gnu/9"), "");
  EXPECT_EQ(at({"-O2"}, "/opt/gcc/13.2.0"), "--param=max-inline-insns-auto=25");
  EXPECT_EQ(at({"-O2"}, ""), "");
}

TEST(InlineBudget, ACheckOfCIsLonger) {
  EXPECT_EQ(at({"-O2"}, "/usr/lib/gcc/x86_64-linux-gnu/12", true),
            "--param=max-inline-insns-auto=28");
}

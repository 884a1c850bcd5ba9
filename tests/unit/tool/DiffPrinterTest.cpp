//===- DiffPrinterTest.cpp - unified diffs --------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Report.h"
#include "gtest/gtest.h"

using namespace segstack;

namespace {

TEST(DiffPrinterTest, NothingForTheSame) {
  EXPECT_EQ(printDiff("a", "x\ny\n", "x\ny\n"), "");
  EXPECT_EQ(printDiff("a", "", ""), "");
}

TEST(DiffPrinterTest, ALineAtTheTopAndAChange) {
  EXPECT_EQ(printDiff("d/a.cpp", "1\n2\n", "0\n1\n2+\n"),
            "--- a/d/a.cpp\n+++ b/d/a.cpp\n"
            "@@ -1,2 +1,3 @@\n"
            "+0\n 1\n-2\n+2+\n");
}

TEST(DiffPrinterTest, ALineTakenFromTheTop) {
  EXPECT_EQ(printDiff("a", "0\n1\n", "1\n"),
            "--- a/a\n+++ b/a\n@@ -1,2 +1,1 @@\n-0\n 1\n");
}

TEST(DiffPrinterTest, ThreeLinesOfContext) {
  EXPECT_EQ(printDiff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                      "1\n2\n3\n4\n5+\n6\n7\n8\n9\n"),
            "--- a/a\n+++ b/a\n@@ -2,7 +2,7 @@\n"
            " 2\n 3\n 4\n-5\n+5+\n 6\n 7\n 8\n");
}

TEST(DiffPrinterTest, HunksMeetWhenTheirContextDoes) {
  std::string Old, Near, Far;
  for (int I = 0; I < 20; ++I) {
    std::string Line = std::to_string(I);
    Old += Line + "\n";
    Near += Line + (I == 5 || I == 12 ? "+\n" : "\n");
    Far += Line + (I == 5 || I == 13 ? "+\n" : "\n");
  }
  auto hunks = [](const std::string &Diff) {
    return llvm::StringRef(Diff).count("@@ -");
  };
  EXPECT_EQ(hunks(printDiff("a", Old, Near)), 1u);
  EXPECT_EQ(hunks(printDiff("a", Old, Far)), 2u);
}

TEST(DiffPrinterTest, AMissingNewlineIsToldOfEachSide) {
  EXPECT_EQ(printDiff("a", "1", "1+"), "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n"
                                       "-1\n\\ No newline at end of file\n"
                                       "+1+\n\\ No newline at end of file\n");
}

TEST(DiffPrinterTest, AnEmptyFileHasLineZero) {
  EXPECT_EQ(printDiff("a", "", "0\n"),
            "--- a/a\n+++ b/a\n@@ -0,0 +1,1 @@\n+0\n");
}

TEST(DiffPrinterTest, CarriageReturnsArePartOfTheLine) {
  EXPECT_EQ(printDiff("a", "1\r\n", "1+\r\n"),
            "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-1\r\n+1+\r\n");
}

TEST(DiffPrinterTest, OddNamesAreQuoted) {
  EXPECT_EQ(printDiff("a b", "", "0\n").substr(0, 10), "--- a/a b\t");
  EXPECT_EQ(printDiff("q\"\n", "", "0\n").substr(0, 17),
            "--- \"a/q\\\"\\012\"\n+");
}

} // namespace

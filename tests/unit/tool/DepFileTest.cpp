//===- DepFileTest.cpp ----------------------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DepFile.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

DepFile parsed(const char *Text) {
  std::optional<DepFile> File = parseDepFile(Text);
  EXPECT_TRUE(File.has_value()) << Text;
  return File.value_or(DepFile());
}

TEST(DepFileTest, ReadsJoinedLines) {
  DepFile File = parsed("dir/a.o: a.cpp \\\n  b.h \\\r\n c.h\n");
  EXPECT_EQ(File.Targets, "dir/a.o");
  EXPECT_THAT(File.Prerequisites, ElementsAre("a.cpp", "b.h", "c.h"));
  EXPECT_FALSE(File.Phony);
}

TEST(DepFileTest, ReadsPhonyRules) {
  EXPECT_TRUE(parsed("a.o: a.cpp b.h\nb.h:\n").Phony);
  EXPECT_TRUE(parsed("a.o: a.cpp b.h\n\nb.h:\n").Phony);
}

TEST(DepFileTest, ReadsSpecialCharacters) {
  EXPECT_THAT(
      parsed("a.o: a\\ b.h c\\#d.h e$$f.h g\\h.h i\\\\\\ j.h k:l.h\n")
          .Prerequisites,
      ElementsAre("a b.h", "c#d.h", "e$f.h", "g\\h.h", "i\\ j.h", "k:l.h"));
}

TEST(DepFileTest, KeepsTargetsAsWritten) {
  EXPECT_EQ(parsed("$(OBJ) x\\ y c:/z: a.cpp\n").Targets, "$(OBJ) x\\ y c:/z");
}

TEST(DepFileTest, RefusesWhatIsNoRule) {
  EXPECT_FALSE(parseDepFile(""));
  EXPECT_FALSE(parseDepFile("no rule here\n"));
}

TEST(DepFileTest, ARuleMayHaveNoPrerequisites) {
  EXPECT_THAT(parsed("a.o:\n").Prerequisites, IsEmpty());
}

TEST(DepFileTest, PrintsWhatItReads) {
  DepFile File;
  File.Targets = "a.o";
  File.Prerequisites = {"a.cpp", "b c.h", "d#e$f\\g.h", "h\\ i.h"};
  File.Phony = true;
  std::string Text = printDepFile(File);
  EXPECT_EQ(Text, "a.o: a.cpp b\\ c.h d\\#e$$f\\g.h h\\\\\\ i.h\n"
                  "b\\ c.h:\nd\\#e$$f\\g.h:\nh\\\\\\ i.h:\n");
  EXPECT_EQ(parsed(Text.c_str()).Prerequisites, File.Prerequisites);
}

TEST(DepFileTest, BreaksLongLines) {
  DepFile File;
  File.Targets = "a.o";
  for (int I = 0; I != 40; ++I)
    File.Prerequisites.push_back("header" + std::to_string(I) + ".h");
  std::string Text = printDepFile(File);
  EXPECT_THAT(Text, ::testing::HasSubstr(" \\\n "));
  EXPECT_EQ(parsed(Text.c_str()).Prerequisites, File.Prerequisites);
}

} // namespace

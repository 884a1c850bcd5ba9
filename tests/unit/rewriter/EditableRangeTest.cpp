//===- EditableRangeTest.cpp - where a body stands in a file
//---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EditableRange.h"
#include "AstTest.h"
#include "clang/Basic/SourceManager.h"

using namespace segstack;

namespace {

/// The text from the first to the last brace of `f`, or the problem's word.
std::string range(const std::string &Code) {
  Ast Unit(Code);
  EditableRange Range =
      findEditableRange(*Unit.function("f"), Unit.context().getSourceManager());
  if (Range.Problem != Reason::Fine)
    return reasonName(Range.Problem);
  return Code.substr(Range.Begin, Range.End + 1 - Range.Begin);
}

TEST(EditableRange, Bodies) {
  EXPECT_EQ(range("int f() { return 1; }"), "{ return 1; }");
  EXPECT_EQ(range("struct S { S(); int i; }; int f() try { return 1; } catch "
                  "(int) { throw; } catch (...) { return 2; }"),
            "try { return 1; } catch (int) { throw; } catch (...) { return 2; "
            "}");
}

TEST(EditableRange, Macros) {
  EXPECT_EQ(range("#define F int f() { return 1; }\nF"), "from-macro");
  EXPECT_EQ(range("#define B {\nint f() B return 1; }"), "brace-in-macro");
  EXPECT_EQ(range("#define E }\nint f() { return 1; E"), "brace-in-macro");
  EXPECT_EQ(range("#define H int f()\nH { return 1; }"), "{ return 1; }");
}

bool pairUp(const std::string &Text) {
  return branchesPairUp(Text, 0, Text.size());
}

TEST(EditableRange, BranchesThatPairUp) {
  EXPECT_TRUE(pairUp(""));
  EXPECT_TRUE(pairUp("{\n#if 1\n#else\n#endif\n}"));
  EXPECT_TRUE(pairUp("{\n#if 1\n# ifdef A\n#elif B\n#endif\n  # endif\n}"));
  EXPECT_TRUE(pairUp("{\n#define else\n#error endif\n}"));
}

TEST(EditableRange, BranchesThatDoNot) {
  EXPECT_FALSE(pairUp("{\n#else\n}"));
  EXPECT_FALSE(pairUp("{\n#endif\n#if 1\n}"));
  EXPECT_FALSE(pairUp("{\n#if 1\n}"));
  EXPECT_FALSE(pairUp("{\n#if 1\n#endif\n#elif 1\n}"));
}

} // namespace

//===- SelfContainedTest.cpp -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecordedProject.h"
#include "gmock/gmock.h"

using namespace segstack;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

namespace {

class SelfContainedTest : public RecordedProject {
protected:
  std::string print(const TranslationUnit &Unit) {
    return printSelfContained(Unit, Printing);
  }
  SelfContainedOptions Printing;

  void SetUp() override {
    RecordedProject::SetUp();
    Printing.GccNames = true;
  }
};

TEST_F(SelfContainedTest, PlainFileGetsOneMarker) {
  write("main.cpp", "int x;\n");
  EXPECT_EQ(print(record()), "# 1 \"main.cpp\"\nint x;\n");
}

TEST_F(SelfContainedTest, HeaderIsInlinedBetweenMarkers) {
  write("main.cpp", "int a;\n#include \"h.h\"\nint c;\n");
  write("h.h", "int b;\n");
  EXPECT_EQ(print(record()), "# 1 \"main.cpp\"\nint a;\n# 1 \"h.h\" 1\nint b;\n"
                             "# 3 \"main.cpp\" 2\nint c;\n");
}

TEST_F(SelfContainedTest, LineStyleIsStandard) {
  write("main.cpp", "#include \"h.h\"\nint c;\n");
  write("h.h", "int b;\n");
  Printing.Markers = SelfContainedOptions::Line;
  EXPECT_EQ(print(record()), "#line 1 \"main.cpp\"\n#line 1 \"h.h\"\nint b;\n"
                             "#line 2 \"main.cpp\"\nint c;\n");
}

TEST_F(SelfContainedTest, ClangNamesOnRequest) {
  write("main.cpp", "#include \"h.h\"\n");
  write("h.h", "");
  Printing.GccNames = false;
  EXPECT_THAT(print(record()), HasSubstr("# 1 \"./h.h\" 1\n"));
}

TEST_F(SelfContainedTest, ByteOrderMarksAndMissingLineEndsAreMended) {
  write("main.cpp", "\xEF\xBB\xBF#include \"h.h\"\r\nint c;");
  write("h.h", "\xEF\xBB\xBFint b; // \\");
  EXPECT_EQ(print(record()), "# 1 \"main.cpp\"\n# 1 \"h.h\" 1\nint b; // \\\n\n"
                             "# 2 \"main.cpp\" 2\r\nint c;");
}

TEST_F(SelfContainedTest, ChecksComeWithTheIncludeOnTop) {
  write("main.cpp", "void f() {}\n");
  TranslationUnit Unit = record();
  addCheck(Unit, 0, "f");
  EXPECT_THAT(print(Unit),
              StartsWith("#include <segstack/check.h>\n# 1 \"main.cpp\"\n"
                         "void f() {"));
  EXPECT_THAT(print(Unit), HasSubstr("SEGSTACK_CHECK("));
  Printing.Include = std::nullopt;
  EXPECT_THAT(print(Unit), StartsWith("# 1 \"main.cpp\"\n"));
}

TEST_F(SelfContainedTest, EachInclusionHasItsOwnEdits) {
  write("main.cpp", "#define N f\n#include \"x.def\"\n#undef N\n"
                    "#define N g\n#include \"x.def\"\n");
  write("x.def", "void N() {}\n");
  TranslationUnit Unit = record();
  ASSERT_EQ(Unit.Files.size(), 3u);
  addCheck(Unit, 2, "N");
  std::string Text = print(Unit);
  size_t First = Text.find("void N() {}\n");
  size_t Second = Text.find("void N() { SEGSTACK_CHECK(");
  if (Second == std::string::npos)
    Second = Text.find("void N() {SEGSTACK_CHECK(");
  EXPECT_LT(First, Second) << Text;
  EXPECT_NE(Second, std::string::npos) << Text;
}

TEST_F(SelfContainedTest, SystemHeadersStayDirectives) {
  write("main.cpp", "#include <s.h>\nint x;\n");
  write("sys/s.h", "int s;\n");
  EXPECT_EQ(print(record({"-isystem", "sys"})),
            "# 1 \"main.cpp\"\n#include <s.h>\nint x;\n");
}

TEST_F(SelfContainedTest, CheckInSystemHeaderInlinesTheChain) {
  write("main.cpp", "#include <s.h>\nint x;\n");
  write("sys/s.h", "#include <other.h>\n#include <inner.h>\n");
  write("sys/inner.h", "inline void f() {}\n");
  write("sys/other.h", "");
  Options.SystemHeaderFilter = "inner";
  TranslationUnit Unit = record({"-isystem", "sys"});
  ASSERT_EQ(Unit.Files.size(), 4u);
  addCheck(Unit, 3, "f");
  std::string Text = print(Unit);
  EXPECT_THAT(Text, HasSubstr("# 1 \"sys/s.h\" 1 3\n#include <other.h>\n"));
  EXPECT_THAT(Text, HasSubstr("# 1 \"sys/inner.h\" 1 3\n"));
  EXPECT_THAT(Text, HasSubstr("# 3 \"sys/s.h\" 2 3\n"));
  EXPECT_THAT(Text, HasSubstr("# 2 \"main.cpp\" 2\n"));
}

TEST_F(SelfContainedTest, PragmaOnceIsTakenOutAndKeptByAMark) {
  write("main.cpp", "#include \"h.h\"\n#include \"h.h\"\nint x;\n");
  write("h.h", "#pragma once\nint h;\n");
  std::string Text = print(record());
  EXPECT_EQ(Text, "# 1 \"main.cpp\"\n"
                  "#ifndef SEGSTACK_SEEN_2\n#define SEGSTACK_SEEN_2\n"
                  "# 1 \"h.h\" 1\n\nint h;\n# 2 \"main.cpp\" 2\n#endif\n"
                  "# 2 \"main.cpp\"\n"
                  "#ifndef SEGSTACK_SEEN_2\n#define SEGSTACK_SEEN_2\n"
                  "#include \"" +
                      Root + "/h.h\"\n#endif\n# 3 \"main.cpp\"\nint x;\n");
}

TEST_F(SelfContainedTest, SingleUseNeedsNoMark) {
  write("main.cpp", "#include \"h.h\"\nint x;\n");
  write("h.h", "#pragma once\nint h;\n");
  EXPECT_EQ(print(record()), "# 1 \"main.cpp\"\n# 1 \"h.h\" 1\n\nint h;\n"
                             "# 2 \"main.cpp\" 2\nint x;\n");
}

TEST_F(SelfContainedTest, SystemHeaderThatRepeatsAnInlinedOnceFileIsInlined) {
  write("main.cpp", "#include \"once.h\"\n#include <s.h>\n");
  write("once.h", "#pragma once\nstruct once {};\n");
  write("sys/s.h", "#include \"../once.h\"\n");
  EXPECT_THAT(print(record({"-isystem", "sys"})),
              HasSubstr("# 1 \"sys/s.h\" 1 3\n#ifndef SEGSTACK_SEEN_2\n"));
}

TEST_F(SelfContainedTest, SystemHeaderPragmaBecomesAMarker) {
  write("main.cpp", "#include \"h.h\"\n");
  write("h.h", "int a;\n#pragma GCC system_header\nint b;\n");
  std::string Text = print(record());
  EXPECT_THAT(Text, HasSubstr("int a;\n# 3 \"h.h\" 3\nint b;\n"));
  EXPECT_THAT(Text, Not(HasSubstr("pragma")));
}

TEST_F(SelfContainedTest, IncludeNextIsMadeAbsolute) {
  write("main.cpp", "#include <w.h>\n");
  write("one/w.h", "#include_next <w.h>\nint w1;\n");
  write("two/w.h", "int w2;\n");
  std::string Text = print(record({"-Ione", "-isystem", "two"}));
  EXPECT_THAT(Text, HasSubstr("# 1 \"one/w.h\" 1\n# 1 \"one/w.h\" 3\n"
                              "#include \"" +
                              Root + "/two/w.h\"\n# 2 \"one/w.h\"\nint w1;\n"));
}

TEST_F(SelfContainedTest, DeadRelativeIncludeIsMadeAbsolute) {
  write("main.cpp", "#include \"sub/h.h\"\n");
  write("sub/h.h", "#ifdef NEVER\n#include \"i.h\"\n#endif\n");
  write("sub/i.h", "");
  EXPECT_THAT(print(record()),
              HasSubstr("#ifdef NEVER\n#include \"" + Root + "/sub/i.h\"\n"));
}

TEST_F(SelfContainedTest, ForcedIncludeStaysOnTheCommandLine) {
  write("main.cpp", "#include \"h.h\"\nint x;\n");
  write("h.h", "#pragma once\nint h;\n");
  EXPECT_EQ(print(record({"-include", "h.h"})),
            "# 1 \"main.cpp\"\n#include \"" + Root + "/h.h\"\nint x;\n");
}

TEST_F(SelfContainedTest, HasIncludeIsReplacedByItsResult) {
  write("main.cpp", "#if __has_include(\"h.h\")\nint x;\n#endif\n");
  write("h.h", "");
  EXPECT_EQ(print(record()), "# 1 \"main.cpp\"\n#if 1\nint x;\n#endif\n");
}

TEST_F(SelfContainedTest, LineDirectiveIsRestoredAfterAnInclusion) {
  write("main.cpp", "#line 40 \"g\\\\y\"\n#include \"h.h\"\nint x;\n");
  write("h.h", "");
  EXPECT_THAT(print(record()), HasSubstr("# 1 \"h.h\" 1\n# 41 \"g\\\\y\" 2\n"));
}

TEST_F(SelfContainedTest, InclusionInsideOfAFunctionKeepsTheChecksAround) {
  write("main.cpp", "int f() {\n  int n =\n#include \"n.h\"\n  ;\n"
                    "  return n;\n}\nvoid g() {}\n");
  write("n.h", "1");
  TranslationUnit Unit = record();
  addCheck(Unit, 0, "f");
  addCheck(Unit, 0, "g");
  std::string Text = print(Unit);
  EXPECT_THAT(Text, HasSubstr("# 1 \"n.h\" 1\n1\n# 4 \"main.cpp\" 2\n  ;\n"));
  EXPECT_LT(Text.find("f())"), Text.find("int n"));
  EXPECT_LT(Text.find("int n"), Text.find("g())"));
}

} // namespace

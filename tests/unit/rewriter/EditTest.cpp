//===- EditTest.cpp - insertions, and taking them out again ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/Edit.h"
#include "segstack/rewriter/CheckPlan.h"
#include "gtest/gtest.h"
#include <random>

using namespace segstack;

namespace {

TEST(EditTest, AppliesInOrderAndAtBothEnds) {
  EXPECT_EQ(applyEdits("abc", {{0, "<"}, {1, "1"}, {1, "2"}, {3, ">"}}),
            "<a12bc>");
  EXPECT_EQ(applyEdits("", {{0, "x"}}), "x");
  EXPECT_EQ(applyEdits("abc", {}), "abc");
}

TEST(EditTest, SortsByOffsetAndKeepsTheOrderAtOnePlace) {
  std::vector<Edit> Edits = {{5, "b"}, {2, "x"}, {5, "a"}, {2, "w"}};
  sortEdits(Edits);
  EXPECT_EQ(Edits, (std::vector<Edit>{{2, "x"}, {2, "w"}, {5, "b"}, {5, "a"}}));
}

TEST(EditTest, IncludeTakesTheLineEndOfTheFile) {
  EXPECT_EQ(includeEdit("int a;\nint b;\r\n", Mechanism::Limit).Text,
            "#include <segstack/check.h>\n");
  EXPECT_EQ(includeEdit("int a;\r\nint b;\n", Mechanism::Limit).Text,
            "#include <segstack/check.h>\r\n");
  EXPECT_EQ(includeEdit("int a;", Mechanism::Limit).Text,
            "#include <segstack/check.h>\n");
  EXPECT_EQ(includeEdit("int a;", Mechanism::Limit).Offset, 0u);
}

TEST(EditTest, IncludeFollowsAByteOrderMark) {
  EXPECT_EQ(includeEdit("\xEF\xBB\xBFint a;", Mechanism::Limit).Offset, 3u);
}

// -- Stripping: each form by itself.

TEST(StripTest, Retry) {
  EXPECT_EQ(stripEdits("int f(int n) { SEGSTACK_CHECK(48, (n), f(n)); return "
                       "n; }"),
            "int f(int n) { return n; }");
}

TEST(StripTest, RetryThatDoesNotReturn) {
  EXPECT_EQ(
      stripEdits("void f(int n) { SEGSTACK_CHECK_NORETURN(48, (n), f(n)); "
                 "throw n; }"),
      "void f(int n) { throw n; }");
  EXPECT_EQ(stripEdits("void f(int n) { SEGSTACK_CHECK_NORETURN_C(48, 0, f, "
                       "(n)); exit(n); }"),
            "void f(int n) { exit(n); }");
}

TEST(StripTest, RetryInC) {
  EXPECT_EQ(stripEdits("int f(n) int n; { SEGSTACK_CHECK_LARGE_C(4800, 0, f, "
                       "(n)); return n; }"),
            "int f(n) int n; { return n; }");
  EXPECT_EQ(stripEdits("int f(n) int n; { SEGSTACK_CHECK_C(48, 0, f, (n)); "
                       "return n; }"),
            "int f(n) int n; { return n; }");
  EXPECT_EQ(stripEdits("int f(int segstack_arg0, int n, char * segstack_arg1) "
                       "{ SEGSTACK_CHECK_C(48, 16, (f), (segstack_arg0, n, "
                       "segstack_arg1)); SEGSTACK_POSITION; return n; }"),
            "int f(int, int n, char *) { return n; }");
}

TEST(StripTest, SizesOfFramesThatGrow) {
  EXPECT_EQ(stripEdits("char a[SEGSTACK_LENGTH(1, n)], *b = "
                       "alloca(SEGSTACK_ROOM(f(n, 2)));"),
            "char a[n], *b = alloca(f(n, 2));");
  EXPECT_EQ(stripEdits("int a[SEGSTACK_LENGTH((__SIZE_TYPE__)(g(m, 1)) * 4, "
                       "f(n, 2))][g(m, 1)];"),
            "int a[f(n, 2)][g(m, 1)];");
  EXPECT_EQ(stripEdits("row a[SEGSTACK_LENGTH(sizeof(row), n)];"), "row a[n];");
  EXPECT_EQ(stripEdits("SEGSTACK_SPACE(sizeof(row) + sizeof(row), a); row a;"),
            "row a;");
}

TEST(StripTest, Outline) {
  EXPECT_EQ(stripEdits("~N() { SEGSTACK_BODY_VOID(48, (&), noexcept) { x(); } "
                       "SEGSTACK_BODY_END }"),
            "~N() { x(); }");
  EXPECT_EQ(stripEdits("auto f() { SEGSTACK_BODY(48, (&), -> int) {\n  return "
                       "1;\n} SEGSTACK_BODY_END }\n"),
            "auto f() {\n  return 1;\n}\n");
}

TEST(StripTest, FunctionTryBlock) {
  EXPECT_EQ(stripEdits("void f() { SEGSTACK_CHECK(32, (), f()); SEGSTACK_TRY "
                       "try {} catch (...) {} SEGSTACK_TRY_END }\n"),
            "void f() try {} catch (...) {}\n");
}

TEST(StripTest, Initializer) {
  EXPECT_EQ(stripEdits("N(int n) : a(SEGSTACK_INIT(64) g(n, (1)) "
                       "SEGSTACK_INIT_END), b(n) {}"),
            "N(int n) : a(g(n, (1))), b(n) {}");
}

TEST(StripTest, CallOnTheThreadsOwnStack) {
  EXPECT_EQ(stripEdits("int k = SEGSTACK_VISIT(32768, scan(a, "
                       "SEGSTACK_VISIT(8, g())));"),
            "int k = scan(a, g());");
}

TEST(StripTest, CallOnTheThreadsOwnStackInC) {
  EXPECT_EQ(stripEdits("a = SEGSTACK_VISIT_C(32768, 16, f,  (b, (c)));"),
            "a = f (b, (c));");
  EXPECT_EQ(stripEdits("SEGSTACK_VISIT_C(32768, 0, (f), (SEGSTACK_VISIT_C("
                       "32768, 0, g, ()), 2))"),
            "(f)(g(), 2)");
}

TEST(StripTest, NamesOfParameters) {
  EXPECT_EQ(stripEdits("void f(int segstack_arg1, char * segstack_arg12) "
                       "{ SEGSTACK_CHECK(32, (segstack_arg1, segstack_arg12), "
                       "f(segstack_arg1, segstack_arg12)); }"),
            "void f(int, char *) { }");
  // The program's own.
  const char *Own = "int segstack_arg0 = 1; int g(int segstack_arg1) { return "
                    "segstack_arg1; }";
  EXPECT_EQ(stripEdits(Own), Own);
}

TEST(StripTest, IncludeLine) {
  EXPECT_EQ(stripEdits("#include <segstack/check.h>\nint a;\n"), "int a;\n");
  EXPECT_EQ(stripEdits("#include <segstack/check.h>\r\nint a;"), "int a;");
  EXPECT_EQ(stripEdits("\xEF\xBB\xBF#include <segstack/check.h>\nint a;"),
            "\xEF\xBB\xBFint a;");
  EXPECT_EQ(stripEdits("#include <segstack/check.h>\n"), "");
}

TEST(StripTest, ParenthesesInLiteralsAndCommentsDoNotCount) {
  EXPECT_EQ(stripEdits("int f(char c = ')') { SEGSTACK_CHECK(48, (c), f(\")\" "
                       "/* ) */ R\"x()\")x\" ')')); return c; }"),
            "int f(char c = ')') { return c; }");
}

// -- Stripping leaves alone what the rewriter did not write.

void expectUntouched(llvm::StringRef Text) {
  EXPECT_EQ(stripEdits(Text), Text.str());
}

TEST(StripTest, TextInCommentsAndLiteralsStays) {
  expectUntouched("// { SEGSTACK_CHECK(1, (), f());\n"
                  "/* { SEGSTACK_CHECK(1, (), f()); segstack_arg1 */\n"
                  "const char *s = \"{ SEGSTACK_CHECK(1, (), f());\";\n"
                  "const char *r = R\"({ SEGSTACK_CHECK(1, (), f());)\";\n");
}

TEST(StripTest, OtherFormsStay) {
  expectUntouched("int f() {\n  SEGSTACK_CHECK(48, (), f());\n}");
  expectUntouched("int f() {SEGSTACK_CHECK(48, (), f()); }");
  expectUntouched("int f() { SEGSTACK_CHECK(48, (), f()) }");
  expectUntouched("int f() { SEGSTACK_CHECK(48, (), f();");
  expectUntouched("int f() { SEGSTACK_CHECK; }");
  expectUntouched("int f() { SEGSTACK_BODY(48, (), ) 1; }");
  expectUntouched("a(SEGSTACK_INIT(64) b(");
  expectUntouched("a(SEGSTACK_INIT(x) b SEGSTACK_INIT_END)");
  expectUntouched("a = SEGSTACK_VISIT(n, f());");
  expectUntouched("a = SEGSTACK_VISIT(1 + 2, f());");
  expectUntouched("a = SEGSTACK_VISIT(1, f();");
  expectUntouched("a = SEGSTACK_ON_SYSTEM_STACK(32768, f());");
  expectUntouched("int segstack_argument, segstack_arg, xsegstack_arg1;");
  expectUntouched("\n#include <segstack/check.h>\n");
  expectUntouched("#include <segstack/check.h> // mine\n");
  expectUntouched("#define SEGSTACK_BODY_END );\n");
}

TEST(StripTest, AnyBytesAreSurvived) {
  expectUntouched("");
  expectUntouched(llvm::StringRef("a\0b", 3));
  expectUntouched("\"unterminated\n'x\n/* never closed");
  expectUntouched("R\"never( closed");
  expectUntouched("))))((((");
  expectUntouched("#if 0\nit's\n#endif\n#error don't\n");
}

// -- The property that matters: strip undoes what the rewriter does.

/// Writes a file and, at once, the plans for its functions.
class Writer {
public:
  Writer(std::mt19937 &Random) : Random(Random) {
    LineEnd = pick({"\n", "\r\n"});
    Text = pick({"", "\xEF\xBB\xBF"});
  }

  std::string Text;
  std::vector<CheckPlan> Plans;

  void writeFile() {
    unsigned Count = Random() % 6;
    for (unsigned I = 0; I < Count; ++I)
      writeItem();
    if (Random() % 2)
      add(LineEnd);
  }

private:
  std::mt19937 &Random;
  std::string LineEnd;

  std::string pick(std::vector<std::string> Words) {
    return Words[Random() % Words.size()];
  }

  void add(llvm::StringRef Words) {
    for (char C : Words)
      C == '\n' &&LineEnd == "\r\n" ? Text += LineEnd : Text += C;
  }

  void writeItem() {
    switch (Random() % 6) {
    case 4:
      return writeJumpAlone();
    case 0:
      return writeRetry();
    case 1:
      return writeOutline();
    case 2:
      return writeTry();
    case 3:
      return writeConstructor();
    default:
      add(pick({"\n", "// { SEGSTACK_CHECK(1, (), f());\n", "#define PAREN (\n",
                "const char c = ')';\n",
                "auto r = R\"(} SEGSTACK_BODY_END )\";\n",
                "#if 0\nit's ( here\n#endif\n", "/* ( \n ( */", ";",
                "int big = 1'000'000;\n"}));
    }
  }

  CheckPlan planAt(Shape How) {
    CheckPlan Plan;
    Plan.How = How;
    Plan.BodyBegin = Text.size();
    Plan.Frame.Bytes = Random() % 10000;
    return Plan;
  }

  void writeBody(CheckPlan &Plan) {
    add("{");
    add(pick({"", " ", "\n  ", "// {\n"}));
    add(pick({"return ((1));", "s = \")}{(\";", "c = '}';", "{ ; }",
              "for (;;) { f((int)1); }", "", "x = R\"a(}))a\";"}));
    if (!Plan.TryBlock && Random() % 3 == 0)
      writeJump(Plan);
    if (Random() % 3 == 0)
      writeLambda();
    add(pick({"", " ", "\n", "\n\t"}));
  }

  void writeJump(CheckPlan &Plan) {
    add(pick({"if (", "(void)", ""}));
    unsigned Begin = Text.size();
    add(pick({"setjmp(a[')'])", "sigsetjmp ((b), 1)"}));
    unsigned End = Text.size();
    Plan.Jumps.push_back({Begin, End});
    add(pick({" == 0) {}", ";"}));
  }

  void writeJumpAlone() {
    add("int main() ");
    CheckPlan Plan = planAt(Shape::None);
    writeBody(Plan);
    Plan.BodyEnd = Text.size();
    add("}\n");
    Plans.push_back(Plan);
  }

  void writeLambda() {
    add("auto l = [&](int");
    add(") ");
    CheckPlan Plan = planAt(Shape::Outline);
    Plan.Specifiers = pick({"", "-> int", "noexcept"});
    writeBody(Plan);
    Plan.BodyEnd = Text.size();
    add("};");
    Plans.push_back(Plan);
  }

  void writeRetry() {
    add("int f(int");
    unsigned Unnamed = Text.size();
    add(", const char *s = \")\")" + pick({" ", "\n", ""}));
    CheckPlan Plan = planAt(Shape::Retry);
    Plan.Call = pick({"f(segstack_arg1, s)", "N::f<(1 > 2)>((s), ')')",
                      "this->N::operator()(\"(\")"});
    Plan.Captures = {{"segstack_arg1", false}, {"s", true}};
    Plan.Names = {{Unnamed, " segstack_arg1"}};
    writeBody(Plan);
    Plan.BodyEnd = Text.size();
    add("}\n");
    Plans.push_back(Plan);
  }

  void writeOutline() {
    add("~N() ");
    CheckPlan Plan = planAt(Shape::Outline);
    Plan.VoidBody = Random() % 2;
    Plan.Specifiers = pick({"", "noexcept(noexcept(f()))", "-> A<(1)>"});
    writeBody(Plan);
    Plan.BodyEnd = Text.size();
    add("}" + pick({"", "\n"}));
    Plans.push_back(Plan);
  }

  void writeTry() {
    add("void f() ");
    CheckPlan Plan = planAt(Shape::Retry);
    Plan.TryBlock = true;
    Plan.Call = "f()";
    add("try ");
    writeBody(Plan);
    add("} catch (...) ");
    writeBody(Plan);
    Plan.BodyEnd = Text.size();
    add("}" + pick({"", "\n"}));
    Plans.push_back(Plan);
  }

  void writeConstructor() {
    add("N(int n) : a(");
    unsigned Begin = Text.size();
    add(pick({"n", "g(n, ')')", "(1, 2)", "\"(\""}));
    unsigned End = Text.size();
    add(") ");
    CheckPlan Plan = planAt(Shape::Outline);
    Plan.VoidBody = true;
    Plan.OnlyInitializers = Random() % 2;
    Plan.Initializers = {{Begin, End}};
    writeBody(Plan);
    Plan.BodyEnd = Text.size();
    add("}\n");
    Plans.push_back(Plan);
  }
};

TEST(StripTest, UndoesWhatTheRewriterDoes) {
  std::mt19937 Random(20240229);
  size_t Checks = 0;
  for (int Round = 0; Round < 3000; ++Round) {
    Writer File(Random);
    File.writeFile();
    std::vector<Edit> Edits;
    for (const CheckPlan &Plan : File.Plans)
      for (const Edit &E : printCheck(Plan))
        Edits.push_back(E);
    if (!Edits.empty())
      Edits.insert(Edits.begin(), includeEdit(File.Text, Mechanism::Limit));
    sortEdits(Edits);
    Checks += File.Plans.size();
    std::string Rewritten = applyEdits(File.Text, Edits);
    ASSERT_EQ(stripEdits(Rewritten), File.Text) << Rewritten;
  }
  EXPECT_GT(Checks, 3000u);
}

TEST(StripTest, DoesNothingToTheOriginal) {
  std::mt19937 Random(7);
  for (int Round = 0; Round < 500; ++Round) {
    Writer File(Random);
    File.writeFile();
    ASSERT_EQ(stripEdits(File.Text), File.Text);
  }
}

} // namespace

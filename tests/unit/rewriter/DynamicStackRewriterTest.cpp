//===- DynamicStackRewriterTest.cpp - frames that grow as they run --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DynamicStackRewriter.h"
#include "AstTest.h"
#include "clang/Basic/SourceManager.h"

using namespace segstack;

namespace {

/// `each:text` of every size in f, or `!name: why` of what is left alone.
std::string sizes(const std::string &Code,
                  const std::string &Standard = "gnu17") {
  Ast Unit(Code, Standard);
  const clang::FunctionDecl *Defined = Unit.function("f");
  const clang::FunctionDecl *Pattern =
      Defined->getTemplateInstantiationPattern();
  const clang::FunctionDecl &F = Pattern ? *Pattern : *Defined;
  FoundDynamicStack Found = findDynamicStack(
      F, findEditableRange(F, Unit.context().getSourceManager()),
      Unit.context());
  std::string Text;
  for (const DynamicSize &Size : Found.Sizes)
    Text +=
        Size.Each + ":" +
        (Size.Name.empty()
             ? Code.substr(Size.Place.Begin, Size.Place.End - Size.Place.Begin)
             : Size.Name + "=" + Code.substr(Size.Place.Begin, 3)) +
        " ";
  for (const FoundDynamicStack::Left &Left : Found.LeftAlone)
    Text += "!" + Left.Name + ": " + Left.Why + " ";
  return Text;
}

TEST(DynamicStackRewriter, ALengthAndTheSizeOfAnElement) {
  EXPECT_EQ(sizes("void f(int n) { char a[n], *b[n + 1]; long c[3]; }"),
            "1:n 8:n + 1 ");
  EXPECT_EQ(sizes("void f(int n) { for (int i = 0, a[n++]; i; ) { } }"),
            "4:n++ ");
}

TEST(DynamicStackRewriter, LengthsWithinAreWrittenAgain) {
  EXPECT_EQ(sizes("void f(int n, int m) { short a[n][m][3]; }"),
            "(__SIZE_TYPE__)(m) * 6:n ");
  EXPECT_EQ(sizes("void f(int n) { typedef int row[n]; row a[2]; }"),
            "sizeof(row):2 ");
  EXPECT_EQ(sizes("void f(int n) { int a[1 + 1][2][n]; }"),
            "(__SIZE_TYPE__)(n) * 8:1 + 1 ");
  EXPECT_EQ(sizes("void f(int n) { int a[n][n /* of\n all */ + 1]; }"),
            "(__SIZE_TYPE__)(n + 1) * 4:n ");
}

TEST(DynamicStackRewriter, WhatHasEffectsIsEvaluatedOnce) {
  EXPECT_EQ(sizes("void f(int n) { int a[2][n++]; }"), "8:n++ ");
  EXPECT_EQ(sizes("void f(int n) { int a[n++][n]; }"),
            "(__SIZE_TYPE__)(n) * 4:n++ ");
  for (const char *Lengths : {"[n][n++]", "[n++][n++]"})
    EXPECT_EQ(sizes("void f(int n) { int a" + std::string(Lengths) + "; }"),
              "!a: its lengths have side effects and cannot be written twice ");
}

TEST(DynamicStackRewriter, LengthsFromMacros) {
  EXPECT_EQ(sizes("#define N (n)\nvoid f(int n) { int a[N], b[ N ][N + 1]; }"),
            "4:N (__SIZE_TYPE__)(N + 1) * 4: N  ");
  EXPECT_EQ(
      sizes("#define ARRAY(a, n) int a[n]\nvoid f(int n) { ARRAY(a, n); }"),
      "!a: it is declared by a macro ");
  EXPECT_EQ(sizes("void f(int n) { int a[\n#if 1\nn\n#endif\n]; }"),
            "!a: there is a directive in its length ");
}

TEST(DynamicStackRewriter, LengthsOfTypes) {
  EXPECT_EQ(sizes("void f(int n) { typedef int row[n]; row a; }"),
            "sizeof(row):a=row ");
  EXPECT_EQ(sizes("void f(int n) { typedef int row[n]; "
                  "const row *a, b, c[n], (d); int (e)[n]; }"),
            "sizeof(row) + sizeof(row):b=con sizeof(row):n 4:n ");
  EXPECT_EQ(sizes("void f(int n) { typedef int row[n]; for (row a; ; ) { } }"),
            "!a: its length is that of its type ");
  EXPECT_EQ(sizes("void f(int n) { int a[n]; __typeof__(a) b, c[2]; }"),
            "4:n !b: its length is that of its type "
            "!c: the length of its elements is that of their type ");
  EXPECT_EQ(sizes("void f(int n) { typedef int row[n]; "
                  "char segstack_space_of_a = 0; row a; }"),
            "");
}

TEST(DynamicStackRewriter, WhatDependsOnTemplateArguments) {
  auto InTemplate = [](const std::string &Line) {
    return sizes("template <class T, int N> void f(int n) { " + Line +
                     " } template void f<long, 3>(int);",
                 "gnu++17");
  };
  EXPECT_EQ(InTemplate("T a[n], *b[n], c[n][N];"),
            "sizeof(T):n 8:n (__SIZE_TYPE__)(N) * sizeof(T):n ");
  EXPECT_EQ(InTemplate("int a[n * sizeof(T)], b[N], c[N * 2];"),
            "4:n * sizeof(T) ");
}

TEST(DynamicStackRewriter, WhatIsThereAlready) {
  EXPECT_EQ(sizes("#define SEGSTACK_LENGTH(each, n) (n)\n"
                  "void f(int n) { int a[SEGSTACK_LENGTH(4, n + 1)]; }"),
            "");
}

TEST(DynamicStackRewriter, NoSpaceIsTaken) {
  EXPECT_EQ(sizes("void f(int n, int a[n], int (*b)[n]) { static int c[4]; "
                  "int (*p)[n] = b; extern int d[]; }"),
            "");
  EXPECT_EQ(sizes("void f(int n) { auto l = [](int m) { int a[m]; }; l(n); }",
                  "gnu++17"),
            "");
}

TEST(DynamicStackRewriter, AllocaAsAFunction) {
  EXPECT_EQ(sizes("#define N (n)\nvoid *alloca(unsigned long);"
                  "void f(int n) { alloca(N); alloca ( 3 ); }"),
            ":N : 3  ");
  EXPECT_EQ(sizes("#define BLOCK(n) alloca(n)\nvoid *alloca(unsigned long);"
                  "void f(int n) { BLOCK(n); }"),
            "!: it is called by a macro as a function ");
  EXPECT_EQ(sizes("#define SEGSTACK_ROOM(n) (n)\nvoid *alloca(unsigned long);"
                  "void f(int n) { alloca(SEGSTACK_ROOM(n)); }"),
            "");
  EXPECT_EQ(sizes("void *alloca(unsigned long);"
                  "void f(int n) { alloca(n * 2); }"),
            ":n * 2 ");
  EXPECT_EQ(sizes("#define alloca(n) __builtin_alloca(n)\n"
                  "void f(int n) { alloca(n * 2); __builtin_alloca(3); }"),
            "");
}

} // namespace

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
  const clang::FunctionDecl &F = *Unit.function("f");
  FoundDynamicStack Found = findDynamicStack(
      F, findEditableRange(F, Unit.context().getSourceManager()),
      Unit.context());
  std::string Text;
  for (const DynamicSize &Size : Found.Sizes)
    Text += Size.Each + ":" +
            Code.substr(Size.Place.Begin, Size.Place.End - Size.Place.Begin) +
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
  EXPECT_EQ(sizes("void f(int n) { int a[2][n++]; }"),
            "!a: a length of its elements cannot be written twice ");
}

TEST(DynamicStackRewriter, WhatHasNoLengthToBeWrittenAround) {
  EXPECT_EQ(sizes("#define N (n)\nvoid f(int n) { int a[N]; }"),
            "!a: its length comes from a macro ");
  EXPECT_EQ(sizes("void f(int n) { typedef int row[n]; row a; }"),
            "!a: its length is that of its type ");
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
  EXPECT_EQ(sizes("void *alloca(unsigned long);"
                  "void f(int n) { alloca(n * 2); }"),
            ":n * 2 ");
  EXPECT_EQ(sizes("#define alloca(n) __builtin_alloca(n)\n"
                  "void f(int n) { alloca(n * 2); __builtin_alloca(3); }"),
            "");
}

} // namespace

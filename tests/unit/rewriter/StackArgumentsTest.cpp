//===- StackArgumentsTest.cpp - what a call passes on the stack -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StackArguments.h"
#include "AstTest.h"

using namespace segstack;

namespace {

unsigned bytes(const std::string &Declarator) {
  Ast Unit("struct word { long a; }; struct two { long a; double b; };"
           "struct floats { float a, b, c; }; struct big { char a[17]; };"
           "struct x87 { long double a; }; struct __attribute__((packed)) odd "
           "{ char c; int i; }; struct bits { int a : 3; long b : 40; };"
           "union both { double d; long l; }; struct none { };"
           "typedef float four __attribute__((vector_size(16)));"
           "typedef float pair __attribute__((vector_size(8)));" +
               Declarator + " { for (;;); }",
           "gnu17");
  return stackArgumentBytes(*Unit.function("f"), Unit.context());
}

TEST(StackArguments, SixIntegersAreInRegisters) {
  EXPECT_EQ(bytes("void f(int a, long b, char c, void *d, _Bool e, short g)"),
            0u);
  EXPECT_EQ(bytes("void f(int a, int b, int c, int d, int e, int g, char h)"),
            16u);
  EXPECT_EQ(bytes("void f(int a, int b, int c, int d, int e, int g, int h, "
                  "int i, int j)"),
            32u);
}

TEST(StackArguments, EightFloatingPointNumbersAreInRegisters) {
  const std::string Eight = "double a, float b, double c, double d, double e, "
                            "_Float16 g, __float128 h, double i";
  EXPECT_EQ(bytes("void f(" + Eight + ")"), 0u);
  EXPECT_EQ(bytes("void f(" + Eight + ", int n)"), 0u);
  EXPECT_EQ(bytes("void f(" + Eight + ", float j)"), 16u);
  EXPECT_EQ(bytes("void f(four a, four b, four c, four d, four e, four g, "
                  "four h, four i)"),
            0u);
  EXPECT_EQ(bytes("void f(_Complex double a, _Complex double b, "
                  "_Complex double c, _Complex double d, _Complex float e)"),
            16u);
}

TEST(StackArguments, AResultInMemoryTakesARegister) {
  EXPECT_EQ(bytes("struct big f(int a, int b, int c, int d, int e)"), 0u);
  EXPECT_EQ(bytes("struct big f(int a, int b, int c, int d, int e, int g)"),
            16u);
  EXPECT_EQ(bytes("long double f(int a, int b, int c, int d, int e, int g)"),
            0u);
  EXPECT_EQ(bytes("struct two f(int a, int b, int c, int d, int e, int g)"),
            0u);
}

TEST(StackArguments, AClassIsInRegistersAsAWholeOrNot) {
  EXPECT_EQ(bytes("void f(struct two a, struct floats b, struct bits c, "
                  "union both d, struct none e)"),
            0u);
  EXPECT_EQ(bytes("void f(int a, int b, int c, int d, int e, int g, "
                  "struct two h)"),
            16u);
  EXPECT_EQ(bytes("void f(int a, int b, int c, int d, int e, __int128 g)"),
            16u);
}

TEST(StackArguments, WhatIsNeverInRegisters) {
  EXPECT_EQ(bytes("void f(struct big a)"), 32u);
  EXPECT_EQ(bytes("void f(long double a)"), 16u);
  EXPECT_EQ(bytes("void f(_Complex long double a)"), 32u);
  EXPECT_EQ(bytes("void f(struct x87 a, int b)"), 16u);
  EXPECT_EQ(bytes("void f(struct odd a)"), 16u);
  EXPECT_EQ(bytes("void f(struct big a, long double b)"), 48u);
}

TEST(StackArguments, WhatCompilersPassInTwoWaysCountsAsOnTheStack) {
  EXPECT_EQ(bytes("void f(pair a)"), 16u);
}

TEST(StackArguments, WhatIsNotKept) {
  auto What = [](const std::string &Declarator) {
    Ast Unit("typedef double v __attribute__((vector_size(32)));"
             "struct s { v a[2]; }; struct a { int n; } "
             "__attribute__((aligned(32)));" +
                 Declarator + " { for (;;); }",
             "gnu17");
    return whatIsNotKept(*Unit.function("f"), Unit.context()).value_or("");
  };
  EXPECT_EQ(What("long double f(int n)"), "");
  EXPECT_EQ(What("int f(v p)"),
            "parameter 'p' of type 'v', a vector of 32 bytes");
  EXPECT_EQ(What("struct s f(int n)"),
            "a result of type 'struct s', a vector of 32 bytes");
  EXPECT_EQ(What("int f(struct a q)"),
            "parameter 'q' of type 'struct a', aligned to 32 bytes");
}

} // namespace

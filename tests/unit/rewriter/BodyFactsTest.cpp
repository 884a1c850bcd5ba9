//===- BodyFactsTest.cpp - what a body does that decides its shape
//---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyFacts.h"
#include "AstTest.h"

using namespace segstack;

namespace {

BodyFacts facts(const std::string &Code) {
  Ast Unit(Code);
  BodyFacts Facts = gatherBodyFacts(*Unit.function("f"));
  Facts.UsedParameters.clear(); // They end with the AST.
  return Facts;
}

TEST(BodyFacts, NothingSpecial) {
  BodyFacts Facts = facts("int f(int n) { return n ? f(n - 1) : 0; }");
  EXPECT_EQ(Facts.FunctionName, "");
  EXPECT_TRUE(Facts.Jumps.empty());
  EXPECT_FALSE(Facts.FrameAddress || Facts.DynamicStack ||
               Facts.VariadicStart || Facts.Coroutine || Facts.CompilerBranch);
}

TEST(BodyFacts, FunctionName) {
  EXPECT_EQ(facts("const char *f() { return __func__; }").FunctionName,
            "__func__");
  EXPECT_EQ(
      facts("const char *f() { return __PRETTY_FUNCTION__; }").FunctionName,
      "__PRETTY_FUNCTION__");
  EXPECT_NE(facts("const char *g(const char *n = __builtin_FUNCTION()) {"
                  "return n; } const char *f() { return g(); }")
                .FunctionName,
            "");
}

TEST(BodyFacts, NamesInClosuresAndLocalClassesAreTheirOwn) {
  EXPECT_EQ(
      facts("void f() { auto l = [] { return __func__; }; l(); }").FunctionName,
      "");
  EXPECT_EQ(facts("void f() { struct S { const char *g() { return __func__; "
                  "} }; S().g(); }")
                .FunctionName,
            "");
}

TEST(BodyFacts, LongNamesInClosuresAndLocalClassesBeginWithTheFunctions) {
  EXPECT_EQ(facts("void f() { auto l = [] { return __PRETTY_FUNCTION__; }; "
                  "l(); }")
                .FunctionName,
            "__PRETTY_FUNCTION__");
  EXPECT_EQ(facts("namespace std { struct type_info { int i; }; }"
                  "int f() { struct S {}; return typeid(S).i; }")
                .FunctionName,
            "typeid of a local class");
}

TEST(BodyFacts, FrameAddress) {
  EXPECT_TRUE(
      facts("void *f() { return __builtin_return_address(0); }").FrameAddress);
  EXPECT_TRUE(
      facts("void *f() { return __builtin_frame_address(0); }").FrameAddress);
}

TEST(BodyFacts, WhatIsAlwaysInlinedIsPartOfTheBody) {
  EXPECT_TRUE(facts("__attribute__((always_inline)) inline void *up() { return "
                    "__builtin_return_address(0); } void *f() { return up(); }")
                  .FrameAddress);
  EXPECT_FALSE(facts("inline void *up() { return __builtin_return_address(0); }"
                     "void *f() { return up(); }")
                   .FrameAddress);
}

TEST(BodyFacts, ANamedResultIsNoneThatConverts) {
  const std::string Class = "struct S { int i; operator int() const; S(); };"
                            "struct T { T(S); };";
  EXPECT_NE(facts(Class + "S f() { S s; return s; }").NamedResult, nullptr);
  EXPECT_EQ(facts(Class + "int f() { S s; return s; }").NamedResult, nullptr);
  EXPECT_EQ(facts(Class + "T f() { S s; return s; }").NamedResult, nullptr);
  EXPECT_EQ(facts(Class + "S f(S s) { return s; }").NamedResult, nullptr);
}

TEST(BodyFacts, DynamicStack) {
  EXPECT_TRUE(facts("void f(int n) { char a[n]; (void)a; }").DynamicStack);
  EXPECT_TRUE(
      facts("void *f(int n) { return __builtin_alloca(n); }").DynamicStack);
  EXPECT_FALSE(facts("void f() { char a[9]; (void)a; }").DynamicStack);
}

TEST(BodyFacts, Jumps) {
  auto Jumps = [](const std::string &Code) { return facts(Code).Jumps.size(); };
  EXPECT_EQ(Jumps("void *b[5]; int f() { return __builtin_setjmp(b); }"), 1u);
  EXPECT_EQ(Jumps("extern \"C\" int setjmp(long *); long b[9];"
                  "int f() { return setjmp(b) + setjmp(b); }"),
            2u);
  EXPECT_EQ(Jumps("int setjmp(long *); long b[9];"
                  "int f() { return setjmp(b); }"),
            0u);
  EXPECT_EQ(Jumps("void *b[5]; int f() {"
                  " return [] { return __builtin_setjmp(b); }(); }"),
            0u);
}

TEST(BodyFacts, LabelsWhoseAddressIsTaken) {
  EXPECT_TRUE(facts("void f() { void *p = &&l; goto *p; l:; }").CompilerBranch);
}

TEST(BodyFacts, UsedParameters) {
  Ast Unit("int f(int a, int b, int c) { auto l = [=] { return b; }; return a "
           "+ l(); }");
  const clang::FunctionDecl *F = Unit.function("f");
  BodyFacts Facts = gatherBodyFacts(*F);
  EXPECT_TRUE(Facts.UsedParameters.contains(F->getParamDecl(0)));
  EXPECT_TRUE(Facts.UsedParameters.contains(F->getParamDecl(1)));
  EXPECT_FALSE(Facts.UsedParameters.contains(F->getParamDecl(2)));
}

} // namespace

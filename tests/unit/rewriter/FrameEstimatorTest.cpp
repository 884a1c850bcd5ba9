//===- FrameEstimatorTest.cpp - the frame of one function -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an estimate must tell apart; how near it is to a compiler's numbers is
// measured by tests/corpora/estimates.
//
//===----------------------------------------------------------------------===//

#include "FrameEstimator.h"
#include "AstTest.h"
#include "CheckPlacer.h"
#include "clang/AST/DeclTemplate.h"

using namespace segstack;

namespace {
EstimateOptions level(unsigned OptLevel) {
  EstimateOptions Options;
  Options.OptLevel = OptLevel;
  return Options;
}

/// What every snippet may use.
const std::string Prelude =
    "void use(void *); int know(); struct Big { char bytes[200]; Big(); ~Big();"
    " Big(const Big &); void touch(); }; Big make(); void take(Big);\n";

FrameEstimate estimate(const std::string &Code, const EstimateOptions &Options,
                       const std::string &Name = "f") {
  Ast Parsed(Prelude + Code);
  const clang::FunctionDecl *F = Parsed.function(Name);
  return F ? estimateFrame(*F, Parsed.context(), Options) : FrameEstimate();
}

uint64_t bytes(const std::string &Code, unsigned OptLevel,
               const std::string &Name = "f") {
  return estimate(Code, level(OptLevel), Name).Bytes;
}
} // namespace

TEST(FrameEstimator, HoldsTheReturnAddress) {
  EXPECT_GE(bytes("void f() {}", 0), 16u); // and the frame pointer
  EXPECT_GE(bytes("void f() {}", 2), 8u);
  EXPECT_LE(bytes("void f() {}", 2), 16u);
}

TEST(FrameEstimator, Arrays) {
  const char *Code = "void f() { char a[1000]; use(a); }";
  for (unsigned OptLevel : {0, 1, 2, 3}) {
    EXPECT_GE(bytes(Code, OptLevel), 1008u);
    EXPECT_LE(bytes(Code, OptLevel), 1100u);
  }
}

TEST(FrameEstimator, SiblingScopesOverlapWhenOptimizing) {
  const char *Code = "void f() { { char a[1000]; use(a); }"
                     " { char b[1000]; use(b); } }";
  EXPECT_GE(bytes(Code, 0), 2000u);
  EXPECT_LT(bytes(Code, 2), 1200u);
}

TEST(FrameEstimator, NestedScopesAddUp) {
  const char *Code = "void f() { char a[1000]; { char b[1000]; use(b); }"
                     " use(a); }";
  EXPECT_GE(bytes(Code, 2), 2008u);
}

TEST(FrameEstimator, LargeFramesAreSeenAsLarge) {
  for (unsigned OptLevel : {0, 2}) {
    EXPECT_GT(bytes("void f() { char a[4096]; use(a); }", OptLevel),
              LargeFrame);
    EXPECT_LT(bytes("void f() { char a[2048]; use(a); }", OptLevel),
              LargeFrame);
  }
}

TEST(FrameEstimator, EachScalarHasASlotAtO0Only) {
  std::string Code = "int f() { know();";
  for (int I = 0; I < 50; ++I)
    Code += " long v" + std::to_string(I) + " = know();";
  Code += " return v0; }";
  EXPECT_GE(bytes(Code, 0), 50u * 8 + 16);
  EXPECT_LT(bytes(Code, 2), 50u * 8);
}

TEST(FrameEstimator, ScalarsWhoseAddressIsTakenAreInMemory) {
  std::string Values = "void f() {", Addresses = Values;
  for (int I = 0; I < 40; ++I) {
    Values += " { long v = know(); know(); use((void *)v); }";
    Addresses +=
        " long a" + std::to_string(I) + "; use(&a" + std::to_string(I) + ");";
  }
  EXPECT_LT(bytes(Values + "}", 2), 40u * 8);
  EXPECT_GE(bytes(Addresses + "}", 2), 40u * 8);
}

TEST(FrameEstimator, ValuesAcrossCallsNeedSavedRegisters) {
  uint64_t Few = bytes("int f(int a) { return know() + a; }", 2);
  uint64_t Many =
      bytes("int f(int a, int b, int c, int d, int e, int g) { know();"
            " return a + b + c + d + e + g; }",
            2);
  EXPECT_GE(Few, 8u + 8);
  EXPECT_GE(Many, 8u + 6 * 8);
  EXPECT_LT(Few, Many);
}

TEST(FrameEstimator, WhatAnotherLibraryMayReplaceIsCalled) {
  EstimateOptions Options = level(2);
  Options.Interposable = true;
  auto Of = [&](const std::string &How) {
    return estimate(How + " int g(int *p) { return *p; }"
                          "int f() { int i = 1; g(&i); return i; }",
                    Options, "f")
        .Bytes;
  };
  EXPECT_GE(Of(""), 24u); // i is in memory, and the call returns
  EXPECT_EQ(Of("static"), 8u);
  EXPECT_EQ(Of("inline"), 8u);
  EXPECT_EQ(Of("__attribute__((visibility(\"hidden\")))"), 8u);
}

TEST(FrameEstimator, ParametersHaveSlotsAtO0) {
  EXPECT_GE(bytes("void f(long a, long b, long c, long d) { know(); }", 0),
            16u + 32);
}

TEST(FrameEstimator, TemporariesAndResults) {
  for (unsigned OptLevel : {0, 2}) {
    EXPECT_GE(bytes("void f() { make(); }", OptLevel), 208u);
    EXPECT_GE(bytes("void f() { const Big &b = make(); know(); }", OptLevel),
              208u);
    EXPECT_GE(bytes("void f() { make().touch(); }", OptLevel), 208u);
    EXPECT_GE(bytes("void f() { take(make()); }", OptLevel), 208u);
    EXPECT_GE(bytes("void f() { use(new Big(make())); }", OptLevel), 16u);
  }
}

TEST(FrameEstimator, ElidedCopiesTakeNoRoom) {
  EXPECT_LT(bytes("void f() { Big b = make(); b.touch(); }", 0), 400u);
  EXPECT_LT(bytes("Big f() { return make(); }", 0), 200u);
}

TEST(FrameEstimator, MembersOfInitializerLists) {
  EXPECT_GE(
      bytes("struct P { Big a, b; }; void f() { P p{make(), make()}; }", 0),
      408u);
}

TEST(FrameEstimator, MemberInitializersAndDefaultArguments) {
  EXPECT_GE(bytes("int size(const Big &b); struct S { int n; S()"
                  " : n(size(make())) {} };",
                  0, "S"),
            208u);
  EXPECT_GE(bytes("int size(const Big &b); void g(int n = size(make()));"
                  "void f() { g(); }",
                  0),
            208u);
}

TEST(FrameEstimator, StaticLocalsAreElsewhereTheirInitializersAreNot) {
  EXPECT_LT(bytes("void f() { static char a[1000]; use(a); }", 0), 200u);
  EXPECT_GE(bytes("int size(const Big &b);"
                  "void f() { static int n = size(make()); }",
                  0),
            208u);
}

TEST(FrameEstimator, StructuredBindings) {
  EXPECT_GE(bytes("struct P { char a[500]; int b; }; P pair();"
                  "void f() { auto [x, y] = pair(); use(x); use(&y); }",
                  0),
            504u);
}

TEST(FrameEstimator, HiddenVariablesOfRangeFor) {
  EXPECT_GE(bytes("struct R { int *begin(); int *end(); };"
                  "void f(R &r) { for (int i : r) use(&i); }",
                  0),
            16u + 8 + 3 * 8 + 4);
}

TEST(FrameEstimator, ClosuresAndTheirBodiesAreApart) {
  const char *Code = "void call(void *); void f() { char a[300]; use(a);"
                     " auto g = [a] { char b[700]; use(b); }; call(&g); }";
  EXPECT_GE(bytes(Code, 0), 600u);
  EXPECT_LT(bytes(Code, 0), 700u);
  EXPECT_GE(bytes(Code, 0, "operator()"), 700u);
}

TEST(FrameEstimator, SmallCalleesAreInlinedWhenOptimizing) {
  const char *Code = "static inline void g() { char b[1000]; use(b); }"
                     "void f() { g(); }";
  EXPECT_LT(bytes(Code, 0), 200u);
  EXPECT_GE(bytes(Code, 2), 1008u);
}

TEST(FrameEstimator, InlinedCalleesShareTheirBytes) {
  const char *Code = "static inline void g() { char b[1000]; use(b); }"
                     "void f() { g(); g(); g(); }";
  EXPECT_LT(bytes(Code, 2), 1300u);
}

TEST(FrameEstimator, LambdasCalledHereAreInlined) {
  EXPECT_GE(bytes("void f() { [] { char b[1000]; use(b); }(); }", 2), 1008u);
}

TEST(FrameEstimator, AttributesDecideAboutInlining) {
  EXPECT_GE(bytes("__attribute__((always_inline)) inline void g() {"
                  " char b[1000]; use(b); } void f() { g(); }",
                  0),
            1008u);
  EXPECT_LT(bytes("__attribute__((noinline)) static void g() {"
                  " char b[1000]; use(b); } void f() { g(); }",
                  2),
            200u);
}

TEST(FrameEstimator, RecursionIsNotInlinedForEver) {
  const char *Code = "void g(); void f() { char b[100]; use(b); g(); }"
                     "void g() { char b[100]; use(b); f(); }";
  EXPECT_GE(bytes(Code, 2), 108u);
  EXPECT_LT(bytes(Code, 2), 400u);
}

TEST(FrameEstimator, StackArguments) {
  uint64_t Few = bytes("void g(...); void f() { g(1, 2); }", 2);
  uint64_t Many = bytes("void g(...);"
                        "void f() { g(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,"
                        " 13, 14, 15, 16); }",
                        2);
  EXPECT_GE(Many, Few + 8 * (16 - 6));
}

TEST(FrameEstimator, VariadicFunctionsSaveTheirRegisters) {
  EXPECT_GE(bytes("void f(int n, ...) { know(); }", 0), 176u);
}

TEST(FrameEstimator, Dynamic) {
  for (unsigned OptLevel : {0, 2}) {
    EXPECT_TRUE(
        estimate("void f(int n) { use(__builtin_alloca(n)); }", level(OptLevel))
            .Dynamic);
    EXPECT_TRUE(
        estimate("void f(int n) { char a[n]; use(a); }", level(OptLevel))
            .Dynamic);
    EXPECT_FALSE(
        estimate("void f(int n) { char a[10]; use(a); }", level(OptLevel))
            .Dynamic);
  }
}

TEST(FrameEstimator, InstantiationsHaveTheirOwnSizes) {
  const char *Code = "template <int N> void t() { char a[N]; use(a); }"
                     "template void t<3000>();";
  EXPECT_GE(bytes(Code, 0, "t"), 3008u);
  EXPECT_FALSE(estimate(Code, level(0), "t").Guess);
}

TEST(FrameEstimator, PatternsAreGuessed) {
  Ast Parsed("template <class T> void t(T v) { T w = v; w(); }");
  for (const clang::Decl *D :
       Parsed.context().getTranslationUnitDecl()->decls())
    if (const auto *T = llvm::dyn_cast<clang::FunctionTemplateDecl>(D)) {
      FrameEstimate Frame =
          estimateFrame(*T->getTemplatedDecl(), Parsed.context(), level(0));
      EXPECT_TRUE(Frame.Guess);
      EXPECT_GT(Frame.Bytes, 16u);
      return;
    }
  FAIL() << "no template";
}

TEST(FrameEstimator, RedzonesOfAddressSanitizer) {
  EstimateOptions Plain = level(2), Address = level(2);
  Address.Address = true;
  std::string Code = "void f() { { char a[8]; use(a); } { char b[8]; use(b); }"
                     " }";
  // Two redzoned objects that do not overlap, and the header.
  EXPECT_GE(estimate(Code, Address).Bytes, estimate(Code, Plain).Bytes + 80);
}

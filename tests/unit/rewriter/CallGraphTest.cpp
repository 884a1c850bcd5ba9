//===- CallGraphTest.cpp - the call graph of an AST -----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AstTest.h"
#include "CallGraphBuilder.h"
#include "HeavyExternals.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/Decl.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {
class Graph {
public:
  explicit Graph(const std::string &Code) : Parsed(Code) {
    Built = buildCallGraph(
        Parsed.context(),
        [](const clang::FunctionDecl &F) {
          FrameEstimate Frame;
          Frame.Bytes = F.getNameAsString().size();
          Frame.Dynamic = F.getNameAsString() == "dynamic";
          return Frame;
        },
        [](const clang::FunctionDecl &F) {
          return F.getNameAsString() != "untouchable";
        });
  }

  const CallGraph::Node &node(const std::string &Name) {
    for (const CallGraph::Node &N : Built.Nodes)
      if (N.Function->getNameAsString() == Name)
        return N;
    ADD_FAILURE() << "no node " << Name;
    static const CallGraph::Node Nothing;
    return Nothing;
  }

  /// The names of what \p Name calls.
  std::vector<std::string> callees(const std::string &Name) {
    std::vector<std::string> Names;
    for (unsigned Callee : node(Name).Callees)
      Names.push_back(Built.Nodes[Callee].Function->getNameAsString());
    return Names;
  }
  bool unknown(const std::string &Name) { return node(Name).UnknownCalls; }

  Ast Parsed;
  CallGraph Built;
};
} // namespace

TEST(CallGraph, DirectCallsOnce) {
  Graph G("void a() {} void b() { a(); a(); b(); }");
  EXPECT_THAT(G.callees("a"), IsEmpty());
  EXPECT_THAT(G.callees("b"), ElementsAre("a", "b"));
  EXPECT_FALSE(G.unknown("b"));
}

TEST(CallGraph, DefinedAfterTheCall) {
  Graph G("void a(); void b() { a(); } void a() {}");
  EXPECT_THAT(G.callees("b"), ElementsAre("a"));
}

TEST(CallGraph, WithoutABodyIsUnknown) {
  EXPECT_TRUE(Graph("void a(); void b() { a(); }").unknown("b"));
}

TEST(CallGraph, ThroughAPointerIsUnknown) {
  Graph G("void a(void (*f)()) { f(); } struct S { void m(); };"
          "void b(S s, void (S::*m)()) { (s.*m)(); }");
  EXPECT_TRUE(G.unknown("a"));
  EXPECT_TRUE(G.unknown("b"));
}

TEST(CallGraph, VirtualIsUnknownUnlessNamed) {
  Graph G("struct S { virtual void v() {} }; void a(S &s) { s.v(); }"
          "void b(S &s) { s.S::v(); }"
          "struct F final : S {}; void c(F &f) { f.v(); }");
  EXPECT_TRUE(G.unknown("a"));
  EXPECT_FALSE(G.unknown("b"));
  EXPECT_THAT(G.callees("b"), ElementsAre("v"));
}

TEST(CallGraph, HarmlessLeaves) {
  Graph G("extern \"C\" void *memcpy(void *, const void *, unsigned long);"
          "void d() { __builtin_printf(\"\"); }"
          "void a(char *p, char *q) { memcpy(p, q, 9);"
          " __builtin_memset(p, 0, 9); (void)__builtin_expect(*p, 0); }"
          "extern \"C\" int getaddrinfo(); void b() { getaddrinfo(); }"
          "namespace n { void memcpy(); } void c() { n::memcpy(); }");
  EXPECT_FALSE(G.unknown("a"));
  EXPECT_TRUE(G.unknown("b"));
  EXPECT_TRUE(G.unknown("c"));
  EXPECT_TRUE(G.unknown("d"));
}

TEST(CallGraph, WhatExternalFunctionsNeed) {
  RewriteOptions Options;
  Options.ExternalStacks = {{"heavy", 500}, {"memcpy", 300}};
  HeavyExternals Known(Options);
  Ast Parsed("extern \"C\" { int heavy(); void *memcpy(void *, const void *, "
             "unsigned long); } struct S { int i; S() : i(heavy()) {"
             " memcpy(this, this, 1); } }; int own() { return 1; }"
             "int f() { S s; return own(); }"
             "int g() { return heavy() + f(); }");
  CallGraph Built = buildCallGraph(
      Parsed.context(),
      [](const clang::FunctionDecl &) { return FrameEstimate(); },
      [](const clang::FunctionDecl &) { return true; }, nullptr, &Known);
  auto Of = [&](const std::string &Name) {
    for (const CallGraph::Node &N : Built.Nodes)
      if (N.Function->getNameAsString() == Name && N.Function->getBody())
        return N;
    return CallGraph::Node();
  };
  EXPECT_EQ(Of("S").External.Bytes, 500u);
  EXPECT_EQ(Of("S").ExternalOutsideBody.Bytes, 500u);
  EXPECT_TRUE(Of("S").UnknownCalls);
  EXPECT_EQ(Of("f").External.Bytes, 0u);
  EXPECT_EQ(Of("g").External.Name, "heavy");
  EXPECT_EQ(Of("g").ExternalOutsideBody.Bytes, 0u);
}

TEST(CallGraph, ConstructorsAndDestructorsOfLocals) {
  Graph G("struct S { S() {} ~S() {} }; void a() { S s; }"
          "void b() { S s[2]; } void c() { static int i; S &r = *(S *)&i; }");
  EXPECT_THAT(G.callees("a"), ElementsAre("S", "~S"));
  EXPECT_THAT(G.callees("b"), ElementsAre("S", "~S"));
  EXPECT_THAT(G.callees("c"), IsEmpty());
}

TEST(CallGraph, Temporaries) {
  Graph G("struct S { S() {} ~S() {} }; void a() { S(); }"
          "void b() { const S &s = S(); }");
  EXPECT_THAT(G.callees("a"), ElementsAre("S", "~S"));
  EXPECT_THAT(G.callees("b"), ElementsAre("S", "~S"));
}

TEST(CallGraph, MembersAndBases) {
  Graph G("struct M { M() {} ~M() {} }; struct B { B() {} ~B() {} };"
          "struct D : B { M m; D() {} ~D() {} };");
  EXPECT_THAT(G.callees("D"), UnorderedElementsAre("M", "B", "~M", "~B"));
  EXPECT_THAT(G.callees("~D"), UnorderedElementsAre("~M", "~B"));
}

TEST(CallGraph, ImplicitMembersAreNodes) {
  Graph G("struct M { M() {} ~M() {} }; struct D { M m; };"
          "void a() { D d; }");
  EXPECT_THAT(G.callees("a"), UnorderedElementsAre("D", "~D"));
  EXPECT_THAT(G.callees("D"), Contains("M"));
  EXPECT_THAT(G.callees("~D"), ElementsAre("~M"));
}

TEST(CallGraph, ConversionsAndOperators) {
  Graph G("struct S { operator int() { return 1; } S &operator+=(int) {"
          " return *this; } }; int a(S s) { s += 1; return s; }");
  EXPECT_THAT(G.callees("a"),
              UnorderedElementsAre("operator int", "operator+="));
}

TEST(CallGraph, DefaultArgumentsAndInitializers) {
  Graph G("int one() { return 1; } void a(int i = one()) {} void b() { a(); }"
          "struct S { int m = one(); S() {} };");
  EXPECT_THAT(G.callees("b"), UnorderedElementsAre("one", "a"));
  EXPECT_THAT(G.callees("S"), ElementsAre("one"));
}

TEST(CallGraph, RangeFor) {
  Graph G("struct R { int *begin() { return 0; } int *end() { return 0; } };"
          "void a(R r) { for (int i : r) ; }");
  EXPECT_THAT(G.callees("a"), UnorderedElementsAre("begin", "end"));
}

TEST(CallGraph, NewAndDelete) {
  Graph G("struct S { S() {} ~S() {} }; S *a() { return new S; }"
          "void b(S *s) { delete s; }"
          "struct V { virtual ~V() {} }; void c(V *v) { delete v; }");
  EXPECT_THAT(G.callees("a"), ElementsAre("S"));
  EXPECT_TRUE(G.unknown("a")); // operator new
  EXPECT_THAT(G.callees("b"), ElementsAre("~S"));
  EXPECT_THAT(G.callees("c"), ElementsAre("~V")); // or an override
  EXPECT_TRUE(G.unknown("c"));
}

TEST(CallGraph, ADestructorCallsItsMembersAfterItsBody) {
  Graph G("struct M { ~M() {} }; void f() {} struct S { M m; ~S() { f(); } };");
  EXPECT_THAT(G.callees("~S"), UnorderedElementsAre("f", "~M"));
  ASSERT_EQ(G.node("~S").OutsideBody.size(), 1u);
  EXPECT_EQ(
      G.Built.Nodes[G.node("~S").OutsideBody[0]].Function->getNameAsString(),
      "~M");
  EXPECT_THAT(G.node("f").OutsideBody, IsEmpty());
}

TEST(CallGraph, LambdasAreFunctions) {
  Graph G("void a() {} void b() { auto f = [] { a(); }; }"
          "void c() { [] {}(); }");
  EXPECT_THAT(G.callees("operator()"), ElementsAre("a"));
  EXPECT_THAT(G.callees("b"), IsEmpty());
  EXPECT_THAT(G.callees("c"), ElementsAre("operator()"));
}

TEST(CallGraph, InstantiationsNotPatterns) {
  Graph G(
      "template <class T> void t(T) { g(T()); } void g(int) {}"
      "struct X {}; void g(X) {} template <class T> void never(T t) { t(); }"
      "void a() { t(X()); }");
  EXPECT_THAT(G.callees("a"), Contains("t"));
  EXPECT_THAT(G.callees("t"), Contains("g"));
  for (const CallGraph::Node &N : G.Built.Nodes)
    EXPECT_NE(N.Function->getNameAsString(), "never");
}

TEST(CallGraph, UnevaluatedOperandsCallNothing) {
  Graph G("int f(); int a() { return sizeof(f()) + noexcept(f()); }");
  EXPECT_FALSE(G.unknown("a"));
}

TEST(CallGraph, RuntimeOfTheLanguageIsUnknown) {
  Graph G("void a() { throw 1; } int f(); void b() { static int i = f(); }"
          "struct B { virtual void v(); }; struct D : B {};"
          "D *c(B *b) { return dynamic_cast<D *>(b); }"
          "int f2(); thread_local int t = f2(); int d() { return t; }"
          "void e() { static int i = 5; }");
  for (const char *Name : {"a", "b", "c", "d"})
    EXPECT_TRUE(G.unknown(Name)) << Name;
  EXPECT_FALSE(G.unknown("e"));
}

TEST(CallGraph, AsksForFramesAndShapes) {
  Graph G("void dynamic() {} void untouchable() {}");
  EXPECT_EQ(G.node("dynamic").FrameBytes, 7u);
  EXPECT_TRUE(G.node("dynamic").Dynamic);
  EXPECT_TRUE(G.node("dynamic").Instrumentable);
  EXPECT_FALSE(G.node("untouchable").Dynamic);
  EXPECT_FALSE(G.node("untouchable").Instrumentable);
}

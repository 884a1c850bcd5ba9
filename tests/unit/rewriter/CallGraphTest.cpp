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
  bool library(const std::string &Name) { return node(Name).LibraryCalls; }
  Entry from(const std::string &Name) { return node(Name).From; }
  double often(const std::string &Name, const std::string &Callee) {
    const CallGraph::Node &N = node(Name);
    for (size_t I = 0; I != N.Callees.size(); ++I)
      if (Built.Nodes[N.Callees[I]].Function->getNameAsString() == Callee)
        return N.often(I);
    return 0;
  }

  Ast Parsed;
  CallGraph Built;
};

/// Of \p Parsed, with frames of no bytes, where \p Known is known.
CallGraph graphWith(const HeavyExternals &Known, Ast &Parsed) {
  return buildCallGraph(
      Parsed.context(),
      [](const clang::FunctionDecl &) { return FrameEstimate(); },
      [](const clang::FunctionDecl &) { return true; }, nullptr, &Known);
}
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
          "extern \"C\" int puts(const char *); void d() { puts(\"\"); }"
          "void a(char *p, char *q) { memcpy(p, q, 9);"
          " __builtin_memset(p, 0, 9); (void)__builtin_expect(*p, 0); }"
          "extern \"C\" int getaddrinfo(); void b() { getaddrinfo(); }"
          "namespace n { void memcpy(); } void c() { n::memcpy(); }");
  EXPECT_FALSE(G.unknown("a"));
  EXPECT_TRUE(G.unknown("b"));
  EXPECT_TRUE(G.unknown("c"));
  EXPECT_TRUE(G.library("d"));
}

TEST(CallGraph, LibraryFunctionsThatNeedMuchAreCalledBelowACheck) {
  HeavyExternals Known{RewriteOptions()};
  Ast Parsed("extern \"C\" { int snprintf(char *, unsigned long, const char *,"
             " ...); int printf(const char *, ...); }"
             "void a(char *p) { snprintf(p, 1, \"\"); }"
             "void b() { printf(\"\"); }");
  CallGraph Built = graphWith(Known, Parsed);
  ASSERT_EQ(Built.Nodes.size(), 2u);
  EXPECT_FALSE(Built.Nodes[0].UnknownCalls);
  EXPECT_TRUE(Built.Nodes[1].UnknownCalls);
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
  CallGraph Built = graphWith(Known, Parsed);
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
  EXPECT_FALSE(G.unknown("a")); // operator new
  EXPECT_TRUE(G.library("a"));
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

TEST(CallGraph, RuntimeOfTheLanguage) {
  Graph G("void a() { throw 1; } int f(); void b() { static int i = f(); }"
          "struct B { virtual void v(); }; struct D : B {};"
          "D *c(B *b) { return dynamic_cast<D *>(b); }"
          "int f2(); thread_local int t = f2(); int d() { return t; }"
          "void e() { static int i = 5; }");
  for (const char *Name : {"b", "d"}) // its initialiser
    EXPECT_TRUE(G.unknown(Name)) << Name;
  for (const char *Name : {"a", "c", "e"})
    EXPECT_FALSE(G.unknown(Name)) << Name;
  for (const char *Name : {"a", "b", "c"})
    EXPECT_TRUE(G.library(Name)) << Name;
  EXPECT_FALSE(G.library("e"));
}

TEST(CallGraph, TheLibraryCallsWhatOverridesItsFunctions) {
  Graph G("\n# 1 \"library\" 1 3\nnamespace std { struct streambuf {"
          "  virtual int overflow(int); void put(int); }; }"
          "\n# 2 \"a.cpp\" 2\n"
          "struct A : std::streambuf { int overflow(int) override; };"
          "struct B : A { int overflow(int) override { put(1); return 0; } };"
          "struct C { virtual int other() { return 0; } };");
  EXPECT_EQ(G.node("overflow").From, Entry::CalledBack);
  EXPECT_EQ(G.node("other").From, Entry::Exported);
}

TEST(CallGraph, SoDoesAnObjectOfTheLibraryThatIsDeleted) {
  Graph G("\n# 1 \"library\" 1 3\nnamespace std { struct state {"
          "  virtual ~state(); }; }"
          "\n# 2 \"a.cpp\" 2\n"
          "struct Own { virtual ~Own(); };"
          "void a(std::state *s) { delete s; } void b(Own *o) { delete o; }");
  auto OfLibrary = [&](const char *Name) {
    for (const OpenCall &Call : G.node(Name).Open)
      if (Call.What == OpenCall::Virtual)
        return Call.Library;
    ADD_FAILURE() << "no virtual call in " << Name;
    return false;
  };
  EXPECT_TRUE(OfLibrary("a"));
  EXPECT_FALSE(OfLibrary("b"));
}

TEST(CallGraph, LibraryFunctionsCallNothingBack) {
  Graph G(
      "extern \"C\" { void *malloc(unsigned long); double sinf(float);"
      "void qsort(void *, unsigned long, unsigned long, int (*)(const void"
      " *, const void *)); int puts(const char *); }"
      "\n# 1 \"library\" 1 3\n"
      "namespace std { template <class T> struct basic_string { void m(); };"
      "struct stream { stream &put(int); void each(void (*)(int)); };"
      "template <class T> void swap(T &, T &); }"
      "\n# 2 \"a.cpp\" 2\n"
      "namespace std { void sort(); } struct Own {};"
      "extern \"C\" { [[noreturn]] void longjmp(void *, int); void exit(int); }"
      "void a() { malloc(1); sinf(1); longjmp(nullptr, 1); }"
      "void i() { exit(1); }"
      "void b() { std::basic_string<char>().m(); }"
      "void b2(std::stream &s, long l) { s.put(1); std::swap(l, l); }"
      "void c(void *p) { qsort(p, 1, 1, nullptr); }"
      "void d() { puts(\"\"); } void e() { std::sort(); }"
      "void f(std::stream &s) { s.each(nullptr); }"
      "void g(Own o) { std::swap(o, o); }"
      "void h() { std::basic_string<Own>().m(); }");
  for (const char *Name : {"a", "b", "b2", "d"}) {
    EXPECT_TRUE(G.library(Name)) << Name;
    EXPECT_FALSE(G.unknown(Name)) << Name;
  }
  for (const char *Name : {"c", "e", "f", "g", "h", "i"})
    EXPECT_TRUE(G.unknown(Name)) << Name;
}

TEST(CallGraph, WhoCanCallIt) {
  Graph G("void outside() {} static void inside() {} static void taken() {}"
          "inline void shared() {} namespace { void hidden() {} "
          "struct V { virtual void v() {} }; V v; }"
          "void (*p)() = taken;"
          "static void handed() {} void f(void (*)()); void g() { f(handed); }"
          "__attribute__((constructor)) static void first() {}"
          "extern \"C\" void free(void *) {}"
          "int main() { inside(); hidden(); shared(); }");
  for (const char *Name : {"outside", "shared", "g", "v"})
    EXPECT_EQ(G.from(Name), Entry::Exported) << Name;
  for (const char *Name : {"inside", "hidden", "main"})
    EXPECT_EQ(G.from(Name), Entry::Inside) << Name;
  for (const char *Name : {"taken", "handed", "first", "free"})
    EXPECT_EQ(G.from(Name), Entry::CalledBack) << Name;
}

TEST(CallGraph, WhoCanCallALambda) {
  Graph Called("static void f() { [] {}(); }");
  EXPECT_EQ(Called.from("operator()"), Entry::Inside);
  Graph Converted("static void f() { void (*p)() = [] {}; p(); }");
  EXPECT_EQ(Converted.from("operator()"), Entry::CalledBack);
  Graph Generic("static void f() { auto g = [](auto) {}; g(1); }");
  EXPECT_EQ(Generic.from("operator()"), Entry::CalledBack);
}

TEST(CallGraph, WhatIsThrownIsDestroyedByTheRuntime) {
  Graph G("namespace { struct E { ~E() {} }; } void f() { throw E(); }");
  EXPECT_EQ(G.from("~E"), Entry::CalledBack);
}

TEST(CallGraph, AliasesAreNames) {
  Graph G("extern \"C\" { static void f() {} void g() "
          "__attribute__((alias(\"_ZL1fv\"))); static void h() {} }");
  EXPECT_EQ(G.from("h"), Entry::Inside);
  Graph Assembly("static void f() {} __asm__(\".globl x\");");
  EXPECT_EQ(Assembly.from("f"), Entry::CalledBack);
}

TEST(CallGraph, HowOften) {
  Graph G("void a() {} void b() {} void c() {} void d() {} void e() {}"
          "[[noreturn]] void fail() { for (;;) ; }"
          "void f(int n) {"
          "  a();"
          "  for (int i = 0; i < n; ++i) { b(); while (n) c(); }"
          "  if (n) d(); else { fail(); }"
          "  if (__builtin_expect(n, 0)) e();"
          "}");
  EXPECT_EQ(G.often("f", "a"), 1);
  EXPECT_EQ(G.often("f", "b"), 8);
  EXPECT_EQ(G.often("f", "c"), 64);
  EXPECT_GT(G.often("f", "d"), 0.9);
  EXPECT_LT(G.often("f", "e"), 0.1);
  EXPECT_LT(G.often("f", "fail"), 0.1);
}

TEST(CallGraph, BranchesWithColdFunctionsAreRare) {
  Graph G("[[gnu::cold]] int log(int); int log(int n) { return n; }"
          "int a(int n) { if (n) { int i = log(1); return i; } return 0; }"
          "int x() { return 0; } int y() { return 0; }"
          "int b(int n) { if (n) { log(2); x(); } else y(); return 0; }"
          "int c(int n) { return n ? x() : log(n); }"
          "int d(int n) { return n || log(n) || x(); }"
          "int e(int n) { if (n) { if (n > 1) log(n); x(); } return 0; }"
          "int f(int n) { n = log(n); return n; }"
          "[[noreturn]] void fail(); void fail() { for (;;); }"
          "int g(int n) { if (n) fail(); for (;;) fail(); }");
  EXPECT_EQ(G.often("a", "log"), 1.0 / 64);
  EXPECT_EQ(G.often("b", "log"), 1.0 / 64);
  EXPECT_EQ(G.often("b", "x"), 1.0 / 64);
  EXPECT_EQ(G.often("b", "y"), 63.0 / 64);
  EXPECT_EQ(G.often("c", "x"), 63.0 / 64);
  EXPECT_EQ(G.often("d", "log"), 1.0 / 64);
  EXPECT_EQ(G.often("d", "x"), 0.5);
  // Only what each run of a branch calls makes it rare.
  EXPECT_EQ(G.often("e", "x"), 0.5);
  EXPECT_EQ(G.often("e", "log"), 0.5 / 64);
  // Where it is called always, that is known; its own heat is low.
  EXPECT_EQ(G.often("f", "log"), 1);
  // The branch is rare, and not its call once more.
  EXPECT_EQ(G.often("g", "fail"), 1.0 / 64 + 8.0 / 64);
}

TEST(CallGraph, WhatItsAuthorSaysOfItsHeat) {
  Graph G("__attribute__((cold)) void a() {} void b();"
          "[[gnu::hot]] void b(); void b() {} void c() {}");
  EXPECT_EQ(G.node("a").Marked, HeatMark::Cold);
  EXPECT_EQ(G.node("b").Marked, HeatMark::Hot);
  EXPECT_EQ(G.node("c").Marked, HeatMark::None);
}

TEST(CallGraph, WhoCallsSetjmp) {
  Graph G(
      "extern \"C\" int _setjmp(int *); int a(int *p) { return _setjmp(p); }"
      "int b(int *p) { return a(p); }");
  EXPECT_TRUE(G.node("a").CallsSetjmp);
  EXPECT_FALSE(G.node("b").CallsSetjmp);
}

TEST(CallGraph, UnlikelyAndCaught) {
  Graph G("void a() {} void b() {} void c() {} struct E {};"
          "void f(int n) { if (n) [[unlikely]] { a(); }"
          " try { b(); } catch (E) { c(); } }");
  EXPECT_LT(G.often("f", "a"), 0.1);
  EXPECT_EQ(G.often("f", "b"), 1);
  EXPECT_LT(G.often("f", "c"), 0.1);
}

TEST(CallGraph, WhatLeavesTheGraph) {
  Graph G("struct S { virtual void v(); }; void ext();"
          "void f(S &s, int (*p)(const char *) noexcept, void (S::*m)(int)) {"
          " for (;;) { ext(); } s.v(); p(0); (s.*m)(1); throw 1; }");
  const auto &Open = G.node("f").Open;
  ASSERT_EQ(Open.size(), 5u);
  EXPECT_EQ(Open[0].What, OpenCall::External);
  EXPECT_EQ(Open[0].Often, 8);
  EXPECT_EQ(Open[1].What, OpenCall::Virtual);
  EXPECT_EQ(Open[1].Function->getNameAsString(), "v");
  EXPECT_EQ(Open[2].What, OpenCall::Indirect);
  EXPECT_EQ(Open[2].Type, "int (const char *)");
  EXPECT_EQ(Open[3].Type, "member void (int)");
  EXPECT_EQ(Open[4].What, OpenCall::Runtime);
  EXPECT_EQ(Open[4].Type, "__cxa_throw");
}

TEST(CallGraph, CleanupIsACall) {
  Graph G("void c(int *) {} void f() { __attribute__((cleanup(c))) int i; }");
  EXPECT_THAT(G.callees("f"), ElementsAre("c"));
}

TEST(CallGraph, AsksForFramesAndShapes) {
  Graph G("void dynamic() {} void untouchable() {}");
  EXPECT_EQ(G.node("dynamic").FrameBytes, 7u);
  EXPECT_TRUE(G.node("dynamic").Dynamic);
  EXPECT_TRUE(G.node("dynamic").Instrumentable);
  EXPECT_FALSE(G.node("untouchable").Dynamic);
  EXPECT_FALSE(G.node("untouchable").Instrumentable);
}

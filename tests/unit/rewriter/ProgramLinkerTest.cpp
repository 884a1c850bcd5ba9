//===- ProgramLinkerTest.cpp - calls between sources ----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramFixture.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

namespace {

/// With `~` for what is called outside the body.
std::vector<std::string> foreign(const PlannedFunction &F) {
  std::vector<std::string> Names;
  for (const ForeignCall &Call : F.Foreign)
    Names.push_back((Call.OutsideBody ? "~" : "") + Call.To);
  return Names;
}

TEST(CallSummarizerTest, WhatNothingLeadsToIsDropped) {
  Program P({"# 1 \"/usr/include/h.h\" 1 3\n"
             "void put(void (*)(int)), get(void (*)(long));\n"
             "inline void used() { put(0); } inline void unused() { get(0); }\n"
             "static inline void alone() { used(); unused(); }\n"
             "inline void taken() {} void one() {}\n"
             "struct S { virtual void v() {} };\n"
             "# 2 \"a.cc\" 2\n"
             "void (*p)() = taken; inline void own() {} S s;\n"
             "int main() { used(); }"});
  std::vector<std::string> Names;
  for (const SummarizedFunction &F : P.Summaries[0].Functions)
    Names.push_back(F.Name.substr(0, F.Name.find('(')));
  EXPECT_THAT(Names, Not(Contains("alone")));
  EXPECT_THAT(Names, Not(Contains("unused")));
  for (const char *Kept : {"used", "taken", "one", "S::v", "own", "main"})
    EXPECT_THAT(Names, Contains(Kept));
  ASSERT_EQ(P.Summaries[0].HandedOut.size(), 1u);
  EXPECT_THAT(P.Summaries[0].HandedOut[0].Types, ElementsAre("void (int)"));
}

TEST(ProgramLinkerTest, CallsBetweenSources) {
  Program P({"void b(); void a() { b(); }", "void a(); void b() { a(); }"});
  EXPECT_THAT(P.callees("a"), ElementsAre("b"));
  EXPECT_THAT(P.callees("b"), ElementsAre("a"));
  EXPECT_THAT(P.function("a").Foreign, IsEmpty());
}

TEST(ProgramLinkerTest, WhatHasNoBodyIsForeign) {
  Program P({"extern \"C\" { int puts(const char *); void *malloc(unsigned "
             "long); } namespace n { void g(); } void f() { puts(0); n::g(); "
             "malloc(1); throw 1; }"});
  EXPECT_THAT(foreign(P.function("f")),
              ElementsAre("__cxa_throw", "malloc", "n::g", "puts"));
  EXPECT_TRUE(P.node("f").UnknownCalls);
}

TEST(ProgramLinkerTest, ForeignCallsKnowWhetherTheyAreInTheBody) {
  Program P({"int x(int); int y(int); struct M { ~M(); };"
             "struct S { int n; M m; S(); ~S(); };"
             "S::S() : n(x(1) + y(2)) { y(3); } S::~S() { x(4); }"
             "int main() { S s; }"});
  EXPECT_THAT(foreign(P.function("S::S")),
              ElementsAre("M::~M", "~x", "y", "~y"));
  EXPECT_THAT(foreign(P.function("S::~S")), ElementsAre("~M::~M", "x"));
  // A virtual function of another source, and a call through a pointer.
  Program Q({"struct B { virtual int v(); }; extern B &b; extern int (*p)();"
             "struct S { int n, m; S(); }; S::S() : n(b.v()), m(p()) {}"});
  EXPECT_THAT(foreign(Q.function("S::S")), ElementsAre("~*int ()", "~B::v"));
}

TEST(ProgramLinkerTest, FunctionsOfOneSourceHaveItsName) {
  Program P({"static void s() {} void a() { s(); }",
             "static void s() {} void b() { s(); }"});
  EXPECT_EQ(P.function("s").Key.find("@0.cc") == std::string::npos, false);
  EXPECT_EQ(P.function("a").Calls.front().To, "_ZL1sv@0.cc");
  EXPECT_EQ(P.function("b").Calls.front().To, "_ZL1sv@1.cc");
}

TEST(ProgramLinkerTest, InlineFunctionsAreOne) {
  const char *Shared = "void x(); void y(); inline void i() { x(); }";
  Program P({std::string(Shared) + "void a() { i(); } void x() {}",
             std::string(Shared) + "void b() { i(); }"});
  EXPECT_THAT(P.callees("i"), ElementsAre("x"));
  EXPECT_THAT(P.function("i").Foreign, IsEmpty());
}

TEST(ProgramLinkerTest, VirtualCallsReachWhatOverrides) {
  const char *Base = "struct B { virtual void v(); virtual ~B(); };";
  Program P({std::string(Base) + "void B::v() {} B::~B() {}"
                                 "int main() {} void f(B &b) { b.v(); }",
             std::string(Base) + "struct D : B { void v() override; ~D(); };"
                                 "void D::v() {} D::~D() {}"
                                 "void g(D &d) { d.v(); }"});
  EXPECT_THAT(P.callees("f"), UnorderedElementsAre("B::v", "D::v"));
  EXPECT_THAT(P.callees("g"), ElementsAre("D::v"));
  EXPECT_THAT(P.function("f").Foreign, IsEmpty());
  EXPECT_EQ(P.function("f").Calls.front().How, CallKind::Virtual);
}

TEST(ProgramLinkerTest, APointerToAVirtualMemberReachesWhatOverrides) {
  Program P({"struct B { virtual void v(int) = 0; }; int main() {}"
             "void f(B &b, void (B::*m)(int)) { (b.*m)(1); }"
             "void g(B &b) { f(b, &B::v); }",
             "struct B { virtual void v(int) = 0; };"
             "struct D : B { void v(int) override {} }; D d;"});
  EXPECT_THAT(P.callees("f"), ElementsAre("D::v"));
}

TEST(ProgramLinkerTest, AClassOfTheSystemHasOtherOverridersElsewhere) {
  const char *Base = "# 1 \"sys.h\" 1 3\nstruct B { virtual void v(); };\n"
                     "# 2 \"main.cc\" 2\n";
  Program P({std::string(Base) +
             "struct D : B { void v() override {} };"
             "int main() { D d; } void f(B &b) { b.v(); }"});
  EXPECT_THAT(P.callees("f"), ElementsAre("D::v"));
  EXPECT_THAT(foreign(P.function("f")), ElementsAre("B::v"));
}

TEST(ProgramLinkerTest, OverloadsOfAForeignNameCountAsTheWorst) {
  for (const char *Order : {"n::f(1); n::f(2.0);", "n::f(2.0); n::f(1);"}) {
    Program P({std::string("namespace n { void f(int); void f(double); }"
                           "int main() { ") +
               Order + " }"});
    for (CallSummary &Unit : P.Summaries)
      for (SummarizedFunction &F : Unit.Functions)
        for (SummarizedCall &Call : F.Calls) {
          Call.Library = Call.To == "_ZN1n1fEi";
          Call.Bytes = Call.Library ? 100 : 70000;
        }
    ProgramPlan Plan = P.plan();
    ASSERT_THAT(Plan.Foreign, testing::SizeIs(1));
    EXPECT_TRUE(Plan.Foreign[0].CallsBack);
    EXPECT_EQ(Plan.Foreign[0].Bytes, 70000u);
  }
}

TEST(ProgramLinkerTest, CallsThroughPointersReachWhatHasTheType) {
  Program P({"int main() {} void a(int) {} void b(int) {} void c(long) {}"
             "void d(int) {} void (*p)(int) = a;",
             "void b(int); void (*q)(int) = b; void c(long);"
             "void (*r)(long) = c; void f(void (*x)(int)) { x(1); }"});
  EXPECT_THAT(P.callees("f"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(P.function("f").Foreign, IsEmpty());
  EXPECT_EQ(P.function("f").Calls.front().How, CallKind::Indirect);
}

TEST(ProgramLinkerTest, AConvertedFunctionHasBothTypes) {
  Program P({"int main() {} void a(char *) {}"
             "void (*p)(void *) = (void (*)(void *))a;"
             "void f(void (*x)(void *)) { x(0); }"});
  EXPECT_THAT(P.callees("f"), ElementsAre("a"));
}

TEST(ProgramLinkerTest, AConvertedPointerMayBeWhatItWasBefore) {
  Program P({"int main() {} void a(char *) {} void (*p)(char *) = a;"
             "void b(long) {} void (*q)(long) = b;"
             "void f() { ((void (*)(int))p)(1); }"});
  EXPECT_THAT(P.callees("f"), ElementsAre("a"));
}

TEST(ProgramLinkerTest, ConversionsOfSeveralSourcesAddUp) {
  Program P({"int main() {} void a(char *) {} void (*p)(char *) = a;"
             "void b(float) {} void (*r)(float) = b;",
             "using I = void (*)(int); I i(void (*x)(long)) { return (I)x; }"
             "void f(I x) { x(1); }",
             "using L = void (*)(long); L l(void (*x)(char *)) { return (L)x; }"
             "void (*c(L x))(char *) { return (void (*)(char *))x; }"});
  EXPECT_THAT(P.callees("f"), ElementsAre("a"));
}

TEST(ProgramLinkerTest, WhatWasHiddenIsCalledByWhatIsTakenFromThere) {
  Program P({"int main() {} void a(char *) {} void *v = (void *)a;"
             "void b(long) {} void (*q)(long) = b;"
             "void c(float) {} unsigned long n = (unsigned long)c;"
             "void f() { ((void (*)(int))v)(1); }"});
  EXPECT_THAT(P.callees("f"), UnorderedElementsAre("a", "c"));
  EXPECT_THAT(foreign(P.function("f")), ElementsAre("*void (int)"));
}

TEST(ProgramLinkerTest, MemberFunctionsAreOfTheirOwnKind) {
  Program P({"struct S { void m(int) {} static void s(int) {} }; int main() {}"
             "void (S::*p)(int) = &S::m; void (*q)(int) = S::s;"
             "void (*l)(int) = [](int) {};"
             "void f(void (*x)(int)) { x(1); }"
             "void g(S &s, void (S::*x)(int)) { (s.*x)(1); }"});
  // A lambda has no name here; it is called by way of its invoker, too.
  EXPECT_THAT(P.callees("f"), UnorderedElementsAre("S::s", "", ""));
  EXPECT_THAT(P.callees("g"), UnorderedElementsAre("S::m", ""));
}

TEST(ProgramLinkerTest, TheDestructorOfAScalarCallsNothing) {
  Program P({"int main() {} void a() {} void (*p)() = a;"
             "template <class T> void kill(T *p) { p->~T(); }"
             "void f(int *p) { kill(p); }"});
  EXPECT_THAT(P.callees("kill<int>"), IsEmpty());
  EXPECT_FALSE(P.node("kill<int>").UnknownCalls);
}

TEST(ProgramLinkerTest, ANumberIsNoFunction) {
  Program P({"int main() {} typedef void (*H)(int); enum { Default };"
             "void a(char *) {} void *v = (void *)a; void h(int) {}"
             "H Ignore = (H)1, Other = (H)Default; H own = h;"
             "void f(H x) { if (x != (H)-1) x(1); }"});
  EXPECT_THAT(P.callees("f"), ElementsAre("h"));
  EXPECT_THAT(P.function("f").Foreign, IsEmpty());
}

TEST(ProgramLinkerTest, WithoutAPrototypeInC) {
  Program P({"int main() { return 0; } void a(int i) {} void (*p)() = a;"
             "long b(int i) { return 0; } long (*q)(int) = b;"
             "void f(void) { p(1); } long g(long (*x)(int)) { return x(1); }"},
            "gnu99");
  EXPECT_THAT(P.callees("f"), ElementsAre("a"));
  EXPECT_THAT(P.callees("g"), ElementsAre("b"));
}

TEST(ProgramLinkerTest, OneWithoutAPrototypeStandsForOthers) {
  // Two sources may declare one variable so and so.
  Program P({"int main() { return 0; } void a(int i) {} void (*p)(int) = a;",
             "extern void (*p)(); void f(void) { p(1); }"
             "void (*h(void))(long) { return (void (*)(long))p; }",
             "void g(void (*x)(long)) { x(1); }"},
            "gnu99");
  EXPECT_THAT(P.callees("f"), ElementsAre("a"));
  EXPECT_THAT(P.callees("g"), ElementsAre("a"));
}

TEST(ProgramLinkerTest, AFunctionWithoutAPrototypeIsReachedByAnyCall) {
  Program P({"int main() { return 0; } void a() {} void (*p)() = a;"
             "void f(void (*x)(float)) { x(1); }"},
            "gnu99");
  EXPECT_THAT(P.callees("f"), ElementsAre("a"));
}

TEST(ProgramLinkerTest, ForeignCodeCallsWhatItIsHanded) {
  const char *Qsort = "extern \"C\" void qsort(void *, unsigned long, unsigned "
                      "long, int (*)(const void *, const void *));";
  Program P({std::string(Qsort) +
             "int main() {} int by(const void *, const void *) { return 0; }"
             "int own(int) { return 0; } int (*p)(int) = own;"
             "void f(void *v) { qsort(v, 1, 1, by); }"});
  EXPECT_EQ(P.from("by"), Entry::CalledBack);
  EXPECT_EQ(P.from("own"), Entry::Inside);
  EXPECT_EQ(P.from("f"), Entry::Inside);
}

TEST(ProgramLinkerTest, AlsoByAPointerOfAnotherType) {
  Program P({"extern \"C\" void qsort(void *, unsigned long, unsigned long, "
             "int (*)(const void *, const void *)); using C = int (*)(long *, "
             "long *); int main() {} int by(long *, long *) { return 0; }"
             "void f(void *v, C c) { qsort(v, 1, 1, "
             "(int (*)(const void *, const void *))c); } C p = by;"});
  EXPECT_EQ(P.from("by"), Entry::CalledBack);
}

TEST(ProgramLinkerTest, AlsoAsAPlainAddressByAPointer) {
  Program P({"void put(void *); void keep(void *p) {} void *kept;"
             "void a(long x) {} void (*p)(long) = a;"
             "void b(float x) {} void (*q)(float) = b;"
             "void f(void (*x)(int)) { x(1); }"
             "int main() { put((void *)p); keep((void *)q);"
             "f((void (*)(int))kept); return 0; }"},
            "gnu99");
  EXPECT_EQ(P.from("a"), Entry::CalledBack);
  EXPECT_EQ(P.from("b"), Entry::Inside);
  EXPECT_THAT(P.callees("f"), ElementsAre("a", "b"));
}

TEST(ProgramLinkerTest, AVariableOfTheProgramIsNotForeign) {
  Program P({"int main() { return 0; } void (*named)(short);"
             "void a(short x) {} void (*p)(short) = a;",
             "extern void (*named)(short), (*other)(short);"
             "void f(void (*x)(short)) { named = other = x; }",
             "void (*other)(short) = 0;"},
            "gnu99");
  EXPECT_EQ(P.from("a"), Entry::Inside);
}

TEST(ProgramLinkerTest, ByAMemberOfAStructOrAVariable) {
  Program P({"struct ops { int (*go)(float); struct ops *next; };"
             "void set(const struct ops *); extern void (*hook)(short);"
             "int go(float x) { return 0; } void hooked(short x) {}"
             "int own(double x) { return 0; } int (*p)(double) = own;"
             "int main() { struct ops o; o.go = go; set(&o); hook = hooked;"
             " return 0; }"},
            "gnu99");
  EXPECT_EQ(P.from("go"), Entry::CalledBack);
  EXPECT_EQ(P.from("hooked"), Entry::CalledBack);
  EXPECT_EQ(P.from("own"), Entry::Inside);
}

TEST(ProgramLinkerTest, ByAVariadicArgumentAndAsAPlainAddress) {
  Program P({"void set(int, ...); void put(void *);"
             "void a(int x) {} void b(long x) {}"
             "int main() { set(1, a); put((void *)b); return 0; }"},
            "gnu99");
  EXPECT_EQ(P.from("a"), Entry::CalledBack);
  EXPECT_EQ(P.from("b"), Entry::CalledBack);
}

TEST(ProgramLinkerTest, ByAClassThatItKnows) {
  Program P({"struct Listener { virtual void on() = 0; }; struct Own { virtual "
             "void go() = 0; }; void listen(Listener *);"
             "struct L : Listener { void on() override {} };"
             "struct O : Own { void go() override {} };"
             "int main() { L l; O o; listen(&l); }"});
  EXPECT_EQ(P.from("L::on"), Entry::CalledBack);
  EXPECT_EQ(P.from("O::go"), Entry::Inside);
}

TEST(ProgramLinkerTest, ALibraryIsCalledByOthers) {
  Program P({"void f() {} static void s() {} static void t() {}"
             "void (*p)() = t; void g(void (*x)(int)) { x(1); s(); }"});
  EXPECT_EQ(P.from("f"), Entry::Exported);
  EXPECT_EQ(P.from("s"), Entry::Inside);
  EXPECT_EQ(P.from("t"), Entry::CalledBack);
  EXPECT_THAT(foreign(P.function("g")), ElementsAre("*void (int)"));
}

TEST(ProgramLinkerTest, Paths) {
  EXPECT_EQ(relativePath("/p/src/a.c", "/p"), "src/a.c");
  EXPECT_EQ(relativePath("/p/src/a.c", "/p/build"), "../src/a.c");
  EXPECT_EQ(relativePath("/usr/x.h", "/p/build"), "../../usr/x.h");
  EXPECT_EQ(relativeKey("f@/p/a.c", "/p"), "f@a.c");
  EXPECT_EQ(relativeKey("f@VERSION", "/p"), "f@VERSION");
}

} // namespace

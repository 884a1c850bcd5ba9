//===- ProgramPlannerTest.cpp - checks of a whole program -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanDecisions.h"
#include "ProgramFixture.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

TEST(ProgramPlannerTest, OneCheckForACycleOfTwoSources) {
  ProgramPlan Plan = Program({"void b(); void a() { for (;;) b(); } int main() "
                              "{ a(); }",
                              "void a(); void b() { a(); }"})
                         .plan();
  EXPECT_TRUE(Program::at(Plan.Functions, "a").Check); // the colder
  EXPECT_EQ(Program::at(Plan.Functions, "a").Why, PlacedFor::Cycle);
  EXPECT_FALSE(Program::at(Plan.Functions, "b").Check);
  ASSERT_EQ(Plan.Cycles.size(), 1u);
  EXPECT_THAT(Plan.Cycles[0].Functions, ElementsAre("_Z1av", "_Z1bv"));
  EXPECT_THAT(Plan.Cycles[0].Uncovered, IsEmpty());
}

TEST(ProgramPlannerTest, APathOfManySourcesFitsTheBudget) {
  std::vector<std::string> Sources{"void f0() {} int main() { void f9(); f9(); "
                                   "}"};
  for (int I = 1; I != 10; ++I)
    Sources.push_back("void f" + std::to_string(I - 1) + "(); void f" +
                      std::to_string(I) + "() { f" + std::to_string(I - 1) +
                      "(); }");
  ProgramPlan Plan = Program(Sources).plan(450);
  unsigned Checked = 0;
  for (const PlannedFunction &F : Plan.Functions)
    Checked += F.Check;
  EXPECT_EQ(Checked, 2u);
  EXPECT_EQ(Program::at(Plan.Functions, "f4").Why, PlacedFor::Budget);
}

TEST(ProgramPlannerTest, ACycleThroughForeignCode) {
  ProgramPlan Plan =
      Program({"extern \"C\" void qsort(void *, unsigned long, unsigned long, "
               "int (*)(const void *, const void *)); void f(void *v);"
               "int by(const void *, const void *) { f(nullptr); return 0; }"
               "void f(void *v) { qsort(v, 1, 1, by); }"
               "int main() { f(nullptr); }"})
          .plan();
  EXPECT_EQ(Program::at(Plan.Functions, "by").Why, PlacedFor::CalledBack);
  EXPECT_FALSE(Program::at(Plan.Functions, "f").Check);
}

TEST(ProgramPlannerTest, ACycleThatNothingCovers) {
  ProgramPlan Plan =
      Program({"void f(int, ...) { f(1); } int main() { f(1); }"}).plan();
  ASSERT_EQ(Plan.Cycles.size(), 1u);
  EXPECT_THAT(Plan.Cycles[0].Uncovered, ElementsAre("_Z1fiz"));
  EXPECT_THAT(Plan.Cycles[0].WayOut, HasSubstr("f(int): variadic"));
  EXPECT_EQ(Program::at(Plan.Functions, "f").Why, PlacedFor::Uncheckable);
}

TEST(ProgramPlannerTest, WhoCallsForeignCodeThatNeedsMuchAsksForIt) {
  ProgramPlan Plan =
      Program({"void g(); void f() { f(); g(); } int main() { f(); }",
               "extern \"C\" int getaddrinfo(); void g() { getaddrinfo(); }"})
          .plan();
  EXPECT_EQ(Program::at(Plan.Functions, "g").Why, PlacedFor::ForeignNeed);
  EXPECT_EQ(Program::at(Plan.Functions, "g").External.Name, "getaddrinfo");
  EXPECT_GT(Program::at(Plan.Functions, "g").External.Bytes, 16000u);
  EXPECT_EQ(Program::at(Plan.Functions, "f").External.Bytes, 0u);
  ASSERT_THAT(Plan.Foreign, testing::SizeIs(1));
  EXPECT_EQ(Plan.Foreign[0].Source, "table");
}

TEST(ProgramPlannerTest, AlsoWhereNobodyCallsIt) {
  ProgramPlan Plan =
      Program({"extern \"C\" int getaddrinfo(); void g(int, ...) { "
               "getaddrinfo(); } void f() { g(1); } void h() {} int main() {}"})
          .plan();
  EXPECT_EQ(Program::at(Plan.Functions, "f").Why, PlacedFor::ForeignNeed);
  EXPECT_EQ(Program::at(Plan.Functions, "f").External.Name, "getaddrinfo");
  EXPECT_FALSE(Program::at(Plan.Functions, "g").Check);
  EXPECT_FALSE(Program::at(Plan.Functions, "h").Check);
}

TEST(ProgramPlannerTest, OrItsCallerInAnotherSource) {
  ProgramPlan Plan =
      Program({"void g(int, ...); void f() { f(); g(1); } int main() { f(); }",
               "extern \"C\" int getaddrinfo();"
               "void g(int, ...) { getaddrinfo(); }"})
          .plan();
  EXPECT_EQ(Program::at(Plan.Functions, "f").External.Name, "getaddrinfo");
  EXPECT_GT(Program::at(Plan.Functions, "f").External.Bytes, 16000u);
}

TEST(ProgramPlannerTest, BehindACheckInACycleAllFramesCount) {
  // f0 is the cycle's check; the way from it to fprintf has three frames.
  ProgramPlan Plan =
      Program(
          {"struct FILE; extern \"C\" int fprintf(FILE *, const char *, ...);"
           "void f0(FILE *f); void f3(FILE *f) { fprintf(f, \"\"); f0(f); }"
           "void f2(FILE *f) { for (;;) f3(f); }"
           "void f1(FILE *f) { for (;;) f2(f); }"
           "void f0(FILE *f) { for (;;) f1(f); }"
           "int main() { f0(nullptr); }"})
          .plan();
  EXPECT_TRUE(Program::at(Plan.Functions, "f0").Check);
  EXPECT_EQ(Program::at(Plan.Functions, "f0").External.Bytes, 300u);
}

bool callsBack(const ProgramPlan &Plan, const std::string &Name) {
  for (const ForeignFunction &F : Plan.Foreign)
    if (F.Name == Name)
      return F.CallsBack;
  ADD_FAILURE() << "no foreign function " << Name;
  return false;
}

TEST(ProgramPlannerTest, TheLibraryCallsWhatOverridesItsFunctions) {
  Program P(
      {"\n# 1 \"library\" 1 3\nnamespace std { struct streambuf {"
       "  virtual int overflow(int); void put(int); }; }\n# 2 \"0.cc\" 2\n"
       "struct A : std::streambuf { int overflow(int) override; };"
       "int A::overflow(int c) { put(c); return 0; }"
       "int main() { A a; a.put(1); }"});
  EXPECT_EQ(P.from("A::overflow"), Entry::CalledBack);
  EXPECT_EQ(Program::at(P.plan().Functions, "A::overflow").Why,
            PlacedFor::CalledBack);
}

TEST(ProgramPlannerTest, StreamsCallBackWhereTheProgramMakesSome) {
  const char *Prints = "extern \"C\" int puts(const char *);"
                       "int main() { puts(\"\"); }";
  EXPECT_FALSE(callsBack(Program({Prints}).plan(), "puts"));
  for (const char *Makes :
       {"extern \"C\" void fopencookie(); void f() { fopencookie(); }",
        "extern \"C\" void register_printf_specifier();"
        "void (*f)() = register_printf_specifier;"})
    EXPECT_TRUE(callsBack(Program({Prints, Makes}).plan(), "puts")) << Makes;
  EXPECT_TRUE(callsBack(
      Program({"namespace own { int puts(int); } int main() { own::puts(1); }"})
          .plan(),
      "own::puts"));
}

ProgramPlan planned(const Program &Of, std::vector<RecursionDepth> Depths) {
  PlanRules Rules;
  Rules.Root = "/p";
  Rules.Depths = std::move(Depths);
  return Of.plan(Rules);
}

TEST(ProgramPlannerTest, RecursionOfAGivenDepthIsNoCycle) {
  Program Both({"void f(int, ...) { f(1); } void g(int, ...) { g(1); }"
                "int main() { f(1); g(1); }"});
  ProgramPlan Plan = planned(Both, {{"f", 100}});
  ASSERT_EQ(Plan.Cycles.size(), 1u);
  EXPECT_THAT(Plan.Cycles[0].Functions, ElementsAre("_Z1giz"));
  EXPECT_THAT(Plan.Cycles[0].WayOut, HasSubstr("--max-recursion-depth"));
  EXPECT_EQ(Program::at(Plan.Functions, "f").Depth, 100u);
  EXPECT_EQ(Program::at(Plan.Functions, "main").Depth, 0u);
  Plan = planned(Both, {{"*", 100}, {"f", 100000}});
  EXPECT_THAT(Plan.Cycles, IsEmpty());
  EXPECT_EQ(Program::at(Plan.Functions, "g").Depth, 100u);
  EXPECT_EQ(Program::at(Plan.Functions, "f").Depth, 100000u); // the last one
}

TEST(ProgramPlannerTest, WhoCallsRecursionOfAGivenDepthAsksForIt) {
  ProgramPlan Plan =
      planned(Program({"void f(int, ...) { f(1); } void h() { h(); f(1); }"
                       "int main() { h(); }"}),
              {{"f", 10000}});
  const PlannedFunction &H = Program::at(Plan.Functions, "h");
  EXPECT_TRUE(H.Check);
  EXPECT_EQ(H.External.Name, "f(int)");
  EXPECT_GE(H.External.Bytes + 49152,
            10000 * Program::at(Plan.Functions, "f").Frame.Bytes);
}

TEST(RecursionDepthTest, NamesWithAndWithoutParameters) {
  auto Is = [](const char *Glob, const char *Name) {
    return RecursionDepth{Glob, 1}.isOf(Name);
  };
  EXPECT_TRUE(Is("f", "f(int)"));
  EXPECT_TRUE(Is("f(int)", "f(int)"));
  EXPECT_FALSE(Is("f(long)", "f(int)"));
  EXPECT_TRUE(Is("A::*", "A::get(void (*)(int)) const"));
  EXPECT_TRUE(Is("A::get", "A::get(void (*)(int)) const"));
  EXPECT_TRUE(Is("A::operator()", "A::operator()(int)"));
  EXPECT_TRUE(Is("(anonymous namespace)::f", "(anonymous namespace)::f()"));
  EXPECT_FALSE(Is("f", "g(int)"));
  EXPECT_TRUE(Is("main", "main"));
}

/// std::_Rb_tree::_M_erase, and what it destroys.
std::string treeOf(const char *Value) {
  return "\n# 1 \"map\" 1 3\nnamespace std { template <class T> struct "
         "_Rb_tree {"
         "  void _M_erase(T *t) { if (t) { _M_erase(t - 1); t->~T(); } }"
         "}; }\n# 2 \"0.cc\" 2\n" +
         std::string(Value) +
         "int main() { std::_Rb_tree<V>()._M_erase(nullptr); }";
}

TEST(ProgramPlannerTest, ATreeIsNotDeepByItself) {
  EXPECT_THAT(Program({treeOf("struct V {};")}).plan().Cycles, IsEmpty());
}

TEST(ProgramPlannerTest, ATreeOfTreesIs) {
  ProgramPlan Plan = Program({treeOf("struct V { std::_Rb_tree<V> *Below;"
                                     "~V() { Below->_M_erase(this); } };")})
                         .plan();
  ASSERT_EQ(Plan.Cycles.size(), 1u);
  EXPECT_THAT(Plan.Cycles[0].Uncovered, IsEmpty());
  EXPECT_TRUE(Program::at(Plan.Functions, "V::~V").Check);
}

TEST(ProgramPlannerTest, AlgorithmsOfTheLibraryAreNotDeep) {
  auto Cycles = [](const std::string &Name) {
    return Program(
               {"\n# 1 \"algorithm\" 1 3\nnamespace std { template <class T> "
                "void " +
                Name + "(T *t) { if (t) " + Name +
                "(t - 1); } }\n# 2 \"0.cc\" 2\n"
                "int main() { std::" +
                Name + "<int>(nullptr); }"})
        .plan()
        .Cycles.size();
  };
  for (const char *Name :
       {"__introsort_loop", "__introsort", "__inplace_stable_sort",
        "__stable_sort_adaptive", "__stable_sort_adaptive_resize",
        "__merge_without_buffer", "__merge_adaptive", "__merge_adaptive_resize",
        "__inplace_merge"})
    EXPECT_EQ(Cycles(Name), 0u) << Name;
  EXPECT_EQ(Cycles("__any_other"), 1u);
}

TEST(ProgramPlannerTest, NorIsWhatDrawsSeveralNumbersForOne) {
  EXPECT_THAT(
      Program(
          {"\n# 1 \"random\" 1 3\nnamespace std { template <class T> struct "
           "uniform_int_distribution { template <class G> T operator()(G &g,"
           " T n) { return n ? (*this)(g, n / 2) : g(); } }; }\n"
           "# 2 \"0.cc\" 2\nint draw() { return 1; } int main() { "
           "std::uniform_int_distribution<int>()(draw, 9); }"})
          .plan()
          .Cycles,
      IsEmpty());
}

TEST(ProgramPlannerTest, ItsAuthorSaysWhatIsCold) {
  auto Checked = [](const std::string &Mark) {
    Program P({Mark + "void b(); void a() { b(); }",
               Mark + "void a(); void b() { a(); } int main() { a(); b(); }"});
    ProgramPlan Plan = P.plan();
    std::string Names;
    for (const PlannedFunction &F : Plan.Functions)
      if (F.Check)
        Names += F.Name;
    return Names;
  };
  EXPECT_EQ(Checked("[[gnu::cold]] void a();"), "a()");
  EXPECT_EQ(Checked("[[gnu::cold]] void b();"), "b()");
  EXPECT_EQ(Checked("[[gnu::hot]] void a();"), "b()");
  EXPECT_EQ(Checked("__attribute__((hot)) void b();"), "a()");
}

TEST(ProgramPlannerTest, AProfileSaysWhatIsCold) {
  Program P({"static void b(); void a() { b(); } static void b() { a(); }"
             "int main() { a(); }"});
  EXPECT_FALSE(Program::at(P.plan().Functions, "b").Check);
  PlanRules Rules;
  Rules.Root = "/p";
  Rules.Counts = {{"_Z1av", 1000}, {"_ZL1bv@0.cc", 10}, {"main", 1}};
  ProgramPlan Plan = P.plan(Rules);
  EXPECT_TRUE(Program::at(Plan.Functions, "b").Check);
  EXPECT_FALSE(Program::at(Plan.Functions, "a").Check);
  EXPECT_EQ(Program::at(Plan.Functions, "a").Heat, 1000);
}

TEST(ProgramPlannerTest, WhatAProofHasFoundMissingIsAskedForAgain) {
  Program P({"void f(int n) { if (n) f(n - 1); } int main() { f(1); }"});
  ProgramPlan Before = P.plan();
  for (PlannedFunction &F : Before.Functions)
    if (F.Check)
      F.Ask = 640;
  ProgramPlan Plan = P.plan(4096, &Before);
  EXPECT_EQ(Program::at(Plan.Functions, "f").External.Bytes, 640u);
  EXPECT_EQ(Program::at(Plan.Functions, "f").Ask, 640u);
  for (PlannedFunction &F : Before.Functions)
    F.Digest = "other";
  Plan = P.plan(4096, &Before);
  EXPECT_EQ(Program::at(Plan.Functions, "f").External.Bytes, 0u);
}

TEST(ProgramPlannerTest, FramesOfAnEarlierPlanAreTakenOver) {
  Program P({"void f() {} int main() { f(); }"});
  ProgramPlan Before = P.plan();
  for (PlannedFunction &F : Before.Functions)
    F.RealBytes = F.Name == "f()" ? 5000 : 8;
  ProgramPlan Plan = P.plan(4096, &Before);
  EXPECT_EQ(Program::at(Plan.Functions, "f").RealBytes, 5000u);
  EXPECT_EQ(Program::at(Plan.Functions, "f").Why, PlacedFor::LargeFrame);
  for (PlannedFunction &F : Before.Functions)
    F.Digest = "other";
  Plan = P.plan(4096, &Before);
  EXPECT_FALSE(Program::at(Plan.Functions, "f").RealBytes);
  EXPECT_FALSE(Program::at(Plan.Functions, "f").Check);
}

// -- Using a plan later.

bool found(const Program &Then, const Program &Now) {
  ProgramPlan Plan = Then.plan();
  PlanDecisions Decisions(
      [&](const std::string &Key) -> std::optional<PlannedFunction> {
        for (const PlannedFunction &F : Plan.Functions)
          if (F.Key == Key)
            return F;
        return std::nullopt;
      },
      "/p");
  return Decisions.find(Now.Summaries[0].Functions.front());
}

TEST(PlanDecisionsTest, WhatDoesNotMatterMayChange) {
  Program Then({"void g(); void f(int a) { g(); }"});
  EXPECT_TRUE(found(Then, Program({"void g(); // new\n\n"
                                   "void f(int b) { if (b) g(); g(); }"})));
}

TEST(PlanDecisionsTest, OtherCallsAreAChange) {
  Program Then({"void g(); void h(); void f() { g(); }"});
  EXPECT_FALSE(found(Then, Program({"void g(); void h(); void f() { h(); }"})));
  EXPECT_FALSE(
      found(Then, Program({"void g(); void h(); void f() { g(); h(); }"})));
  EXPECT_FALSE(found(Then, Program({"void f2() {}"})));
}

TEST(PlanDecisionsTest, TakingTheAddressIsAChange) {
  Program Then({"void f() {}"});
  EXPECT_FALSE(found(Then, Program({"void f() {} void (*p)() = f;"})));
}

} // namespace

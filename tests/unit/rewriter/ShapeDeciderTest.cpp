//===- ShapeDeciderTest.cpp - retry, outline, or why not
//-------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShapeDecider.h"
#include "AstTest.h"
#include "clang/Basic/SourceManager.h"

using namespace segstack;

namespace {

/// What is decided about the function \p Name of \p Code.
CheckPlan decide(const std::string &Code, const std::string &Name,
                 const std::string &Standard = "c++20",
                 Shape AtMost = Shape::Retry, uint64_t Frame = 64,
                 bool Open = false) {
  Ast Unit(Code, Standard);
  FoundFunctions Found = findFunctions(Unit.context());
  for (Candidate &C : Found.Candidates) {
    if (C.Pattern->getQualifiedNameAsString() != Name &&
        C.Pattern->getNameAsString() != Name)
      continue;
    C.Open = Open;
    BodyFacts Facts = gatherBodyFacts(*C.Pattern);
    EditableRange Range =
        findEditableRange(*C.Pattern, Unit.context().getSourceManager());
    ShapeQuestion Question{C, Facts, Range, Code, FrameEstimate{Frame}};
    Question.AtMost = AtMost;
    Question.AtMostWhy = Reason::RetryReachesOther;
    return decideShape(Question, Found, Unit.context());
  }
  ADD_FAILURE() << "no " << Name;
  return {};
}

std::string captures(const CheckPlan &Plan) {
  std::string Text;
  for (const Capture &C : Plan.Captures)
    Text +=
        (Text.empty() ? "" : ", ") + (C.ByReference ? "&" + C.Name : C.Name);
  return Text;
}

void expectNone(const std::string &Code, const std::string &Name, Reason Why,
                const std::string &Standard = "c++20") {
  CheckPlan Plan = decide(Code, Name, Standard);
  EXPECT_EQ(Plan.How, Shape::None) << Code;
  EXPECT_STREQ(reasonName(Plan.Why), reasonName(Why)) << Code;
}

void expectOutline(const std::string &Code, const std::string &Name, Reason Why,
                   const std::string &Specifiers) {
  CheckPlan Plan = decide(Code, Name);
  EXPECT_EQ(Plan.How, Shape::Outline) << Code;
  EXPECT_STREQ(reasonName(Plan.Why), reasonName(Why)) << Code;
  EXPECT_EQ(Plan.Specifiers, Specifiers) << Code;
}

TEST(ShapeDecider, AFunctionIsRetried) {
  CheckPlan Plan = decide("int f(int n, int &r) { return n + r; }", "f");
  EXPECT_EQ(Plan.How, Shape::Retry);
  EXPECT_EQ(Plan.Call, "f(n, r)");
  EXPECT_EQ(captures(Plan), "n, &r");
}

TEST(ShapeDecider, InCTheFunctionIsNamedAndItsArguments) {
  CheckPlan Plan = decide("int f(int n, long *p) { return n; }", "f", "c11");
  EXPECT_EQ(Plan.How, Shape::Retry);
  EXPECT_EQ(Plan.Callee, "f");
  EXPECT_EQ(Plan.Call, "n, p");
  EXPECT_EQ(Plan.StackBytes, 0u);
  Plan = decide("struct s { long a[3]; }; int f(int n, struct s s) { return n; "
                "}",
                "f", "c89");
  EXPECT_EQ(Plan.StackBytes, 32u);
  Plan = decide("#define f(x) g(x)\nint (f)(int n) { return n; }", "f", "c11");
  EXPECT_EQ(Plan.Callee, "(f)");
}

TEST(ShapeDecider, InCNothingIsOutlined) {
  auto Expect = [](const std::string &Code, Reason Why) {
    expectNone(Code, "f", Why, "gnu17");
  };
  Expect("__attribute__((weak)) int f(int n) { return n; }", Reason::Weak);
  Expect("__attribute__((deprecated)) int f(int n) { return n; }",
         Reason::Deprecated);
  Expect("inline int f(int n) { return n; }", Reason::InlineDefinition);
  Expect("int f(int f) { return f; }", Reason::CannotBeNamed);
  Expect("__attribute__((ms_abi)) int f(int n) { return n; }",
         Reason::CallingConvention);
  Expect("int f(int n, int a[][n++]) { return n; }", Reason::ChangesParameter);
  Expect("typedef int v __attribute__((vector_size(32)));"
         "int f(v a) { return a[0]; }",
         Reason::NotPassedOn);
  Expect("int f(int n) { __label__ l; l: return n; }", Reason::LocalLabels);
  EXPECT_EQ(
      decide("int f(int n) { return n; }", "f", "c11", Shape::Retry, 5000).How,
      Shape::Retry);
  EXPECT_EQ(
      decide("int f(int n) { return n; }", "f", "c11", Shape::Outline).How,
      Shape::None);
}

TEST(ShapeDecider, AMethodIsRetriedOnThis) {
  CheckPlan Plan =
      decide("struct S { virtual int v() { return 1; } };", "S::v");
  EXPECT_EQ(Plan.Call, "this->S::v()");
  EXPECT_EQ(captures(Plan), "this");
}

TEST(ShapeDecider, WhatCannotBeCalledAgainIsOutlined) {
  expectOutline("struct S { S() { f(); } void f(); };", "S::S",
                Reason::Constructor, "");
  expectOutline("struct S { ~S() { f(); } void f(); };", "S::~S",
                Reason::Destructor, "noexcept");
  expectOutline("auto l = [](int n) { return n; };", "operator()",
                Reason::Lambda, "");
  expectOutline("auto f(int n) { return n; }", "f", Reason::DeducedReturn, "");
  expectOutline("int g; decltype(auto) f() { return (g); }", "f",
                Reason::DeducedReturn, "-> decltype(auto)");
  expectOutline("struct C { C(const C &); int i; }; int f(C c) noexcept { "
                "return c.i; }",
                "f", Reason::ParameterNotMovable, "noexcept -> int");
}

TEST(ShapeDecider, AnOutlineCapturesScalarsByValue) {
  CheckPlan Plan =
      decide("struct P { }; auto f(int n, P p, int &r, int unused) { return n "
             "+ r + sizeof(p); }",
             "f");
  EXPECT_EQ(captures(Plan), "n");
}

/// The same of a template that may get other arguments than it has.
CheckPlan decideOpen(const std::string &Code) {
  return decide(Code, "f", "c++20", Shape::Retry, 64, /*Open=*/true);
}

TEST(ShapeDecider, InstancesThatMayComeCountAsAny) {
  const std::string Code = "template <class T> int f(T t) { return t ? 1 : 0; }"
                           "int main() { return f(1); }";
  EXPECT_EQ(decide(Code, "f").How, Shape::Retry);
  CheckPlan Open = decideOpen(Code);
  EXPECT_EQ(Open.How, Shape::Outline);
  EXPECT_STREQ(reasonName(Open.Why), reasonName(Reason::MoveNotHarmless));
  EXPECT_EQ(captures(Open), "");
  // Nothing of these depends on what the arguments are.
  EXPECT_EQ(decideOpen("template <class T> int f(const T &t) { return t; }"
                       "int main() { return f(1); }")
                .How,
            Shape::Retry);
  EXPECT_EQ(decideOpen("template <class T> int f(T t) noexcept(noexcept(t + t))"
                       "{ return t + 0; } int main() { return f(1); }")
                .Specifiers,
            "-> int");
}

TEST(ShapeDecider, ANamedResultThatMayBeAnythingIsBuiltInPlace) {
  const std::string Code =
      "template <class T> T f(const T &t) { T sum = t; return sum; }"
      "int main() { return f(1); }";
  EXPECT_EQ(decide(Code, "f").How, Shape::Retry);
  EXPECT_EQ(decideOpen(Code).How, Shape::Outline);
}

TEST(ShapeDecider, ALargeFrameIsOutlinedWhereItCanBe) {
  EXPECT_EQ(
      decide("int f() { return 1; }", "f", "c++20", Shape::Retry, 4095).How,
      Shape::Retry);
  CheckPlan Large =
      decide("int f() { return 1; }", "f", "c++20", Shape::Retry, 4096);
  EXPECT_EQ(Large.How, Shape::Outline);
  EXPECT_EQ(Large.Why, Reason::LargeFrame);
  CheckPlan Named = decide("const char *f() { return __func__; }", "f", "c++20",
                           Shape::Retry, 4096);
  EXPECT_EQ(Named.How, Shape::Retry);
}

TEST(ShapeDecider, AnEarlierAttemptTakesAShapeAway) {
  CheckPlan Plan =
      decide("int f() { return 1; }", "f", "c++20", Shape::Outline);
  EXPECT_EQ(Plan.How, Shape::Outline);
  EXPECT_EQ(Plan.Why, Reason::RetryReachesOther);
  Plan = decide("int f() { return 1; }", "f", "c++20", Shape::None);
  EXPECT_EQ(Plan.How, Shape::None);
}

TEST(ShapeDecider, LeftAloneByTheLanguage) {
  expectNone("int main() { return 1; }", "main", Reason::Main);
  expectNone("consteval int f() { return 1; }", "f", Reason::Consteval);
  expectNone("constexpr int f() { return 1; }", "f", Reason::ConstexprTooOld,
             "c++11");
  expectNone("int f(int n, ...) { return n; }", "f", Reason::Variadic);
  expectNone("[[noreturn, deprecated]] void f() { throw 1; }", "f",
             Reason::NoReturn);
  expectNone("__attribute__((naked)) void f() { asm(\"ret\"); }", "f",
             Reason::Naked);
  expectNone("__attribute__((always_inline)) inline int f() { return 1; }", "f",
             Reason::AlwaysInline);
  expectNone("__attribute__((target(\"avx\"))) int f() { return 1; }", "f",
             Reason::Multiversioned);
  expectNone("void *f() { return __builtin_frame_address(0); }", "f",
             Reason::UsesFrameAddress);
  expectNone("void f() {}", "f", Reason::EmptyBody);
}

TEST(ShapeDecider, WhatDoesNotReturnIsCalledAgain) {
  CheckPlan Plan = decide("[[noreturn]] void f() { throw 1; }", "f");
  EXPECT_EQ(Plan.How, Shape::Retry);
  EXPECT_TRUE(Plan.NoReturn);
  EXPECT_FALSE(decide("void f() { throw 1; }", "f").NoReturn);
}

TEST(ShapeDecider, LeftAloneWhereAnOutlineWouldChangeTheMeaning) {
  expectNone("auto f() { return __func__; }", "f", Reason::UsesFunctionName);
  expectNone("struct S { S() try { throw 1; } catch (...) {} };", "S::S",
             Reason::FunctionTryBlock);
  expectNone("auto f()\n#if 1\n{ return 1;\n#else\n{\n#endif\n}", "f",
             Reason::BracesSplit);
  expectNone("typedef struct { int f() { return 1; } } T;", "f",
             Reason::WouldNotCompile);
}

TEST(ShapeDecider, BeforeCpp17ResultsMustBeMovable) {
  std::string Code = "struct S { S(int); S(const S &) = delete; };"
                     "S f() { return {1}; }";
  expectNone(Code, "f", Reason::ReturnNotMovable, "c++14");
  // As std::auto_ptr: a copy of an rvalue is two conversions.
  const std::string Owner =
      "struct Ref {}; struct S { S(); S(S &); S(Ref); operator Ref(); };"
      "S f() { return S(); }";
  expectNone(Owner, "f", Reason::ReturnNotMovable, "c++14");
  EXPECT_NE(decide(Owner, "f", "c++17").How, Shape::None);
  EXPECT_EQ(decide(Code, "f", "c++17").How, Shape::Retry);
}

} // namespace

//===- CallSpellingTest.cpp - how a function calls itself
//------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallSpelling.h"
#include "AstTest.h"
#include "FunctionFinder.h"

using namespace segstack;

namespace {

/// The callee as spelled in the body of \p Name; "-" when there is none.
std::string callee(const std::string &Code, const std::string &Name,
                   const std::string &Standard = "c++17") {
  Ast Unit(Code, Standard);
  FoundFunctions Found = findFunctions(Unit.context());
  for (const Candidate &C : Found.Candidates)
    if (C.Pattern->getQualifiedNameAsString() == Name)
      return spellCallee(*C.Pattern, Found, Unit.context()).value_or("-");
  ADD_FAILURE() << "no " << Name;
  return "";
}

TEST(CallSpelling, TheOnlyFunctionOfItsName) {
  EXPECT_EQ(callee("void f() { f(); }", "f"), "f");
  EXPECT_EQ(callee("namespace a::b { void f() { f(); } }", "a::b::f"), "f");
}

TEST(CallSpelling, AnOverloadIsFoundWithoutItsArguments) {
  EXPECT_EQ(callee("void f(int) {} void f(char) {}", "f"), "(f)");
  EXPECT_EQ(callee("namespace { void f(int) {} } void f(char) {}",
                   "(anonymous namespace)::f"),
            "(f)");
}

TEST(CallSpelling, AMacroOfItsNameIsNotExpanded) {
  EXPECT_EQ(callee("void f(int) {}\n#define f(x) f(x + 1)\n", "f"), "(f)");
  EXPECT_EQ(
      callee("struct S { void f(int) {} };\n#define f(x) f(x + 1)\n", "S::f"),
      "(this->f)");
  EXPECT_EQ(
      callee("struct S { friend void f(S) {} };\n#define f(x) f(x)\n", "f"),
      "-");
}

TEST(CallSpelling, AParameterHidesTheFunction) {
  EXPECT_EQ(callee("namespace a { void f(int f) { f; } }", "a::f"), "::a::f");
  EXPECT_EQ(
      callee("namespace { void f(int f) { f; } }", "(anonymous namespace)::f"),
      "-");
}

TEST(CallSpelling, MembersGoThroughThis) {
  EXPECT_EQ(callee("struct S { void f() {} };", "S::f"), "this->f");
  EXPECT_EQ(callee("struct S { virtual void f() {} };", "S::f"), "this->S::f");
  EXPECT_EQ(callee("struct S { static void f() {} };", "S::f"), "f");
  EXPECT_EQ(callee("struct S { static void f(int f) { f; } };", "S::f"),
            "S::f");
  EXPECT_EQ(callee("struct S { int operator[](int n) { return n; } };",
                   "S::operator[]"),
            "this->operator[]");
}

TEST(CallSpelling, AMemberForRvaluesIsCalledOnOne) {
  EXPECT_EQ(callee("struct S { void f() && {} };", "S::f"),
            "static_cast<S &&>(*this).f");
  EXPECT_EQ(callee("struct S { void f() const && {} };", "S::f"),
            "static_cast<const S &&>(*this).f");
  EXPECT_EQ(callee("struct S { void f(int S) && { S; } };", "S::f"), "-");
}

TEST(CallSpelling, UnderADependentBaseAnyMemberMayBeVirtual) {
  EXPECT_EQ(callee("template <class T> struct S : T { void f() {} };", "S::f"),
            "this->S::f");
}

TEST(CallSpelling, AConversionIsNamedByItsType) {
  EXPECT_EQ(callee("struct S { operator int *() { return 0; } };",
                   "S::operator int *"),
            "this->operator int *");
}

TEST(CallSpelling, TemplatesNameTheirArguments) {
  EXPECT_EQ(callee("template <class T, int N, class... U> void f() {}", "f"),
            "f<T, N, U...>");
  EXPECT_EQ(callee("template <class, class T> void f(T) {}", "f"), "f");
  EXPECT_EQ(callee("template <template <class> class C> void f() {}", "f"),
            "f<C>");
}

TEST(CallSpelling, SpecialisationsNameTheirs) {
  EXPECT_EQ(callee("template <class T> void f(); template <> void f<int *>() "
                   "{}",
                   "f"),
            "(f<int *>)");
  EXPECT_EQ(callee("template <int N, char C> void f(); template <> void f<-1, "
                   "'x'>() {}",
                   "f"),
            "(f<static_cast<int>(-1), static_cast<char>(120)>)");
  EXPECT_EQ(callee("template <class... T> void f(); template <> void f<int, "
                   "char>() {}",
                   "f"),
            "(f<int, char>)");
}

TEST(CallSpelling, HiddenFriendsAreFoundByTheirArguments) {
  EXPECT_EQ(callee("struct S { friend void f(S) {} };", "f"), "f");
  EXPECT_EQ(callee("struct S { friend void f(S f) { (void)&f; } };", "f"), "-");
  EXPECT_EQ(callee("struct S { friend void f(S) {} }; void f(S);", "f"), "f");
}

TEST(CallSpelling, HiddenFriendTemplatesNameArgumentsSinceCpp20) {
  std::string Code = "struct S { template <class T> friend void f(S, T) {} };";
  EXPECT_EQ(callee(Code, "f", "c++17"), "f");
  EXPECT_EQ(callee(Code, "f", "c++20"), "f<T>");
}

TEST(CallSpelling, TypesWithoutANameCannotBeSpelled) {
  Ast Unit(
      "auto l = [] {}; struct { } u; namespace n { struct S {}; } n::S s;");
  auto Spell = [&](const char *Name) -> std::string {
    for (const clang::Decl *D :
         Unit.context().getTranslationUnitDecl()->decls())
      if (const auto *V = clang::dyn_cast<clang::VarDecl>(D))
        if (V->getName() == Name)
          return spellType(V->getType(), Unit.context()).value_or("-");
    return "?";
  };
  EXPECT_EQ(Spell("l"), "-");
  EXPECT_EQ(Spell("u"), "-");
  EXPECT_EQ(Spell("s"), "n::S");
}

} // namespace

//===- MovabilityTest.cpp - may a by-value parameter be passed on?
//---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Movability.h"
#include "AstTest.h"

using namespace segstack;

namespace {

/// How the first parameter of `f` in \p Code is passed on.
Passing passing(const std::string &Code) {
  Ast Unit(Code);
  const clang::FunctionDecl *F = Unit.function("f");
  return passingOf(F->getParamDecl(0)->getType(), Unit.context());
}

const std::string Std =
    "namespace std { template <class T> class allocator {};"
    "template <class T, class A = allocator<T>> struct vector {"
    "  vector(const vector &); vector(vector &&) noexcept; ~vector(); T *p; };"
    "template <class A, class B> struct pair { A a; B b; }; }";

TEST(Movability, TrivialTypesAreCopied) {
  EXPECT_EQ(passing("void f(int) { f(1); }"), Passing::Copy);
  EXPECT_EQ(passing("struct S { int i[9]; }; void f(S s) { s; }"),
            Passing::Copy);
  EXPECT_EQ(passing("struct S {}; void f(const S s) { s; }"), Passing::Copy);
}

TEST(Movability, MovesOfTheStandardLibraryAreHarmless) {
  EXPECT_EQ(passing(Std + "void f(std::vector<int> v) { v.p; }"),
            Passing::Move);
  EXPECT_EQ(passing(Std + "struct S { std::vector<int> v; int i; };"
                          "void f(S s) { s.i; }"),
            Passing::Move);
}

TEST(Movability, MovesThatRunTheProgramAreNot) {
  EXPECT_EQ(passing("struct S { S(S &&); }; void f(S s) { &s; }"),
            Passing::NotHarmless);
  EXPECT_EQ(passing(Std + "struct M { M(M &&); }; struct S { M m; };"
                          "void f(S s) { &s; }"),
            Passing::NotHarmless);
  EXPECT_EQ(passing(Std + "struct M { M(M &&); };"
                          "void f(std::pair<int, M> s) { &s; }"),
            Passing::NotHarmless);
}

TEST(Movability, TheShellIsDestroyedOnceMore) {
  EXPECT_EQ(passing("struct S { S(S &&) = default; ~S(); };"
                    "void f(S s) { &s; }"),
            Passing::NotHarmless);
}

// A copy of an lvalue would be the template's, or the other constructor's.
TEST(Movability, GreedyConstructorsKeepLvaluesFromBeingCopied) {
  EXPECT_EQ(passing("struct S { template <class T> S(T &&); };"
                    "void f(S s) { &s; }"),
            Passing::Move);
  EXPECT_EQ(passing("struct S { int i; explicit S(int); };"
                    "void f(S s) { s.i; }"),
            Passing::Copy);
}

TEST(Movability, AnyMovesWhatIsInIt) {
  EXPECT_EQ(passing("namespace std { struct any { any(any &&); ~any(); }; }"
                    "void f(std::any a) { &a; }"),
            Passing::NotHarmless);
}

TEST(Movability, WithoutAMoveNothingCanBeDone) {
  EXPECT_EQ(passing("struct S { S(const S &); }; void f(S s) { &s; }"),
            Passing::Impossible);
  EXPECT_EQ(passing("struct S { S(const S &) = delete; }; void f(S s) { &s; }"),
            Passing::Impossible);
  EXPECT_EQ(passing(Std + "void f(const std::vector<int> v) { v.p; }"),
            Passing::Impossible);
}

} // namespace

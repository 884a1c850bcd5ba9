//===- InitializerFinderTest.cpp - recursion before a constructor's body
//---===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InitializerFinder.h"
#include "AstTest.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "gmock/gmock.h"

using namespace segstack;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// The texts of the arguments found in the constructor of N, which \p Code
/// ends with.
std::vector<std::string> found(const std::string &Members,
                               const std::string &Standard = "c++17") {
  std::string Code = "struct B { B(); B(int); B(const B &); int i; };"
                     "template <class T> T *make(int);"
                     "struct N { N *a; B b; int c; " +
                     Members + " };";
  Ast Unit(Code, Standard);
  std::vector<std::string> Texts;
  const auto *Constructor =
      clang::dyn_cast<clang::CXXConstructorDecl>(Unit.function("N::N"));
  for (const ByteRange &Range : findInitializers(
           *Constructor, {Constructor},
           Unit.context().getSourceManager().getMainFileID(), Unit.context()))
    Texts.push_back(Code.substr(Range.Begin, Range.End - Range.Begin));
  return Texts;
}

TEST(InitializerFinder, NewObjects) {
  EXPECT_THAT(found("N(int n) : a(n ? new N(n - 1) : nullptr) {}"),
              ElementsAre("n ? new N(n - 1) : nullptr"));
  EXPECT_THAT(found("N(int n) : a(make<N>(n)), c(n) {}"),
              ElementsAre("make<N>(n)"));
}

TEST(InitializerFinder, ObjectsByValueSinceCpp17) {
  EXPECT_THAT(found("N(int n) : a(), b(B(n)) {}"), ElementsAre("B(n)"));
  EXPECT_THAT(found("N(int n) : a(), b(B(n)) {}", "c++14"), IsEmpty());
}

TEST(InitializerFinder, WhatMakesNoObjects) {
  EXPECT_THAT(found("N(int n) : a(nullptr), b(n), c(n + 1) {}"), IsEmpty());
}

TEST(InitializerFinder, WhatCannotBeOutlined) {
  EXPECT_THAT(found("N(int n) : a{new N(n - 1)} {}"), IsEmpty());
  EXPECT_THAT(found("\n#define NEW new N(1)\nN(int n) : a(NEW), c(n) {}"),
              IsEmpty());
  EXPECT_THAT(found("static N *name(const char *, N *); N(int) : a(name("
                    "__func__, new N(1))) {}"),
              IsEmpty());
  EXPECT_THAT(found("static N *name(N *, const char * = __builtin_FUNCTION());"
                    "N(int) : a(name(new N(1))) {}"),
              IsEmpty());
}

// A closure would destroy the temporaries before the member is initialised.
TEST(InitializerFinder, TemporariesThatAreUsedLater) {
  const std::string Temp = "struct T { T(int); ~T(); N *p; N *&ref(); };"
                           "struct V { V(const T &); N *get(); };";
  EXPECT_THAT(found(Temp + "N(int n) : a(T(n).ref()) {}"), IsEmpty());
  EXPECT_THAT(found(Temp + "N(int n) : a(V(T(n)).get()) {}"),
              ElementsAre("V(T(n)).get()"));
  EXPECT_THAT(found("struct H { H(const B &, int); } h;"
                    "N(int n) : h(B(n), n) {}"),
              IsEmpty());
  EXPECT_THAT(found("struct H { H(N *); } h; N(int n) : h(new N(n)) {}"),
              ElementsAre("new N(n)"));
  EXPECT_THAT(found(Temp + "struct H { H(N *); } h; static N *use(const T &);"
                           "N(int n) : h(use(T(n))) {}"),
              IsEmpty());
}

} // namespace

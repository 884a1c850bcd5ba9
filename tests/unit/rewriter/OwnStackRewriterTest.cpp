//===- OwnStackRewriterTest.cpp - calls on the thread's own stack ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnStackRewriter.h"
#include "AstTest.h"
#include "HeavyExternals.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/ASTContext.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

const std::string Before =
    "int scan(int); int &place(); struct T { T(); T(int); ~T(); int i; };"
    "int look(const T &); T make(int); void plain(int);"
    "[[noreturn]] void stop(); namespace gc { int scan(int, int = 3); }"
    "struct O { int scan(); };";

/// What is found in `f`.
class Look {
public:
  explicit Look(const std::string &Body, const std::string &Standard = "c++17",
                const std::string &Head = "void f(int n) ")
      : Code(Before + Head + "{" + Body + "}"), Parsed(Code, Standard) {
    RewriteOptions Options;
    Options.SystemStack = {"scan",  "gc::scan", "look",   "make",
                           "place", "stop",     "O::scan"};
    const clang::FunctionDecl &F = *Parsed.function("f");
    EditableRange Range =
        findEditableRange(F, Parsed.context().getSourceManager());
    Found = findOwnStackCalls(F, gatherBodyFacts(F), Range,
                              HeavyExternals(Options), Parsed.context());
  }

  std::vector<std::string> texts() const {
    std::vector<std::string> Result;
    for (const OwnStackCall &Call : Found.Calls)
      Result.push_back(
          Code.substr(Call.Place.Begin, Call.Place.End - Call.Place.Begin));
    return Result;
  }
  std::string why() const {
    EXPECT_THAT(texts(), IsEmpty());
    return Found.LeftAlone.empty() ? "" : Found.LeftAlone[0].Why;
  }

private:
  std::string Code;
  Ast Parsed;
  FoundOwnStackCalls Found;
};

TEST(OwnStackRewriter, CallsByName) {
  EXPECT_THAT(Look("int k = scan(n) + gc::scan(n, 2); plain(k);").texts(),
              ElementsAre("scan(n)", "gc::scan(n, 2)"));
  EXPECT_THAT(Look("place() = 3;").texts(), ElementsAre("place()"));
  EXPECT_THAT(Look("O o; o.scan();").texts(), ElementsAre("o.scan()"));
  EXPECT_THAT(
      Look("O o; o.SCAN();", "c++17", "\n#define SCAN scan\nvoid f(int n) ")
          .texts(),
      ElementsAre("o.SCAN()"));
}

TEST(OwnStackRewriter, WhatIsInTheArgumentsIsThereAlready) {
  EXPECT_THAT(Look("plain(scan(scan(n)) + scan(n));").texts(),
              ElementsAre("scan(scan(n))", "scan(n)"));
}

TEST(OwnStackRewriter, WhatIsNotEvaluatedIsNoCall) {
  Look L("(void)sizeof(scan(n)); decltype(scan(n)) k = 1; (void)k;"
         "static_assert(noexcept(scan(1)) || true); (void)noexcept(scan(n));");
  EXPECT_EQ(L.why(), "");
}

TEST(OwnStackRewriter, TemporariesEndWithTheCall) {
  EXPECT_THAT(Look("look(n); int k = look(T(n)); (void)k;").texts(),
              ElementsAre("look(n)", "look(T(n))"));
  EXPECT_THAT(Look("int k = look(n) + 1;").why(), HasSubstr("temporary"));
  EXPECT_THAT(Look("plain(look(T()));").why(), HasSubstr("temporary"));
}

TEST(OwnStackRewriter, ResultsOfClassTypeNeedCxx17) {
  EXPECT_THAT(Look("T t = make(n);").texts(), ElementsAre("make(n)"));
  EXPECT_THAT(Look("T t = make(n);", "c++14").why(), HasSubstr("C++17"));
  EXPECT_THAT(Look("scan(n);", "c++11").texts(), ElementsAre("scan(n)"));
  EXPECT_THAT(Look("scan(n);", "c++98").why(), HasSubstr("C++11"));
}

TEST(OwnStackRewriter, WhatIsAnotherThingInAClosure) {
  EXPECT_THAT(Look("scan([] { return 1; }());").why(), HasSubstr("closure"));
  EXPECT_THAT(Look("scan(*(int *)__builtin_alloca(n));").why(),
              HasSubstr("alloca"));
  EXPECT_THAT(Look("int a[n]; scan(a[0]);").why(), HasSubstr("variable size"));
  EXPECT_THAT(Look("scan(({ n; }));").why(), HasSubstr("statement"));
  EXPECT_THAT(Look("scan(sizeof(__func__));").why(), HasSubstr("__func__"));
  EXPECT_THAT(Look("stop();").why(), HasSubstr("return"));
  EXPECT_THAT(Look("int a[2]; auto [b, c] = a; scan(b);").why(),
              HasSubstr("structured binding"));
}

TEST(OwnStackRewriter, WhereTheCallIs) {
  EXPECT_THAT(
      Look("if (n) scan(n);", "c++17", "constexpr void f(int n) ").why(),
      HasSubstr("constexpr"));
  EXPECT_THAT(
      Look("auto g = [] {}; g(); scan(n);", "c++17", "inline void f(int n) ")
          .why(),
      HasSubstr("closures"));
  EXPECT_THAT(Look("scan(n);", "c++17", "inline void f(int n) ").texts(),
              ElementsAre("scan(n)"));
  EXPECT_THAT(Look("\n#define S scan(n)\nS;\n").why(), HasSubstr("macro"));
  EXPECT_THAT(Look("auto g = [n] { scan(n); }; g();").why(), "");
  EXPECT_THAT(Look("", "c++17",
                   "struct f { int i; f(int n); };"
                   "f::f(int n) : i(scan(n)) ")
                  .why(),
              HasSubstr("initialiser"));
}

} // namespace

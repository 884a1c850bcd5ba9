//===- HeavyExternalsTest.cpp - functions that need much stack ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeavyExternals.h"
#include "AstTest.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/Decl.h"
#include "gtest/gtest.h"

using namespace segstack;

namespace {

constexpr uint64_t KiB = 1024;

const char Code[] = R"cpp(
  extern "C" { int getaddrinfo(); int mine(); int __wprintf_chk(); int puts(); }
  namespace db { int query(); extern "C" int wprintf(); struct S { int run(); }; }
  namespace other { int query(); int getaddrinfo(); }
  inline namespace v1 { int versioned(); }
  int mine(int); int operator+(db::S, int);
)cpp";

/// Finds what is declared in Code.
class Declared {
public:
  const clang::FunctionDecl &operator()(const std::string &Name) {
    Found = nullptr;
    look(*Parsed.context().getTranslationUnitDecl(), Name);
    EXPECT_TRUE(Found) << Name;
    return *Found;
  }
  clang::ASTContext &context() { return Parsed.context(); }

private:
  void look(const clang::DeclContext &Scope, const std::string &Name) {
    for (const clang::Decl *D : Scope.decls()) {
      const auto *F = llvm::dyn_cast<clang::FunctionDecl>(D);
      if (F && F->getQualifiedNameAsString() == Name && !Found)
        Found = F;
      if (const auto *Inner = llvm::dyn_cast<clang::DeclContext>(D);
          Inner && !F)
        look(*Inner, Name);
    }
  }
  Ast Parsed{Code};
  const clang::FunctionDecl *Found = nullptr;
};

RewriteOptions given(std::vector<ExternalStack> Needs,
                     std::vector<std::string> OnOwn = {}) {
  RewriteOptions Options;
  Options.ExternalStacks = std::move(Needs);
  Options.SystemStack = std::move(OnOwn);
  return Options;
}

TEST(HeavyExternals, TheTableIsOfFunctionsOfC) {
  HeavyExternals Known{RewriteOptions()};
  Declared Find;
  EXPECT_EQ(Known.needOf(Find("getaddrinfo")).Bytes, 64 * KiB);
  EXPECT_EQ(Known.needOf(Find("getaddrinfo")).Name, "getaddrinfo");
  EXPECT_EQ(Known.needOf(Find("other::getaddrinfo")).Bytes, 0u);
  EXPECT_EQ(Known.needOf(Find("puts")).Bytes, 0u);
}

TEST(HeavyExternals, WhatTheLibrarysMacrosCallHasTheSameName) {
  HeavyExternals Known{RewriteOptions()};
  Declared Find;
  EXPECT_GT(Known.needOf(Find("__wprintf_chk")).Bytes, CoveredByReserve);
  EXPECT_EQ(Known.needOf(Find("db::wprintf")).Name, "wprintf");
}

TEST(HeavyExternals, TheUsersWordIsTheLast) {
  HeavyExternals Known(given({{"getaddrinfo", 100},
                              {"db::query", 70 * KiB},
                              {"::mine", 1},
                              {"mine", 2},
                              {"wprintf", 0}}));
  Declared Find;
  EXPECT_EQ(Known.needOf(Find("getaddrinfo")).Bytes, 100u);
  EXPECT_EQ(Known.needOf(Find("db::query")).Bytes, 70 * KiB);
  EXPECT_EQ(Known.needOf(Find("other::query")).Bytes, 0u);
  EXPECT_EQ(Known.needOf(Find("mine")).Bytes, 2u);
  EXPECT_EQ(Known.needOf(Find("db::wprintf")).Bytes, 0u);
}

TEST(HeavyExternals, MembersAndInlineNamespacesAsPeopleNameThem) {
  HeavyExternals Known(given({{"db::S::run", 8}, {"versioned", 9}}));
  Declared Find;
  EXPECT_EQ(Known.needOf(Find("db::S::run")).Bytes, 8u);
  EXPECT_EQ(Known.needOf(Find("versioned")).Bytes, 9u);
  EXPECT_EQ(Known.needOf(Find("operator+")).Bytes, 0u);
}

TEST(HeavyExternals, OnTheThreadsOwnStackNothingIsNeededHere) {
  HeavyExternals Known(
      given({{"getaddrinfo", 200 * KiB}}, {"getaddrinfo", "db::query"}));
  Declared Find;
  EXPECT_TRUE(Known.anyOnOwnStack());
  EXPECT_EQ(Known.needOf(Find("getaddrinfo")).Bytes, 0u);
  EXPECT_EQ(Known.ownStackBytes(Find("getaddrinfo")), 200 * KiB);
  EXPECT_EQ(Known.ownStackBytes(Find("db::query")), OwnStackBytes);
  EXPECT_EQ(Known.ownStackBytes(Find("other::query")), std::nullopt);
  EXPECT_FALSE(HeavyExternals{RewriteOptions()}.anyOnOwnStack());
}

TEST(HeavyExternals, OnlyWhatIsNamedMayBeCalled) {
  HeavyExternals Known{RewriteOptions()};
  Ast Declares("extern \"C\" int getaddrinfo(); int getaddrinfo_(); int f() "
               "{ return getaddrinfo_(); }");
  EXPECT_FALSE(Known.mayBeCalled(Declares.context()));
  Ast Calls(
      "extern \"C\" int getaddrinfo(); int f() { return getaddrinfo(); }");
  EXPECT_TRUE(Known.mayBeCalled(Calls.context()));
  Ast Inside("namespace n { extern \"C\" int getaddrinfo();"
             "int f() { return getaddrinfo(); } }");
  EXPECT_TRUE(Known.mayBeCalled(Inside.context()));
  Ast Covered("extern \"C\" int printf(const char *, ...);"
              "int f() { return printf(\"\"); }");
  EXPECT_FALSE(Known.mayBeCalled(Covered.context()));
}

} // namespace

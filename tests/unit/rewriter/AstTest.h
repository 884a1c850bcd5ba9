//===- AstTest.h - one-line snippets as ASTs -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TESTS_ASTTEST_H
#define SEGSTACK_TESTS_ASTTEST_H

#include "DefinitionFinder.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

namespace segstack {

/// The AST of \p Code, which includes nothing and must have no errors.
class Ast {
public:
  explicit Ast(const std::string &Code, const std::string &Standard = "c++20")
      : Unit(clang::tooling::buildASTFromCodeWithArgs(
            Code, {"-std=" + Standard, "-w", "--target=x86_64-linux-gnu"},
            llvm::StringRef(Standard).contains("++") ? "input.cc"
                                                     : "input.c")) {
    EXPECT_TRUE(Unit && !Unit->getDiagnostics().hasErrorOccurred()) << Code;
  }

  clang::ASTContext &context() { return Unit->getASTContext(); }

  /// The first definition of that name: "f", "Node::~Node", "operator()".
  const clang::FunctionDecl *function(const std::string &Name) {
    for (const clang::FunctionDecl *F : findDefinitions(context()))
      if (F->getNameAsString() == Name || F->getQualifiedNameAsString() == Name)
        return F;
    ADD_FAILURE() << "no definition of " << Name;
    return nullptr;
  }

private:
  std::unique_ptr<clang::ASTUnit> Unit;
};

} // namespace segstack

#endif

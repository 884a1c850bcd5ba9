//===- FrameReferences.cpp - how often functions are named ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameReferences.h"
#include "DefinitionFinder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace segstack {

using Counts = llvm::DenseMap<const FunctionDecl *, unsigned>;

static const ValueDecl *referredTo(const Stmt *S) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
    return Reference->getDecl();
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    return Member->getMemberDecl();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    return Construct->getConstructor();
  return nullptr;
}

static void countIn(const Stmt *S, Counts &Found) {
  if (!S)
    return;
  const auto *F = dyn_cast_or_null<FunctionDecl>(referredTo(S));
  if (F && !F->isExternallyVisible())
    ++Found[F->getCanonicalDecl()];
  if (isa<LambdaExpr>(S))
    return; // its body is a definition of its own
  for (const Stmt *Child : S->children())
    countIn(Child, Found);
}

Counts countReferences(const ASTContext &Context) {
  Counts Found;
  for (const FunctionDecl *F : findDefinitions(Context)) {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        countIn(Init->getInit(), Found);
    countIn(F->getBody(), Found);
  }
  return Found;
}

} // namespace segstack

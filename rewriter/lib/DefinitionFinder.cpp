//===- DefinitionFinder.cpp - every function body of an AST ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DefinitionFinder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace segstack {

namespace {
class DefinitionFinder : public RecursiveASTVisitor<DefinitionFinder> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() && F->getBody() &&
        !F->isDependentContext())
      Found.push_back(F);
    return true;
  }
  std::vector<const FunctionDecl *> Found;
};
} // namespace

std::vector<const FunctionDecl *> findDefinitions(const ASTContext &Context) {
  DefinitionFinder Finder;
  Finder.TraverseDecl(Context.getTranslationUnitDecl());
  return std::move(Finder.Found);
}

bool isOfCheck(const FunctionDecl &Callee) {
  const DeclContext *Scope = Callee.getEnclosingNamespaceContext();
  while (const auto *Namespace = dyn_cast<NamespaceDecl>(Scope)) {
    if (!Namespace->isAnonymousNamespace())
      return Namespace->getName() == "segstack_check" &&
             Namespace->getParent()->isTranslationUnit();
    Scope = Namespace->getParent();
  }
  return false;
}

} // namespace segstack

//===- ConstantInitialization.cpp - what runs before a program -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConstantInitialization.h"
#include "FrameTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace segstack {
namespace {

/// Whether g++ may take its trial for no constant evaluation: a constructor's,
/// or that of what a reference binds to.
bool isTried(const VarDecl &Variable) {
  if (!Variable.hasGlobalStorage() || Variable.isConstexpr() ||
      Variable.hasAttr<ConstInitAttr>() || !Variable.getInit() ||
      Variable.getInit()->isValueDependent())
    return false;
  QualType Type = Variable.getType();
  return (Type->isReferenceType() ||
          Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl()) &&
         Variable.hasConstantInitialization();
}

class Finder : public RecursiveASTVisitor<Finder> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitVarDecl(VarDecl *Variable) {
    if (isTried(*Variable)) {
      Of = Variable;
      read(Variable->getInit());
    }
    return true;
  }

  ConstantInitialization Found;

private:
  void read(const Stmt *S) {
    if (!S)
      return;
    FrameCall Call;
    const auto *E = dyn_cast<Expr>(S);
    if (E && readCall(E, Call) && Call.Callee)
      enter(*Call.Callee);
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
      read(Default->getExpr());
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
      read(Default->getExpr());
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : Lambda->capture_inits())
        read(Init); // the body is read where it is called
      return;
    }
    for (const Stmt *Child : S->children())
      read(Child);
  }

  void enter(const FunctionDecl &Callee) {
    const FunctionDecl *Definition = Callee.getDefinition();
    if (!Definition || !Definition->isConstexpr() ||
        !Found.insert({Definition, Of}).second)
      return;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        read(Init->getInit());
    read(Definition->getBody());
  }

  const VarDecl *Of = nullptr;
};

} // namespace

ConstantInitialization findConstantInitialization(const ASTContext &Context) {
  Finder Variables;
  Variables.TraverseDecl(Context.getTranslationUnitDecl());
  return std::move(Variables.Found);
}

} // namespace segstack

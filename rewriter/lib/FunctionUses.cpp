//===- FunctionUses.cpp - whose address is taken --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionUses.h"
#include "CallTypes.h"
#include "FrameTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace segstack {
namespace {

class UseFinder : public RecursiveASTVisitor<UseFinder> {
public:
  UseFinder(const ASTContext &Context, FunctionUses &Found)
      : Context(Context), Found(Found) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  // A call comes before its parts.
  bool VisitCallExpr(CallExpr *E) {
    if (const DeclRefExpr *Reference = referenceIn(E->getCallee()))
      Called.insert(Reference);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *F = dyn_cast<FunctionDecl>(E->getDecl());
    if (F && !Called.contains(E))
      Found.Taken[F->getCanonicalDecl()];
    return true;
  }

  bool VisitCastExpr(CastExpr *E) {
    CastKind Kind = E->getCastKind();
    if (Kind != CK_BitCast && Kind != CK_IntegralToPointer &&
        Kind != CK_PointerToIntegral && Kind != CK_ReinterpretMemberPointer &&
        Kind != CK_LValueBitCast)
      return true;
    std::string Type = pointeeCallType(E->getType(), Context);
    if (!Type.empty())
      convert(*E->getSubExpr(), std::move(Type));
    else if (!pointeeCallType(E->getSubExpr()->getType(), Context).empty())
      convert(*E->getSubExpr(), HiddenCallType);
    return true;
  }

  // The runtime destroys what was thrown.
  bool VisitCXXThrowExpr(CXXThrowExpr *E) {
    if (E->getSubExpr())
      if (const auto *Destructor = destructorOf(E->getSubExpr()->getType()))
        Found.Taken[Destructor->getCanonicalDecl()];
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->hasAttr<UsedAttr>() || F->hasAttr<ConstructorAttr>() ||
        F->hasAttr<DestructorAttr>())
      Found.Taken[F->getCanonicalDecl()];
    if (const auto *Alias = F->getAttr<AliasAttr>())
      Found.Aliased.insert(Alias->getAliasee());
    if (const auto *Chosen = F->getAttr<IFuncAttr>())
      Found.Aliased.insert(Chosen->getResolver());
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    // One that only other sources name is defined here all the same.
    if (V->isCanonicalDecl() && V->hasGlobalStorage() &&
        V->isExternallyVisible() && (V->isReferenced() || isDefined(*V)) &&
        !V->getDeclContext()->isDependentContext())
      Found.Variables.push_back(V);
    if (const auto *Cleanup = V->getAttr<CleanupAttr>())
      Found.Taken[Cleanup->getFunctionDecl()->getCanonicalDecl()];
    return true;
  }

  bool VisitFileScopeAsmDecl(FileScopeAsmDecl *) {
    Found.Assembly = true;
    return true;
  }

private:
  static const DeclRefExpr *referenceIn(const Expr *E) {
    return dyn_cast_or_null<DeclRefExpr>(E->IgnoreParenImpCasts());
  }

  /// A pointer to \p E, as it was, is one to a function of \p Type now.
  void convert(const Expr &E, std::string Type) {
    const Expr *From = E.IgnoreParenCasts();
    if (const auto *Address = dyn_cast<UnaryOperator>(From))
      if (Address->getOpcode() == UO_AddrOf)
        From = Address->getSubExpr()->IgnoreParenCasts();
    const auto *Reference = dyn_cast<DeclRefExpr>(From);
    const auto *F =
        Reference ? dyn_cast<FunctionDecl>(Reference->getDecl()) : nullptr;
    if (F)
      Found.Taken[F->getCanonicalDecl()].push_back(std::move(Type));
    else if (!From->isValueDependent() && !isConstant(*From))
      Found.Converted.insert({typeOf(E), std::move(Type)});
  }

  /// A null pointer or a number that stands for something, as SIG_IGN does.
  bool isConstant(const Expr &E) const {
    return E.isNullPointerConstant(const_cast<ASTContext &>(Context),
                                   Expr::NPC_ValueDependentIsNotNull) ||
           (E.getType()->isIntegralOrEnumerationType() &&
            E.isIntegerConstantExpr(Context));
  }

  std::string typeOf(const Expr &Pointer) const {
    std::string Type = pointeeCallType(Pointer.getType(), Context);
    return Type.empty() ? HiddenCallType : Type;
  }

  const ASTContext &Context;
  FunctionUses &Found;
  llvm::DenseSet<const DeclRefExpr *> Called;
};

} // namespace

bool isDefined(const VarDecl &Variable) {
  return Variable.hasDefinition() != VarDecl::DeclarationOnly;
}

FunctionUses findFunctionUses(const ASTContext &Context) {
  FunctionUses Found;
  UseFinder(Context, Found).TraverseDecl(Context.getTranslationUnitDecl());
  return Found;
}

} // namespace segstack

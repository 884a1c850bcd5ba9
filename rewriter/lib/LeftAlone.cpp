//===- LeftAlone.cpp - functions that never get a check -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LeftAlone.h"
#include "ShapeDecider.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace segstack {
namespace {

bool hasTargetAttribute(const FunctionDecl &Function) {
  return Function.hasAttr<TargetAttr>() ||
         Function.hasAttr<TargetClonesAttr>() ||
         Function.hasAttr<TargetVersionAttr>() ||
         Function.hasAttr<CPUDispatchAttr>() ||
         Function.hasAttr<CPUSpecificAttr>() || Function.hasAttr<IFuncAttr>();
}

bool hasHiddenArgument(const FunctionDecl &Function) {
  return llvm::any_of(Function.parameters(), [](const ParmVarDecl *Parameter) {
    return Parameter->hasAttr<PassObjectSizeAttr>();
  });
}

bool isAllocation(const FunctionDecl &Function) {
  OverloadedOperatorKind Kind = Function.getOverloadedOperator();
  return Kind == OO_New || Kind == OO_Array_New || Kind == OO_Delete ||
         Kind == OO_Array_Delete;
}

bool hasEmptyBody(const FunctionDecl &Function) {
  const auto *Body = dyn_cast<CompoundStmt>(Function.getBody());
  return Body && Body->body_empty();
}

/// `typedef struct {...} Name;` is only called Name behind its '}', too late
/// for a closure in one of its members.
bool isInClassNamedByTypedef(const FunctionDecl &Function) {
  for (const DeclContext *Scope = Function.getParent(); Scope;
       Scope = Scope->getParent())
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Scope))
      if (Class->getTypedefNameForAnonDecl())
        return true;
  return false;
}

/// The language, and what the user or the text rules out.
LeftAlone byText(const ShapeQuestion &Q, const LangOptions &Language) {
  if (Language.CPlusPlus && !Language.CPlusPlus11)
    return {Reason::LanguageCxx98};
  if (Q.SkippedByUser)
    return {Reason::SkippedByUser};
  return {Q.Range.Problem};
}

/// How it is called, and from where.
LeftAlone byCalls(const ShapeQuestion &Q, const LangOptions &Language) {
  const FunctionDecl &F = *Q.Function.Pattern;
  if (F.isMain())
    return {Reason::Main};
  if (F.isConsteval())
    return {Reason::Consteval};
  if (Language.CPlusPlus && F.isConstexpr() && !Language.CPlusPlus14)
    return {Reason::ConstexprTooOld};
  if (Q.Initializes)
    return {Reason::ConstantInitialization,
            Q.Initializes->getQualifiedNameAsString()};
  if (Q.Facts.Coroutine)
    return {Reason::Coroutine};
  if (F.isVariadic() || Q.Facts.VariadicStart)
    return {Reason::Variadic};
  return {};
}

/// What it is compiled to.
LeftAlone byCode(const ShapeQuestion &Q, const TargetInfo &Target) {
  const FunctionDecl &F = *Q.Function.Pattern;
  if (F.hasAttr<NakedAttr>())
    return {Reason::Naked};
  if (F.hasAttr<AlwaysInlineAttr>() || F.hasAttr<GNUInlineAttr>())
    return {Reason::AlwaysInline};
  if (hasTargetAttribute(F) || Q.OtherTarget)
    return {Reason::Multiversioned};
  if (!Target.hasFeature("sse2") && Target.getTriple().isX86())
    return {Reason::WithoutSse};
  if (F.hasAttr<AnyX86InterruptAttr>())
    return {Reason::EnteredOtherwise, "an interrupt"};
  if (Q.ResolvesIFunc)
    return {Reason::EnteredOtherwise, "the dynamic linker"};
  if (hasHiddenArgument(F))
    return {Reason::HiddenArgument};
  if (isAllocation(F))
    return {Reason::Allocation};
  return {};
}

LeftAlone byBody(const ShapeQuestion &Q) {
  const FunctionDecl &F = *Q.Function.Pattern;
  if (Q.Facts.FrameAddress)
    return {Reason::UsesFrameAddress};
  if (hasEmptyBody(F) && !isa<CXXConstructorDecl>(F))
    return {Reason::EmptyBody, destroyedBehind(F)};
  if (isInClassNamedByTypedef(F))
    return {Reason::WouldNotCompile,
            "a typedef names its class, which has no name of its own"};
  return {};
}

} // namespace

std::string destroyedBehind(const FunctionDecl &Function) {
  const auto *Destructor = dyn_cast<CXXDestructorDecl>(&Function);
  if (!Destructor)
    return "";
  const CXXRecordDecl *Class = Destructor->getParent();
  auto HasWork = [](QualType Type) {
    const CXXRecordDecl *Part =
        Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return Part && Part->hasDefinition() && !Part->hasTrivialDestructor();
  };
  for (const FieldDecl *Field : Class->fields())
    if (HasWork(Field->getType()))
      return ", and '" + Field->getNameAsString() +
             "' is destroyed behind it without a check";
  return "";
}

LeftAlone whyLeftAlone(const ShapeQuestion &Q, const ASTContext &Context) {
  const LangOptions &Language = Context.getLangOpts();
  if (LeftAlone Is = byText(Q, Language); Is.Why != Reason::Fine)
    return Is;
  if (LeftAlone Is = byCalls(Q, Language); Is.Why != Reason::Fine)
    return Is;
  if (LeftAlone Is = byCode(Q, Context.getTargetInfo()); Is.Why != Reason::Fine)
    return Is;
  return byBody(Q);
}

} // namespace segstack

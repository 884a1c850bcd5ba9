//===- RetryInC.cpp - the check of a function in C ------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RetryInC.h"
#include "ParameterForwarding.h"
#include "ShapeDecider.h"
#include "StackArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace segstack {
namespace {

/// The name of a parameter whose type has a size that is not only read, as in
/// `int a[n++]`, empty if it has none.
std::optional<std::string> changedBySize(const FunctionDecl &Function,
                                         const ASTContext &Context) {
  for (const ParmVarDecl *Parameter : Function.parameters())
    for (QualType Type = Parameter->getOriginalType(); !Type.isNull();) {
      const auto *Array = Context.getAsVariableArrayType(Type);
      if (Array && Array->getSizeExpr() &&
          Array->getSizeExpr()->HasSideEffects(Context))
        return Parameter->getName().str();
      const ArrayType *Any = Context.getAsArrayType(Type);
      Type = Any ? Any->getElementType() : Type->getPointeeType();
    }
  return std::nullopt;
}

bool isForInliningOnly(const FunctionDecl &Function) {
  return Function.isInlined() && Function.isExternallyVisible() &&
         !Function.isInlineDefinitionExternallyVisible();
}

/// What its declaration rules out.
LeftAlone byDeclaration(const FunctionDecl &F, const ASTContext &Context) {
  if (F.hasAttr<DeprecatedAttr>() || F.hasAttr<ErrorAttr>() ||
      F.hasAttr<UnavailableAttr>())
    return {Reason::Deprecated};
  if (F.hasAttr<WeakAttr>())
    return {Reason::Weak};
  if (isForInliningOnly(F))
    return {Reason::InlineDefinition};
  if (F.getType()->castAs<FunctionType>()->getCallConv() != CC_C)
    return {Reason::CallingConvention};
  if (std::optional<std::string> What = whatIsNotKept(F, Context))
    return {Reason::NotPassedOn, *What};
  if (std::optional<std::string> Name = changedBySize(F, Context))
    return {Reason::ChangesParameter, *Name};
  return {};
}

} // namespace

LeftAlone planRetryInC(const ShapeQuestion &Q, const ASTContext &Context,
                       CheckPlan &Plan) {
  const FunctionDecl &F = *Q.Function.Pattern;
  if (LeftAlone Is = byDeclaration(F, Context); Is.Why != Reason::Fine)
    return Is;
  if (Q.Facts.LocalLabels)
    return {Reason::LocalLabels};
  for (const ParmVarDecl *Parameter : F.parameters())
    if (Parameter->getName() == F.getName())
      return {Reason::CannotBeNamed};
  Forwarding Forward{Q.Function, Q.Range.File, Context, false};
  if (Reason Why = Forward.nameAll(Plan); Why != Reason::Fine)
    return {Why, Plan.Detail};
  // In parentheses the name of a function-like macro is only a name.
  Plan.Callee = F.getName().str();
  if (F.getIdentifier()->hadMacroDefinition())
    Plan.Callee = "(" + Plan.Callee + ")";
  Plan.StackBytes = stackArgumentBytes(F, Context);
  return {};
}

} // namespace segstack

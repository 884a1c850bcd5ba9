//===- FrameTypes.cpp - the size of a type in a frame ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameTypes.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace segstack {

/// What a type that depends on a template's parameters is taken to need.
static constexpr uint64_t DependentBytes = 32;

FrameType frameType(QualType T, const ASTContext &Context) {
  FrameType Result;
  if (T.isNull())
    return Result;
  T = T.getCanonicalType();
  uint64_t Pointer = Context.getTypeSize(Context.VoidPtrTy) / 8;
  if (T->isReferenceType() || T->isFunctionType()) {
    Result.Bytes = Result.Alignment = Pointer;
    Result.Scalar = true;
  } else if (T->isVariableArrayType()) {
    Result.Bytes = 2 * Pointer; // its address and the saved stack pointer
    Result.Alignment = Pointer;
    Result.Dynamic = true;
  } else if (T->isDependentType() || T->isUndeducedType()) {
    Result.Bytes = DependentBytes;
    Result.Alignment = 8;
    Result.Guess = true;
  } else if (!T->isVoidType() && !T->isIncompleteType() &&
             !T->isPlaceholderType()) {
    auto Info = Context.getTypeInfoInChars(T);
    Result.Bytes = Info.Width.getQuantity();
    Result.Alignment = Info.Align.getQuantity();
    Result.Scalar = T->isScalarType() || T->isVectorType();
    if (T->isArrayType() && Result.Bytes >= 16)
      Result.Alignment = std::max<uint64_t>(Result.Alignment, 16);
  }
  return Result;
}

bool passedByAddress(QualType T, const ASTContext &Context) {
  if (T.isNull())
    return false;
  const auto *Record = T.getCanonicalType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || T->isDependentType())
    return false;
  return !Record->canPassInRegisters() ||
         Context.getTypeSizeInChars(T).getQuantity() > 16;
}

uint64_t stackArguments(ArrayRef<const Expr *> Arguments, bool ReturnsByAddress,
                        const ASTContext &Context) {
  unsigned Integers = ReturnsByAddress, Floats = 0;
  uint64_t Bytes = 0;
  for (const Expr *E : Arguments) {
    if (!E || E->isGLValue()) {
      Bytes += ++Integers > 6 ? 8 : 0;
      continue;
    }
    FrameType T = frameType(E->getType(), Context);
    if (T.Scalar && E->getType()->isFloatingType() && T.Bytes <= 8)
      Bytes += ++Floats > 8 ? 8 : 0;
    else if (T.Scalar && E->getType()->isFloatingType())
      Bytes += 16; // long double
    else if (passedByAddress(E->getType(), Context) &&
             E->getType()->getAsCXXRecordDecl()->canPassInRegisters())
      Bytes += (T.Bytes + 7) / 8 * 8;
    else
      for (unsigned I = 0; I < std::min(T.words(), 2u); ++I)
        Bytes += ++Integers > 6 ? 8 : 0;
  }
  return Bytes;
}

const CXXDestructorDecl *destructorOf(QualType T) {
  if (T.isNull() || T->isReferenceType() || T->isDependentType())
    return nullptr;
  const auto *Record = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Record->hasTrivialDestructor())
    return nullptr;
  return Record->getDestructor();
}

bool isExpanded(const FunctionDecl *Callee, const ASTContext &Context) {
  unsigned Id = Callee ? Callee->getBuiltinID() : 0;
  const Builtin::Context &Builtins = Context.BuiltinInfo;
  return Id && Id != Builtin::BI__builtin_operator_new &&
         Id != Builtin::BI__builtin_operator_delete &&
         (Builtins.isInStdNamespace(Id) || // std::move
          (!Builtins.isPredefinedLibFunction(Id) &&
           !Builtins.isLibFunction(Id)));
}

bool isAlloca(const FunctionDecl *Callee) {
  switch (Callee ? Callee->getBuiltinID() : 0) {
  case Builtin::BIalloca:
  case Builtin::BI_alloca:
  case Builtin::BI__builtin_alloca:
  case Builtin::BI__builtin_alloca_uninitialized:
  case Builtin::BI__builtin_alloca_with_align:
  case Builtin::BI__builtin_alloca_with_align_uninitialized:
    return true;
  default:
    return false;
  }
}

/// Null when a call of \p Method through \p Callee may reach an override.
static const FunctionDecl *staticTarget(const CXXMethodDecl *Method,
                                        const Expr *Callee) {
  if (!Method || !Method->isVirtual() || Method->hasAttr<FinalAttr>() ||
      Method->getParent()->isEffectivelyFinal())
    return Method;
  const auto *Member = dyn_cast_or_null<MemberExpr>(
      Callee ? Callee->IgnoreParenImpCasts() : nullptr);
  return Member && Member->hasQualifier() ? Method : nullptr;
}

bool readCall(const Expr *E, FrameCall &Call) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    Call.Callee = Construct->getConstructor();
    Call.HasObject = true;
    Call.Arguments.push_back(nullptr);
    Call.Arguments.append(Construct->arg_begin(), Construct->arg_end());
    return true;
  }
  if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(E)) {
    Call.Callee = Inherited->getConstructor();
    return true;
  }
  const auto *Plain = dyn_cast<CallExpr>(E);
  if (!Plain)
    return false;
  Call.Callee = Plain->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
    Call.HasObject = true;
    Call.Arguments.push_back(Member->getImplicitObjectArgument());
  } else {
    Call.HasObject =
        isa<CXXOperatorCallExpr>(E) && Method && !Method->isStatic();
  }
  if (Method)
    Call.Callee = staticTarget(Method, Plain->getCallee());
  Call.Arguments.append(Plain->arg_begin(), Plain->arg_end());
  return true;
}

} // namespace segstack

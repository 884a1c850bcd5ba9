//===- CallTypes.cpp - what a call through a pointer can reach ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace segstack {

static std::string textOf(QualType T, const ASTContext &Context) {
  T = T.getCanonicalType();
  if (!Context.getLangOpts().CPlusPlus)
    if (const auto *Enum = T->getAs<EnumType>())
      T = Enum->getDecl()->getIntegerType().getCanonicalType();
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.PrintCanonicalTypes = true;
  Policy.AnonymousTagLocations = false;
  return T.getAsString(Policy);
}

static std::string textOf(const FunctionType &Type, const ASTContext &Context) {
  const auto *Prototype = dyn_cast<FunctionProtoType>(&Type);
  std::string Text = textOf(Type.getReturnType(), Context) + " (";
  if (!Prototype)
    return Text + "?)";
  const char *Separator = "";
  for (QualType Parameter : Prototype->param_types()) {
    Text += Separator + textOf(Parameter, Context);
    Separator = ", ";
  }
  if (Prototype->isVariadic())
    Text += std::string(Separator) + "...";
  return Text + ")";
}

bool isUnprototyped(llvm::StringRef Type) { return Type.ends_with(" (?)"); }

llvm::StringRef resultOfUnprototyped(llvm::StringRef Type) {
  return Type.drop_back(2);
}

/// No other pointer becomes one to a member function, nor the reverse.
static std::string textOfMember(const FunctionType &Type,
                                const ASTContext &Context) {
  return "member " + textOf(Type, Context);
}

std::string plainCallType(const FunctionDecl &Function) {
  return textOf(*Function.getType()->castAs<FunctionType>(),
                Function.getASTContext());
}

std::string callType(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  if (Method && Method->isImplicitObjectMemberFunction())
    return textOfMember(*Function.getType()->castAs<FunctionType>(),
                        Function.getASTContext());
  return plainCallType(Function);
}

std::string pointeeCallType(QualType Pointer, const ASTContext &Context) {
  if (const auto *Member = Pointer->getAs<MemberPointerType>()) {
    const auto *Function = Member->getPointeeType()->getAs<FunctionType>();
    return Function ? textOfMember(*Function, Context) : "";
  }
  QualType Pointee = Pointer->getPointeeType();
  const auto *Function =
      Pointee.isNull() ? nullptr : Pointee->getAs<FunctionType>();
  return Function ? textOf(*Function, Context) : "";
}

std::string callTypeOf(const CallExpr &Call, const ASTContext &Context) {
  const Expr *Callee = Call.getCallee();
  QualType T = Callee->getType();
  if (T->isSpecificPlaceholderType(BuiltinType::BoundMember)) {
    T = Expr::findBoundMemberType(Callee);
    const auto *Function = T.isNull() ? nullptr : T->getAs<FunctionType>();
    return Function ? textOfMember(*Function, Context) : AnyCallType;
  }
  if (!T.isNull())
    if (const auto *Function = T->getAs<FunctionType>())
      return textOf(*Function, Context);
  std::string Text = T.isNull() ? "" : pointeeCallType(T, Context);
  return Text.empty() ? AnyCallType : Text;
}

} // namespace segstack

//===- BranchOdds.cpp - how often statements run --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BranchOdds.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

using namespace clang;

namespace segstack {
namespace {

/// Whether control does not come out of \p S at its end: what fails is rare.
bool endsByFailing(const Stmt *S) {
  while (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return false;
  E = E->IgnoreParenImpCasts();
  if (const auto *Whole = dyn_cast<ExprWithCleanups>(E))
    E = Whole->getSubExpr()->IgnoreParenImpCasts();
  if (isa<CXXThrowExpr>(E))
    return true;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && (Callee->isNoReturn() || isMarkedCold(*Callee));
}

/// Whether each run of \p S calls a function that is marked as cold.
bool callsCold(const Stmt *S) {
  if (!S || !isa<Expr, CompoundStmt, ReturnStmt, DeclStmt>(S) ||
      isa<AbstractConditionalOperator, LambdaExpr, UnaryExprOrTypeTraitExpr>(S))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = Call->getDirectCallee())
      if (isMarkedCold(*Callee))
        return true;
  if (const auto *Both = dyn_cast<BinaryOperator>(S))
    if (Both->isLogicalOp())
      return callsCold(Both->getLHS());
  return llvm::any_of(S->children(), callsCold);
}

bool isUnlikely(const Stmt *S) { return endsByFailing(S) || callsCold(S); }

/// Which of two branches is taken, where one of them is unlikely.
std::optional<bool> moreLikely(const Stmt *Then, const Stmt *Else) {
  if (isUnlikely(Then))
    return false;
  if (Else && isUnlikely(Else))
    return true;
  return std::nullopt;
}

/// What `__builtin_expect(x, 1)` says of a condition.
std::optional<bool> expected(const Expr *Condition, const ASTContext &Context) {
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition))
    if (Not->getOpcode() == UO_LNot)
      if (std::optional<bool> Is = expected(Not->getSubExpr(), Context))
        return !*Is;
  const auto *Call = dyn_cast<CallExpr>(Condition);
  if (!Call || Call->getNumArgs() < 2 ||
      Call->getBuiltinCallee() != Builtin::BI__builtin_expect)
    return std::nullopt;
  Expr::EvalResult Value;
  if (!Call->getArg(1)->EvaluateAsInt(Value, Context))
    return std::nullopt;
  return Value.Val.getInt().getBoolValue();
}

double oddsOf(std::optional<bool> Is) {
  return Is ? (*Is ? 1 - OddsOfRare : OddsOfRare) : OddsOfBranch;
}

} // namespace

double oddsOfThen(const IfStmt &If, const ASTContext &Context) {
  std::optional<bool> Is =
      If.getCond() ? expected(If.getCond(), Context) : std::nullopt;
  return oddsOf(Is ? Is : moreLikely(If.getThen(), If.getElse()));
}

double oddsOfThen(const ConditionalOperator &Either,
                  const ASTContext &Context) {
  std::optional<bool> Is = expected(Either.getCond(), Context);
  return oddsOf(Is ? Is
                   : moreLikely(Either.getTrueExpr(), Either.getFalseExpr()));
}

double oddsOfRight(const BinaryOperator &Logical) {
  return isUnlikely(Logical.getRHS()) ? OddsOfRare : OddsOfBranch;
}

bool isMarkedCold(const FunctionDecl &F) {
  return F.getMostRecentDecl()->hasAttr<ColdAttr>();
}

bool isMarkedHot(const FunctionDecl &F) {
  return F.getMostRecentDecl()->hasAttr<HotAttr>();
}

} // namespace segstack

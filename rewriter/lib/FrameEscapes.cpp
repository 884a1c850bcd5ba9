//===- FrameEscapes.cpp - which locals must live in memory ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameEscapes.h"
#include "FrameEstimator.h"
#include "FrameTypes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace segstack {

namespace {
class EscapeFinder {
public:
  explicit EscapeFinder(FrameEstimator &Estimator) : Estimator(Estimator) {}
  void read(const Stmt *S);
  void readInitializer(const CXXCtorInitializer *Init);
  Escapes Found;

private:
  void readVariable(const VarDecl *Variable);
  void readCall(const FrameCall &Call);
  /// The value of \p E reaches code that is not seen.
  void leak(const Expr *E);
  /// So does the address of the object \p E.
  void leakAddress(const Expr *E);

  FrameEstimator &Estimator;
};
} // namespace

void EscapeFinder::leakAddress(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl())) {
      if (Ref->refersToEnclosingVariableOrCapture())
        Found.This = true;
      else if (Variable->getType()->isReferenceType())
        Found.Value.insert(Variable);
      else
        Found.Address.insert(Variable);
    } else if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl())) {
      if (const auto *Whole =
              dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl()))
        Found.Address.insert(Whole);
    }
  } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Member->isArrow() ? leak(Member->getBase())
                      : leakAddress(Member->getBase());
  } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
    leak(Subscript->getBase());
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    Unary->getOpcode() == UO_Deref ? leak(Unary->getSubExpr())
                                   : leakAddress(Unary->getSubExpr());
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    leakAddress(Binary->isCommaOp() ? Binary->getRHS() : Binary->getLHS());
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    leakAddress(Choice->getTrueExpr());
    leakAddress(Choice->getFalseExpr());
  } else if (isa<CXXThisExpr>(E)) {
    Found.This = true;
  }
}

void EscapeFinder::leak(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    const Expr *Operand = Cast->getSubExpr()->IgnoreParens();
    if (Cast->getCastKind() == CK_LValueToRValue) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Operand);
      const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (Variable && Variable->getType()->isPointerType())
        Found.Value.insert(Variable);
      return;
    }
    Operand->isGLValue() ? leakAddress(Operand) : leak(Operand);
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf)
      leakAddress(Unary->getSubExpr());
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (!Binary->isCommaOp())
      leak(Binary->getLHS());
    leak(Binary->getRHS());
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    leak(Choice->getTrueExpr());
    leak(Choice->getFalseExpr());
  } else if (isa<CXXThisExpr>(E)) {
    Found.This = true;
  } else if (const auto *Full = dyn_cast<FullExpr>(E)) {
    leak(Full->getSubExpr());
  } else if (E->isGLValue() && !isa<MaterializeTemporaryExpr>(E)) {
    leakAddress(E);
  }
}

/// True for what can carry an address.
static bool carriesAddress(QualType T) {
  return T->isPointerType() || T->isReferenceType();
}

void EscapeFinder::readCall(const FrameCall &Call) {
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    const Expr *E = Call.Arguments[I];
    if (E && (E->isGLValue() || carriesAddress(E->getType())) &&
        Estimator.leaks(Call.Callee, I))
      leak(E);
  }
}

void EscapeFinder::readVariable(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  const CXXDestructorDecl *Destructor = destructorOf(Variable->getType());
  if (Destructor && Estimator.leaks(Destructor, 0))
    Found.Address.insert(Variable);
  if (!Init)
    return;
  const Expr *Value = Init->IgnoreImplicit();
  FrameCall Call;
  if (carriesAddress(Variable->getType()))
    leak(Init);
  else if (Variable->getType()->isRecordType() &&
           segstack::readCall(Value, Call) &&
           (isa<CXXConstructExpr>(Value) ? Estimator.leaks(Call.Callee, 0)
                                         : !Estimator.inlined(Call.Callee)))
    Found.Address.insert(Variable);
}

void EscapeFinder::read(const Stmt *S) {
  if (!S || isa<UnaryExprOrTypeTraitExpr>(S) || isa<CXXNoexceptExpr>(S))
    return;
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        readVariable(Variable);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          Found.Address.insert(Variable);
    for (const Expr *Init : Lambda->capture_inits())
      read(Init);
    return;
  }
  FrameCall Call;
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (segstack::readCall(E, Call))
      readCall(Call);
    const auto *Binary = dyn_cast<BinaryOperator>(E);
    if (Binary && Binary->getOpcode() == BO_Assign &&
        carriesAddress(Binary->getType()))
      leak(Binary->getRHS());
  }
  for (const Stmt *Child : S->children())
    read(Child);
}

void EscapeFinder::readInitializer(const CXXCtorInitializer *Init) {
  const Expr *Value = Init->getInit();
  if (!Value)
    return;
  if (Init->isAnyMemberInitializer() &&
      carriesAddress(Init->getAnyMember()->getType()))
    leak(Value);
  FrameCall Call;
  const Expr *Core = Value->IgnoreImplicit();
  if (isa<CXXConstructExpr>(Core) && segstack::readCall(Core, Call) &&
      Estimator.leaks(Call.Callee, 0))
    Found.This = true;
  read(Value);
}

Escapes findEscapes(const FunctionDecl &Definition, FrameEstimator &Estimator) {
  EscapeFinder Finder(Estimator);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Definition))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Finder.readInitializer(Init);
  if (isa<CXXDestructorDecl>(Definition)) {
    const auto *Record = cast<CXXMethodDecl>(Definition).getParent();
    for (const FieldDecl *Field : Record->fields())
      if (destructorOf(Field->getType()))
        Finder.Found.This = true;
    for (const CXXBaseSpecifier &Base : Record->bases())
      if (destructorOf(Base.getType()))
        Finder.Found.This = true;
  }
  Finder.read(Definition.getBody());
  return std::move(Finder.Found);
}

} // namespace segstack

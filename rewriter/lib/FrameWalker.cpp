//===- FrameWalker.cpp - from a body to the parts of its frame ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameWalker.h"
#include "FrameEstimator.h"
#include "FrameLedger.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtVisitor.h"

using namespace clang;

namespace segstack {

/// The register save area and the va_list of a function with `...`.
static constexpr uint64_t VariadicArea = 176 + 24;

namespace {
class FrameWalker : public ConstStmtVisitor<FrameWalker> {
public:
  FrameWalker(const FunctionDecl &Definition, FrameEstimator &Estimator)
      : Definition(Definition), Estimator(Estimator),
        Context(Estimator.context()), Frame(Definition, Estimator) {}
  FrameParts walk();

  void VisitStmt(const Stmt *S);
  void VisitCompoundStmt(const CompoundStmt *S) { visitScope(S); }
  void VisitIfStmt(const IfStmt *S) { visitScope(S); }
  void VisitSwitchStmt(const SwitchStmt *S) { visitScope(S); }
  void VisitForStmt(const ForStmt *S) { visitLoop(S); }
  void VisitWhileStmt(const WhileStmt *S) { visitLoop(S); }
  void VisitDoStmt(const DoStmt *S) { visitLoop(S); }
  void VisitCXXForRangeStmt(const CXXForRangeStmt *S) { visitLoop(S); }
  void VisitCXXTryStmt(const CXXTryStmt *S);
  void VisitCXXCatchStmt(const CXXCatchStmt *S);
  void VisitDeclStmt(const DeclStmt *S);
  void VisitReturnStmt(const ReturnStmt *S);

  void VisitExpr(const Expr *E);
  void VisitExprWithCleanups(const ExprWithCleanups *E) { visitFull(E, false); }
  void VisitMaterializeTemporaryExpr(const MaterializeTemporaryExpr *E);
  void VisitCXXDefaultArgExpr(const CXXDefaultArgExpr *E) {
    visitOperand(E->getExpr());
  }
  void VisitCXXDefaultInitExpr(const CXXDefaultInitExpr *E) {
    visitOperand(E->getExpr());
  }
  void VisitUnaryExprOrTypeTraitExpr(const UnaryExprOrTypeTraitExpr *) {}
  void VisitCXXNoexceptExpr(const CXXNoexceptExpr *) {}
  void VisitConstantExpr(const ConstantExpr *) {}
  void VisitBinaryOperator(const BinaryOperator *E);
  void VisitAbstractConditionalOperator(const AbstractConditionalOperator *E);
  void VisitDeclRefExpr(const DeclRefExpr *E);
  void VisitCXXThisExpr(const CXXThisExpr *);
  void VisitLambdaExpr(const LambdaExpr *E);
  void VisitCallExpr(const CallExpr *E) { visitCall(E, false); }
  void VisitCXXConstructExpr(const CXXConstructExpr *E) { visitCall(E, false); }
  void VisitCXXInheritedCtorInitExpr(const CXXInheritedCtorInitExpr *E) {
    visitCall(E, true);
  }
  void VisitCXXNewExpr(const CXXNewExpr *E);
  void VisitCXXDeleteExpr(const CXXDeleteExpr *E);
  void VisitCXXThrowExpr(const CXXThrowExpr *E);

private:
  void walkParameters();
  void walkMembers();
  void visitScope(const Stmt *S);
  void visitLoop(const Stmt *S);
  /// \p E's result has no place of its own: a scalar, or a discarded object.
  void visitOperand(const Expr *E);
  /// \p E's result goes into an object that is counted already.
  void visitInto(const Expr *E);
  void visitFull(const ExprWithCleanups *E, bool Into);
  void visitCaptures(const LambdaExpr *E);
  void visitCall(const Expr *E, bool Into);
  void visitArguments(const FrameCall &Call);
  void findTail(const Expr *E);
  void findLastTail(const Stmt *S);
  void declare(const VarDecl *Variable);
  void declareStatic(const VarDecl *Variable);
  /// Clang cannot evaluate what depends on a template's arguments.
  bool isConstant(const Expr *E) const {
    return !E->isValueDependent() && E->isEvaluatable(Context);
  }
  /// A temporary, in memory if somebody learns its address.
  void addTemporary(QualType T, const Expr *Init);
  void addParameter(const ParmVarDecl *Parameter);

  const FunctionDecl &Definition;
  FrameEstimator &Estimator;
  const ASTContext &Context;
  FrameLedger Frame;
  const Expr *Tail = nullptr;     ///< the operand of the return at hand
  const Expr *LastTail = nullptr; ///< the last statement
  bool AddressTaken = true;       ///< of the temporary that is visited
};
} // namespace

void FrameWalker::addTemporary(QualType T, const Expr *Init) {
  FrameType Size = frameType(T, Context);
  if (!Frame.Optimizing || AddressTaken ||
      Size.words() > FrameLedger::MostWords || Frame.builtInMemory(Init, T))
    Frame.addObject(Size);
  Frame.destroyLater(T);
}

void FrameWalker::declare(const VarDecl *Variable) {
  if (!Variable->hasLocalStorage())
    return declareStatic(Variable);
  Frame.addVariable(Variable);
  if (const auto *Whole = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Binding : Whole->bindings())
      if (const VarDecl *Holder = Binding->getHoldingVar())
        declare(Holder);
  if (const Expr *Init = Variable->getInit())
    visitInto(Init);
  Frame.destroyLater(Variable->getType());
}

/// The first call of the function builds a static local.
void FrameWalker::declareStatic(const VarDecl *Variable) {
  if (!Variable->isStaticLocal() || !Variable->getInit() ||
      Variable->hasConstantInitialization())
    return;
  Frame.countCall(nullptr); // the guard
  visitInto(Variable->getInit());
}

void FrameWalker::visitArguments(const FrameCall &Call) {
  unsigned Waiting = 0;
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    const Expr *E = Call.Arguments[I];
    if (!E)
      continue;
    bool Before = AddressTaken;
    unsigned Calls = Frame.Parts.Calls;
    AddressTaken = Estimator.leaks(Call.Callee, I);
    if (E->isPRValue() && E->getType()->isRecordType()) {
      addTemporary(E->getType(), E);
      visitInto(E);
    } else {
      visitOperand(E);
    }
    AddressTaken = Before;
    if (Frame.Parts.Calls > Calls) // what came before waits meanwhile
      Frame.Parts.Spills += Waiting, Waiting = 0;
    Waiting += !isConstant(E);
  }
}

void FrameWalker::visitCall(const Expr *E, bool Into) {
  FrameCall Call;
  readCall(E, Call);
  const auto *Construct = dyn_cast<CXXConstructExpr>(E);
  if (!Into && E->isPRValue() && E->getType()->isRecordType() &&
      !(Construct && Construct->isElidable()))
    addTemporary(E->getType(), E);
  if (const auto *Plain = dyn_cast<CallExpr>(E))
    if (!Call.HasObject || isa<CXXOperatorCallExpr>(E))
      if (!Call.Callee ||
          !isa<DeclRefExpr>(Plain->getCallee()->IgnoreImpCasts()))
        visitOperand(Plain->getCallee());
  visitArguments(Call);
  if (Call.Callee && Call.Callee->isTrivial())
    return Frame.countCopy(E->getType());
  Frame.Parts.Dynamic |= isAlloca(Call.Callee);
  if (isExpanded(Call.Callee, Context)) {
    Frame.Parts.Work += 1;
    return;
  }
  Frame.Parts.Spills +=
      !Construct && Frame.Parts.Cleanups && !E->getType()->isVoidType();
  bool ByAddress = !Construct && passedByAddress(E->getType(), Context);
  Frame.countCall(Call.Callee,
                  stackArguments(Call.Arguments, ByAddress, Context),
                  E == Tail || (E == LastTail && !Frame.isDestructorDue()));
}

void FrameWalker::VisitBinaryOperator(const BinaryOperator *E) {
  Frame.Parts.Work += 1;
  visitOperand(E->getLHS());
  unsigned Calls = Frame.Parts.Calls;
  visitOperand(E->getRHS());
  Frame.Parts.Spills += Frame.Parts.Calls > Calls && !E->isLogicalOp() &&
                        !isConstant(E->getLHS());
}

void FrameWalker::VisitAbstractConditionalOperator(
    const AbstractConditionalOperator *E) {
  Frame.Parts.Spills += 1;
  VisitExpr(E);
}

void FrameWalker::visitOperand(const Expr *E) {
  if (E)
    Visit(E);
}

/// A full expression: its temporaries die with it.
void FrameWalker::visitFull(const ExprWithCleanups *E, bool Into) {
  FrameLedger::Scope Opened = Frame.openScope();
  Into ? visitInto(E->getSubExpr()) : visitOperand(E->getSubExpr());
  Frame.closeScope(Opened, E->getSubExpr()->isGLValue());
}

void FrameWalker::visitInto(const Expr *E) {
  if (const auto *Full = dyn_cast<ExprWithCleanups>(E))
    return visitFull(Full, true);
  if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
    return visitInto(Bind->getSubExpr());
  if (const auto *Paren = dyn_cast<ParenExpr>(E))
    return visitInto(Paren->getSubExpr());
  if (const auto *Cast = dyn_cast<CastExpr>(E);
      Cast && E->getType()->isRecordType() && Cast->getSubExpr()->isPRValue())
    return visitInto(Cast->getSubExpr());
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    visitOperand(Choice->getCond());
    visitInto(Choice->getTrueExpr());
    return visitInto(Choice->getFalseExpr());
  }
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : List->inits())
      visitInto(Init);
    return;
  }
  if (isa<CXXConstructExpr>(E) || isa<CallExpr>(E))
    return visitCall(E, true);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return visitCaptures(Lambda);
  visitOperand(E);
}

void FrameWalker::VisitStmt(const Stmt *S) {
  for (const Stmt *Child : S->children())
    if (Child)
      Visit(Child);
}

void FrameWalker::VisitExpr(const Expr *E) {
  if (!isa<CastExpr>(E) && !isa<ParenExpr>(E) && !isa<FullExpr>(E))
    Frame.Parts.Work += 1;
  if (E->isTypeDependent())
    Frame.Parts.Guess = true;
  VisitStmt(E);
}

void FrameWalker::visitScope(const Stmt *S) {
  FrameLedger::Scope Opened = Frame.openScope();
  Frame.Parts.Work += 1;
  VisitStmt(S);
  Frame.closeScope(Opened);
}

void FrameWalker::visitLoop(const Stmt *S) {
  unsigned Begin = Frame.Values.beginLoop();
  visitScope(S);
  Frame.Values.endLoop(Begin);
}

void FrameWalker::VisitCXXTryStmt(const CXXTryStmt *S) {
  Frame.Parts.Cleanups = true;
  VisitStmt(S);
}

void FrameWalker::VisitCXXCatchStmt(const CXXCatchStmt *S) {
  if (const VarDecl *Variable = S->getExceptionDecl())
    declare(Variable);
  Frame.Values.call(true, 0, 0); // __cxa_begin_catch
  visitScope(S);
}

void FrameWalker::VisitDeclStmt(const DeclStmt *S) {
  for (const Decl *D : S->decls())
    if (const auto *Variable = dyn_cast<VarDecl>(D))
      declare(Variable);
}

void FrameWalker::VisitReturnStmt(const ReturnStmt *S) {
  if (const Expr *E = S->getRetValue()) {
    findTail(E);
    visitInto(E);
  }
}

/// The call that is all of \p E may reuse this frame, when nothing is
/// destroyed after it.
void FrameWalker::findTail(const Expr *E) {
  E = E->IgnoreParenNoopCasts(Context);
  if (isa<CallExpr>(E) && !Frame.isDestructorDue())
    Tail = E;
}

/// In a function without result, what comes last may be such a call.
void FrameWalker::findLastTail(const Stmt *S) {
  while (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  if (const auto *E = dyn_cast_or_null<CallExpr>(S))
    LastTail = E;
}

void FrameWalker::VisitMaterializeTemporaryExpr(
    const MaterializeTemporaryExpr *E) {
  if (E->getStorageDuration() != SD_Static &&
      E->getStorageDuration() != SD_Thread)
    addTemporary(E->getType(), E->getSubExpr());
  visitInto(E->getSubExpr());
}

void FrameWalker::VisitDeclRefExpr(const DeclRefExpr *E) {
  if (E->refersToEnclosingVariableOrCapture())
    return Frame.use(nullptr);
  if (const auto *Binding = dyn_cast<BindingDecl>(E->getDecl()))
    return Frame.use(Binding->getHoldingVar()
                         ? static_cast<const Decl *>(Binding->getHoldingVar())
                         : Binding->getDecomposedDecl());
  Frame.use(E->getDecl());
}

void FrameWalker::VisitCXXThisExpr(const CXXThisExpr *) { Frame.use(nullptr); }

void FrameWalker::VisitLambdaExpr(const LambdaExpr *E) {
  addTemporary(E->getType(), nullptr);
  visitCaptures(E);
}

/// The body is a function of its own.
void FrameWalker::visitCaptures(const LambdaExpr *E) {
  for (const Expr *Init : E->capture_inits())
    if (Init)
      visitInto(Init);
}

void FrameWalker::VisitCXXNewExpr(const CXXNewExpr *E) {
  Frame.countCall(nullptr);
  if (const Expr *Size = E->getArraySize().value_or(nullptr))
    visitOperand(Size);
  for (const Expr *Argument : E->placement_arguments())
    visitOperand(Argument);
  Frame.Parts.Spills += 2;
  if (const Expr *Init = E->getInitializer())
    visitInto(Init);
}

void FrameWalker::VisitCXXDeleteExpr(const CXXDeleteExpr *E) {
  visitOperand(E->getArgument());
  Frame.Parts.Spills += 1;
  Frame.countDestructor(E->getDestroyedType());
  Frame.countCall(nullptr);
}

void FrameWalker::VisitCXXThrowExpr(const CXXThrowExpr *E) {
  if (E->getSubExpr())
    visitInto(E->getSubExpr());
  Frame.countCall(nullptr);
}

/// A parameter is an object of this frame, or a pointer to the caller's.
void FrameWalker::addParameter(const ParmVarDecl *Parameter) {
  Frame.Parts.Leaks.push_back(Frame.Escaped.Value.count(Parameter) ||
                              Frame.Escaped.Address.count(Parameter));
  if (!passedByAddress(Parameter->getType(), Context))
    Frame.addVariable(Parameter);
  else if (Frame.Optimizing)
    Frame.addValue(Parameter, 1);
  else
    Frame.addObject(frameType(Context.VoidPtrTy, Context), true);
}

void FrameWalker::walkParameters() {
  FrameType Pointer = frameType(Context.VoidPtrTy, Context);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Definition);
  if (Method && Method->isInstance()) {
    Frame.Parts.Leaks.push_back(Frame.Escaped.This);
    Frame.Optimizing ? Frame.addValue(nullptr, 1)
                     : Frame.addObject(Pointer, true);
  }
  for (const ParmVarDecl *Parameter : Definition.parameters())
    addParameter(Parameter);
  QualType Result = Definition.getReturnType();
  if (!Frame.Optimizing && !Result->isVoidType())
    Frame.addObject(
        passedByAddress(Result, Context) ? Pointer : frameType(Result, Context),
        true);
  if (Definition.isVariadic()) {
    FrameType Area;
    Area.Bytes = VariadicArea;
    Area.Alignment = 16;
    Frame.addObject(Area);
  }
}

void FrameWalker::walkMembers() {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Definition))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->getInit()) {
        Frame.use(nullptr);
        visitInto(Init->getInit());
      }
}

FrameParts FrameWalker::walk() {
  walkParameters();
  walkMembers();
  if (Definition.getReturnType()->isVoidType() &&
      !isa<CXXDestructorDecl>(Definition))
    findLastTail(Definition.getBody());
  if (Definition.getBody())
    Visit(Definition.getBody());
  if (isa<CXXDestructorDecl>(Definition)) {
    const auto *Record = cast<CXXMethodDecl>(Definition).getParent();
    for (const FieldDecl *Field : Record->fields())
      Frame.use(nullptr), Frame.countDestructor(Field->getType());
    for (const CXXBaseSpecifier &Base : Record->bases())
      Frame.use(nullptr), Frame.countDestructor(Base.getType());
    if (cast<CXXMethodDecl>(Definition).isVirtual())
      Frame.countCall(nullptr, 0, true); // the deleting destructor
  }
  return Frame.finish();
}

FrameParts walkFrame(const FunctionDecl &Definition,
                     FrameEstimator &Estimator) {
  return FrameWalker(Definition, Estimator).walk();
}

} // namespace segstack

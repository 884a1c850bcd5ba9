//===- FrameWalker.cpp - from a body to the parts of its frame ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameWalker.h"
#include "FrameEscapes.h"
#include "FrameEstimator.h"
#include "FrameTypes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtVisitor.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace segstack {

/// The register save area and the va_list of a function with `...`.
static constexpr uint64_t VariadicArea = 176 + 24;

/// Objects of up to this many words are broken up into registers.
static constexpr unsigned MostWords = 8;

namespace {
class FrameWalker : public ConstStmtVisitor<FrameWalker> {
public:
  FrameWalker(const FunctionDecl &Definition, FrameEstimator &Estimator)
      : Definition(Definition), Estimator(Estimator),
        Context(Estimator.context()),
        Optimizing(Estimator.options().OptLevel > 0),
        Sharing(Optimizing && !Estimator.options().Address) {}
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
  void countCall(const FunctionDecl *Callee, uint64_t Outgoing,
                 bool IsTail = false);
  void findTail(const Expr *E);
  void findLastTail(const Stmt *S);
  void countDestructor(QualType T);
  void countCopy(QualType T);
  void declare(const VarDecl *Variable);
  void declareStatic(const VarDecl *Variable);
  /// A slot; \p Promotable when nobody learns its address.
  void addObject(const FrameType &T, bool Promotable = false);
  /// A temporary, in memory if somebody learns its address.
  void addTemporary(QualType T, const Expr *Init);
  void use(const Decl *Key);
  bool builtInMemory(const Expr *Init, QualType T);

  const FunctionDecl &Definition;
  FrameEstimator &Estimator;
  const ASTContext &Context;
  const bool Optimizing;
  const bool Sharing; ///< objects whose lives do not overlap share bytes
  Escapes Escaped;
  FrameParts Parts;
  LiveValues Values;
  /// Numbers of the variables kept in registers; null stands for `this`.
  llvm::DenseMap<const Decl *, unsigned> Numbers;
  llvm::SmallVector<QualType, 8> Destroyed; ///< in the open scopes
  uint64_t Current = 0;
  const Expr *Tail = nullptr;     ///< the operand of the return at hand
  const Expr *LastTail = nullptr; ///< the last statement
  bool AddressTaken = true;       ///< of the temporary that is visited
};
} // namespace

static uint64_t roundUp(uint64_t Bytes, uint64_t To) {
  return (Bytes + To - 1) / To * To;
}

/// AddressSanitizer puts each object at a multiple of 32, with a redzone after
/// it that grows with the object (as LLVM's ASanStackFrameLayout has it).
static uint64_t withRedzone(uint64_t Bytes) {
  uint64_t Redzone = Bytes <= 128    ? 32
                     : Bytes <= 512  ? 64
                     : Bytes <= 4096 ? 128
                                     : 256;
  return roundUp(Bytes + Redzone, 32);
}

void FrameWalker::addObject(const FrameType &T, bool Promotable) {
  Parts.Guess |= T.Guess;
  Parts.Dynamic |= T.Dynamic;
  Parts.Alignment = std::max(Parts.Alignment, T.Alignment);
  Current = roundUp(Current, T.Alignment) +
            (Estimator.options().Address && !Promotable ? withRedzone(T.Bytes)
                                                        : T.Bytes);
  Parts.Memory = std::max(Parts.Memory, Current);
}

void FrameWalker::use(const Decl *Key) {
  auto Found = Numbers.find(Key);
  if (Found != Numbers.end())
    Values.use(Found->second);
}

/// True when code that is not inlined builds or destroys an object of type
/// \p T from \p Init.
bool FrameWalker::builtInMemory(const Expr *Init, QualType T) {
  const CXXDestructorDecl *Destructor = destructorOf(T);
  if (Destructor && Estimator.leaks(Destructor, 0))
    return true;
  FrameCall Call;
  const Expr *Core = Init ? Init->IgnoreImplicit() : nullptr;
  if (!Core || !readCall(Core, Call))
    return false;
  if (isa<CXXConstructExpr>(Core))
    return Estimator.leaks(Call.Callee, 0);
  return passedByAddress(T, Context) && !Estimator.inlined(Call.Callee);
}

void FrameWalker::addTemporary(QualType T, const Expr *Init) {
  FrameType Size = frameType(T, Context);
  if (!Optimizing || AddressTaken || Size.words() > MostWords ||
      builtInMemory(Init, T))
    addObject(Size);
  if (destructorOf(T))
    Destroyed.push_back(T);
}

void FrameWalker::declare(const VarDecl *Variable) {
  if (!Variable->hasLocalStorage())
    return declareStatic(Variable);
  FrameType Size = frameType(Variable->getType(), Context);
  bool Array = Variable->getType()->isArrayType();
  if (!Optimizing || Size.Dynamic || Array || Size.words() > MostWords ||
      Variable->getType().isVolatileQualified() ||
      Escaped.Address.count(Variable))
    addObject(Size, Size.Scalar && !Escaped.Address.count(Variable));
  else
    Numbers[Variable] = Values.define(Size.words());
  if (const auto *Whole = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Binding : Whole->bindings())
      if (const VarDecl *Holder = Binding->getHoldingVar())
        declare(Holder);
  if (const Expr *Init = Variable->getInit())
    visitInto(Init);
  if (destructorOf(Variable->getType()))
    Destroyed.push_back(Variable->getType());
}

/// The first call of the function builds a static local.
void FrameWalker::declareStatic(const VarDecl *Variable) {
  if (!Variable->isStaticLocal() || !Variable->getInit() ||
      Variable->hasConstantInitialization())
    return;
  countCall(nullptr, 0); // the guard
  visitInto(Variable->getInit());
}

void FrameWalker::countCall(const FunctionDecl *Callee, uint64_t Outgoing,
                            bool IsTail) {
  const FrameParts *Inlined = Estimator.inlined(Callee);
  if (!Inlined) {
    ++Parts.Calls;
    Parts.TailCalls += IsTail;
    Parts.Recursive |= Callee && Callee->getDefinition() == &Definition;
    bool NoReturn = Callee && Callee->isNoReturn();
    Parts.NoReturns += NoReturn;
    Parts.Work += 3;
    Parts.Outgoing = std::max(Parts.Outgoing, Outgoing);
    Values.call(!NoReturn, 0, 0);
    return;
  }
  Parts.Calls += Inlined->Calls;
  Parts.TailCalls += IsTail ? Inlined->TailCalls : 0;
  Parts.Work += Inlined->Work;
  Parts.Outgoing = std::max(Parts.Outgoing, Inlined->Outgoing);
  Parts.Alignment = std::max(Parts.Alignment, Inlined->Alignment);
  Parts.Dynamic |= Inlined->Dynamic;
  Parts.Cleanups |= Inlined->Cleanups;
  Parts.Memory = std::max(Parts.Memory, Current + Inlined->Memory);
  if (!Sharing)
    Current += Inlined->Memory;
  Parts.NoReturns += Inlined->NoReturns;
  Values.call(Inlined->Calls > Inlined->NoReturns, Inlined->Values,
              Inlined->Pressure);
}

/// A copy of bytes is a call when it is large.
void FrameWalker::countCopy(QualType T) {
  Parts.Work += 1;
  if (frameType(T, Context).Bytes > 128)
    countCall(nullptr, 0);
}

void FrameWalker::countDestructor(QualType T) {
  if (const CXXDestructorDecl *Destructor = destructorOf(T)) {
    const FrameParts *Inlined = Estimator.inlined(Destructor);
    Parts.Cleanups |= !Inlined || Inlined->Calls;
    countCall(Destructor->isVirtual() && T->isPointerType() ? nullptr
                                                            : Destructor,
              0);
  }
}

/// True for what the compiler expands itself and does not call.
static bool isExpanded(const FunctionDecl *Callee, const ASTContext &Context) {
  unsigned Id = Callee ? Callee->getBuiltinID() : 0;
  return Id && Id != Builtin::BI__builtin_operator_new &&
         Id != Builtin::BI__builtin_operator_delete &&
         !Context.BuiltinInfo.isPredefinedLibFunction(Id);
}

static bool isAlloca(const FunctionDecl *Callee) {
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

void FrameWalker::visitArguments(const FrameCall &Call) {
  unsigned Waiting = 0;
  for (unsigned I = 0; I < Call.Arguments.size(); ++I) {
    const Expr *E = Call.Arguments[I];
    if (!E)
      continue;
    bool Before = AddressTaken;
    unsigned Calls = Parts.Calls;
    AddressTaken = Estimator.leaks(Call.Callee, I);
    if (E->isPRValue() && E->getType()->isRecordType()) {
      addTemporary(E->getType(), E);
      visitInto(E);
    } else {
      visitOperand(E);
    }
    AddressTaken = Before;
    if (Parts.Calls > Calls) // what came before waits meanwhile
      Parts.Spills += Waiting, Waiting = 0;
    Waiting += !E->isEvaluatable(Context);
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
    return countCopy(E->getType());
  Parts.Dynamic |= isAlloca(Call.Callee);
  if (isExpanded(Call.Callee, Context)) {
    Parts.Work += 1;
    return;
  }
  Parts.Spills += !Construct && Parts.Cleanups && !E->getType()->isVoidType();
  bool ByAddress = !Construct && passedByAddress(E->getType(), Context);
  countCall(Call.Callee, stackArguments(Call.Arguments, ByAddress, Context),
            E == Tail || (E == LastTail && Destroyed.empty()));
}

void FrameWalker::VisitBinaryOperator(const BinaryOperator *E) {
  Parts.Work += 1;
  visitOperand(E->getLHS());
  unsigned Calls = Parts.Calls;
  visitOperand(E->getRHS());
  Parts.Spills += Parts.Calls > Calls && !E->isLogicalOp() &&
                  !E->getLHS()->isEvaluatable(Context);
}

void FrameWalker::VisitAbstractConditionalOperator(
    const AbstractConditionalOperator *E) {
  Parts.Spills += 1;
  VisitExpr(E);
}

void FrameWalker::visitOperand(const Expr *E) {
  if (E)
    Visit(E);
}

/// A full expression: its temporaries die with it.
void FrameWalker::visitFull(const ExprWithCleanups *E, bool Into) {
  uint64_t Before = Current;
  size_t Dying = Destroyed.size();
  Into ? visitInto(E->getSubExpr()) : visitOperand(E->getSubExpr());
  while (Destroyed.size() > Dying)
    countDestructor(Destroyed.pop_back_val());
  if (Sharing && !E->getSubExpr()->isGLValue())
    Current = Before;
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
    Parts.Work += 1;
  if (E->isTypeDependent())
    Parts.Guess = true;
  VisitStmt(E);
}

void FrameWalker::visitScope(const Stmt *S) {
  uint64_t Before = Current;
  size_t Dying = Destroyed.size();
  Parts.Work += 1;
  VisitStmt(S);
  while (Destroyed.size() > Dying)
    countDestructor(Destroyed.pop_back_val());
  if (Sharing)
    Current = Before;
}

void FrameWalker::visitLoop(const Stmt *S) {
  unsigned Begin = Values.beginLoop();
  visitScope(S);
  Values.endLoop(Begin);
}

void FrameWalker::VisitCXXTryStmt(const CXXTryStmt *S) {
  Parts.Cleanups = true;
  VisitStmt(S);
}

void FrameWalker::VisitCXXCatchStmt(const CXXCatchStmt *S) {
  if (const VarDecl *Variable = S->getExceptionDecl())
    declare(Variable);
  Values.call(true, 0, 0); // __cxa_begin_catch
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
  if (isa<CallExpr>(E) && Destroyed.empty())
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
    return use(nullptr);
  if (const auto *Binding = dyn_cast<BindingDecl>(E->getDecl()))
    return use(Binding->getHoldingVar()
                   ? static_cast<const Decl *>(Binding->getHoldingVar())
                   : Binding->getDecomposedDecl());
  use(E->getDecl());
}

void FrameWalker::VisitCXXThisExpr(const CXXThisExpr *) { use(nullptr); }

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
  countCall(nullptr, 0);
  if (const Expr *Size = E->getArraySize().value_or(nullptr))
    visitOperand(Size);
  for (const Expr *Argument : E->placement_arguments())
    visitOperand(Argument);
  Parts.Spills += 2;
  if (const Expr *Init = E->getInitializer())
    visitInto(Init);
}

void FrameWalker::VisitCXXDeleteExpr(const CXXDeleteExpr *E) {
  visitOperand(E->getArgument());
  Parts.Spills += 1;
  countDestructor(E->getDestroyedType());
  countCall(nullptr, 0);
}

void FrameWalker::VisitCXXThrowExpr(const CXXThrowExpr *E) {
  if (E->getSubExpr())
    visitInto(E->getSubExpr());
  countCall(nullptr, 0);
}

void FrameWalker::walkParameters() {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Definition);
  FrameType Pointer;
  Pointer.Bytes = Pointer.Alignment = 8;
  Pointer.Scalar = true;
  if (Method && Method->isInstance()) {
    Parts.Leaks.push_back(Escaped.This);
    Optimizing ? void(Numbers[nullptr] = Values.define(1)) : addObject(Pointer);
  }
  for (const ParmVarDecl *Parameter : Definition.parameters()) {
    QualType T = Parameter->getType();
    bool Indirect = passedByAddress(T, Context);
    FrameType Size = Indirect ? Pointer : frameType(T, Context);
    Parts.Leaks.push_back(Escaped.Value.count(Parameter) ||
                          Escaped.Address.count(Parameter));
    if (!Optimizing || (!Indirect && Escaped.Address.count(Parameter)))
      addObject(Size, Size.Scalar && !Escaped.Address.count(Parameter));
    else
      Numbers[Parameter] = Values.define(Size.words());
  }
  if (!Optimizing && !Definition.getReturnType()->isVoidType())
    addObject(passedByAddress(Definition.getReturnType(), Context)
                  ? Pointer
                  : frameType(Definition.getReturnType(), Context),
              true);
  if (Definition.isVariadic()) {
    FrameType Area;
    Area.Bytes = VariadicArea;
    Area.Alignment = 16;
    addObject(Area);
  }
}

void FrameWalker::walkMembers() {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Definition))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->getInit()) {
        use(nullptr);
        visitInto(Init->getInit());
      }
}

FrameParts FrameWalker::walk() {
  Escaped = findEscapes(Definition, Estimator);
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
      use(nullptr), countDestructor(Field->getType());
    for (const CXXBaseSpecifier &Base : Record->bases())
      use(nullptr), countDestructor(Base.getType());
    if (cast<CXXMethodDecl>(Definition).isVirtual())
      countCall(nullptr, 0, true); // the deleting destructor
  }
  Parts.Values = Values.acrossCalls();
  Parts.Pressure = Values.anywhere();
  return std::move(Parts);
}

FrameParts walkFrame(const FunctionDecl &Definition,
                     FrameEstimator &Estimator) {
  return FrameWalker(Definition, Estimator).walk();
}

} // namespace segstack

//===- CallReader.cpp - the calls of one function -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallReader.h"
#include "BranchOdds.h"
#include "CallRecorder.h"
#include "DefinitionFinder.h"
#include "FrameTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"
#include <algorithm>

using namespace clang;

namespace segstack {
namespace {

constexpr double Most = 1e6; ///< times that a call is made

class CallReader {
public:
  CallReader(const CallContext &Known, CallGraph::Node &Node)
      : Known(Known), Context(Known.Context), Calls(Known, Node) {}
  void readFunction(const FunctionDecl &F);

private:
  // Statements, by how often they run.
  void read(const Stmt *S);
  void readPart(const Stmt *S, double Times);
  void readChildren(const Stmt *S);
  bool readLoop(const Stmt *S);
  bool readBranch(const Stmt *S);
  void readIf(const IfStmt &If);

  void readExpression(const Expr *E);
  void readCheck(const FrameCall &Call);
  void readVariables(const DeclStmt *S);
  void readNew(const CXXNewExpr &New);
  void readDelete(const CXXDeleteExpr &Delete);
  void readMembers(const CXXRecordDecl *Record);
  void readInitializers(const CXXConstructorDecl &Constructor);

  const CallContext &Known;
  const ASTContext &Context;
  CallRecorder Calls;
};

/// True for operands that are never evaluated.
bool isUnevaluated(const Stmt *S) {
  if (const auto *Size = dyn_cast<UnaryExprOrTypeTraitExpr>(S))
    return !Size->isArgumentType() ||
           !Size->getArgumentType()->isVariablyModifiedType();
  if (isa<CXXNoexceptExpr>(S) || isa<ConstantExpr>(S))
    return true;
  const auto *Type = dyn_cast<CXXTypeidExpr>(S);
  return Type && !Type->isPotentiallyEvaluated();
}

} // namespace

// -- Statements.

void CallReader::readPart(const Stmt *S, double Times) {
  llvm::SaveAndRestore Saved(Calls.Often, std::min(Calls.Often * Times, Most));
  llvm::SaveAndRestore SavedRare(Calls.Rare,
                                 Calls.Rare || Times <= 2 * OddsOfRare);
  read(S);
}

void CallReader::readChildren(const Stmt *S) {
  for (const Stmt *Child : S->children())
    read(Child);
}

bool CallReader::readLoop(const Stmt *S) {
  if (const auto *For = dyn_cast<ForStmt>(S)) {
    read(For->getInit());
    for (const Stmt *Part :
         {static_cast<const Stmt *>(For->getConditionVariableDeclStmt()),
          static_cast<const Stmt *>(For->getCond()),
          static_cast<const Stmt *>(For->getInc()), For->getBody()})
      readPart(Part, OddsOfLoop);
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    for (const Stmt *Part :
         {Range->getInit(), static_cast<const Stmt *>(Range->getRangeStmt()),
          static_cast<const Stmt *>(Range->getBeginStmt()),
          static_cast<const Stmt *>(Range->getEndStmt())})
      read(Part);
    for (const Stmt *Part :
         {static_cast<const Stmt *>(Range->getCond()),
          static_cast<const Stmt *>(Range->getInc()),
          static_cast<const Stmt *>(Range->getLoopVarStmt()), Range->getBody()})
      readPart(Part, OddsOfLoop);
  } else if (isa<WhileStmt>(S) || isa<DoStmt>(S)) {
    llvm::SaveAndRestore Saved(Calls.Often,
                               std::min(Calls.Often * OddsOfLoop, Most));
    readChildren(S);
  } else {
    return false;
  }
  return true;
}

void CallReader::readIf(const IfStmt &If) {
  read(If.getInit());
  read(If.getConditionVariableDeclStmt());
  read(If.getCond());
  double Then = oddsOfThen(If, Context);
  readPart(If.getThen(), Then);
  readPart(If.getElse(), 1 - Then);
}

bool CallReader::readBranch(const Stmt *S) {
  if (const auto *If = dyn_cast<IfStmt>(S)) {
    readIf(*If);
  } else if (const auto *Either = dyn_cast<ConditionalOperator>(S)) {
    double First = oddsOfThen(*Either, Context);
    read(Either->getCond());
    readPart(Either->getTrueExpr(), First);
    readPart(Either->getFalseExpr(), 1 - First);
  } else if (const auto *Both = dyn_cast<BinaryOperator>(S);
             Both && Both->isLogicalOp()) {
    read(Both->getLHS());
    readPart(Both->getRHS(), oddsOfRight(*Both));
  } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
    read(Switch->getInit());
    read(Switch->getConditionVariableDeclStmt());
    read(Switch->getCond());
    readPart(Switch->getBody(), OddsOfBranch);
  } else if (const auto *Noted = dyn_cast<AttributedStmt>(S)) {
    bool Unlikely = llvm::any_of(
        Noted->getAttrs(), [](const Attr *A) { return isa<UnlikelyAttr>(A); });
    readPart(Noted->getSubStmt(), Unlikely ? 2 * OddsOfRare : 1);
  } else {
    return false;
  }
  return true;
}

void CallReader::read(const Stmt *S) {
  if (!S || isUnevaluated(S))
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      read(Init); // the body is a function of its own
    return;
  }
  if (readLoop(S) || readBranch(S))
    return;
  if (const auto *Captured = dyn_cast<CapturedStmt>(S)) {
    Calls.addRuntime("OpenMP"); // which calls it
    read(Captured->getCapturedStmt());
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(S))
    readVariables(Declaration);
  if (const auto *Catch = dyn_cast<CXXCatchStmt>(S)) {
    llvm::SaveAndRestore Saved(Calls.Often, Calls.Often * OddsOfRare);
    if (Catch->getExceptionDecl())
      Calls.addDestructor(
          Catch->getExceptionDecl()->getType().getNonReferenceType());
    return readChildren(S);
  }
  if (isa<CoroutineBodyStmt>(S) || isa<BlockExpr>(S))
    Calls.addRuntime("coroutine");
  if (const auto *E = dyn_cast<Expr>(S))
    readExpression(E);
  readChildren(S);
}

void CallReader::readVariables(const DeclStmt *S) {
  for (const Decl *D : S->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable)
      continue;
    // A static local's constructor is guarded and its destructor registered.
    if (Variable->isStaticLocal() && !Variable->hasConstantInitialization())
      Calls.addRuntime("__cxa_guard_acquire");
    if (Variable->hasLocalStorage())
      Calls.addDestructor(Variable->getType());
    if (const auto *Cleanup = Variable->getAttr<CleanupAttr>())
      Calls.addCall(Cleanup->getFunctionDecl());
    if (const auto *Whole = dyn_cast<DecompositionDecl>(Variable))
      for (const BindingDecl *Binding : Whole->bindings())
        if (const VarDecl *Holder = Binding->getHoldingVar())
          read(Holder->getInit());
  }
}

// -- Expressions.

/// A check calls nothing but the body that it outlines, so that a function is
/// the same with it and without.
void CallReader::readCheck(const FrameCall &Call) {
  if (!Call.Callee->getIdentifier() ||
      (Call.Callee->getName() != "segstack_run" &&
       Call.Callee->getName() != "segstack_run_on_own"))
    return;
  for (const Expr *Argument : Call.Arguments)
    if (const auto *Class = Argument->getType()->getAsCXXRecordDecl())
      if (Class->isLambda())
        Calls.addCall(Class->getLambdaCallOperator());
}

void CallReader::readNew(const CXXNewExpr &New) {
  Calls.addCall(New.getOperatorNew());
  if (New.getOperatorDelete())
    Calls.addCall(New.getOperatorDelete());
}

void CallReader::readDelete(const CXXDeleteExpr &Delete) {
  const CXXDestructorDecl *Destructor = destructorOf(Delete.getDestroyedType());
  if (Destructor)
    Calls.addCall(Destructor);
  if (Destructor && Destructor->isVirtual())
    Calls.addVirtual(*Destructor);
  Calls.addCall(Delete.getOperatorDelete());
}

/// `p->~T()` where T is a scalar, as in std::vector<int>.
bool isOfNoDestructor(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(&E);
  return Call &&
         isa<CXXPseudoDestructorExpr>(Call->getCallee()->IgnoreParens());
}

void CallReader::readExpression(const Expr *E) {
  FrameCall Call;
  if (isOfNoDestructor(*E))
    return;
  if (readCall(E, Call)) {
    if (!Call.Callee)
      Calls.addIndirect(E);
    else if (isOfCheck(*Call.Callee))
      readCheck(Call);
    else
      Calls.addCall(Call.Callee, Call.Arguments);
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    readNew(*New);
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    readDelete(*Delete);
  } else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E)) {
    Calls.addCall(Bind->getTemporary()->getDestructor());
  } else if (isa<MaterializeTemporaryExpr>(E)) {
    Calls.addDestructor(
        E->getType()); // of the array of an initializer_list, too
  } else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E)) {
    read(Default->getExpr());
  } else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E)) {
    read(Default->getExpr());
  } else if (isa<CXXThrowExpr>(E)) {
    Calls.addRuntime("__cxa_throw");
  } else if (isa<CXXDynamicCastExpr>(E)) {
    Calls.addRuntime("__dynamic_cast");
  } else if (isa<CoroutineSuspendExpr>(E)) {
    Calls.addRuntime("coroutine");
  } else if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (Variable && Variable->getTLSKind() == VarDecl::TLS_Dynamic)
      Calls.addRuntime("thread_local"); // its wrapper may run an initialiser
  }
}

/// A destructor destroys members and bases; so does a constructor that an
/// exception leaves.
void CallReader::readMembers(const CXXRecordDecl *Record) {
  for (const FieldDecl *Field : Record->fields())
    Calls.addDestructor(Field->getType());
  for (const CXXBaseSpecifier &Base : Record->bases())
    Calls.addDestructor(Base.getType());
  for (const CXXBaseSpecifier &Base : Record->vbases())
    Calls.addDestructor(Base.getType());
}

/// A check in an initialiser is around all of it.
void CallReader::readInitializers(const CXXConstructorDecl &Constructor) {
  for (const CXXCtorInitializer *Init : Constructor.inits()) {
    bool Checked = Init->isWritten() && Known.Outlined &&
                   Known.Outlined(Constructor, *Init->getInit());
    llvm::SaveAndRestore Saved(Calls.OutsideBody, !Checked);
    read(Init->getInit());
  }
}

void CallReader::readFunction(const FunctionDecl &F) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F)) {
    readInitializers(*Constructor);
    llvm::SaveAndRestore Saved(Calls.Often, OddsOfRare);
    readMembers(Constructor->getParent());
  }
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&F)) {
    llvm::SaveAndRestore Saved(Calls.OutsideBody, true);
    readMembers(Destructor->getParent());
  }
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&F))
    if (Destructor->isVirtual()) // the deleting destructor
      Calls.addCall(Destructor->getOperatorDelete());
  read(F.getBody());
  Calls.finish();
}

void readCalls(const CallContext &Known, CallGraph::Node &Node) {
  CallReader(Known, Node).readFunction(*Node.Function);
}

} // namespace segstack

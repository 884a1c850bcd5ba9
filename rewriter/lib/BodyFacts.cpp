//===- BodyFacts.cpp - what a body does that decides its shape -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyFacts.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace segstack {
namespace {

/// Jumps that the runtime does not see. It sees those of the C library:
/// longjmp, siglongjmp, setcontext, swapcontext.
bool isUnseenJump(llvm::StringRef Name) { return Name == "__builtin_setjmp"; }

/// The variable that `return name;` or `throw name;` names.
const VarDecl *namedBy(const Expr *Value) {
  if (!Value)
    return nullptr;
  Value = Value->IgnoreImplicit();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Value))
    if (Construct->getNumArgs() >= 1)
      Value = Construct->getArg(0)->IgnoreImplicit();
  const auto *Ref = dyn_cast<DeclRefExpr>(Value->IgnoreParens());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The variable that `return name;` names, if it is one of the function's own.
const VarDecl *namedResult(const ReturnStmt &Return) {
  const VarDecl *Variable = namedBy(Return.getRetValue());
  bool Own = Variable && Variable->hasLocalStorage() &&
             !isa<ParmVarDecl>(Variable) &&
             !Variable->getType()->isReferenceType();
  return Own ? Variable : nullptr;
}

bool isConstant(const VarDecl &Variable) {
  return Variable.isConstexpr() ||
         (Variable.getType().isConstQualified() && Variable.getInit() &&
          !Variable.getInit()->isValueDependent() &&
          Variable.hasConstantInitialization());
}

class Gatherer : public RecursiveASTVisitor<Gatherer> {
public:
  explicit Gatherer(BodyFacts &Facts) : Facts(Facts) {}

  bool shouldVisitImplicitCode() const { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (auto *Parameter = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      Facts.UsedParameters.insert(Parameter);
    return true;
  }

  bool VisitPredefinedExpr(PredefinedExpr *Name) {
    noteName(Name->getIdentKindName());
    return true;
  }

  bool VisitSourceLocExpr(SourceLocExpr *Place) {
    if (Place->getIdentKind() == SourceLocIdentKind::Function ||
        Place->getIdentKind() == SourceLocIdentKind::FuncSig ||
        Place->getIdentKind() == SourceLocIdentKind::SourceLocStruct)
      noteName("std::source_location or __builtin_FUNCTION()");
    return true;
  }

  // Default arguments are no children of the call.
  bool VisitCXXDefaultArgExpr(CXXDefaultArgExpr *Default) {
    return TraverseStmt(Default->getExpr());
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (const FunctionDecl *Callee = Call->getDirectCallee())
      noteCallee(*Callee);
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (Nesting == 0 && Variable->getType()->isVariableArrayType())
      Facts.DynamicStack = true;
    if (Variable->isStaticLocal() && !isConstant(*Variable)) {
      Facts.StaticLocal = Variable->getName().str();
      if (Nesting > 0)
        Facts.StaticInClosure = Facts.StaticLocal;
    }
    return true;
  }

  bool VisitCXXThrowExpr(CXXThrowExpr *Throw) {
    noteMoved(Throw->getSubExpr());
    return true;
  }

  bool VisitAddrLabelExpr(AddrLabelExpr *) {
    Facts.CompilerBranch = true;
    return true;
  }

  bool VisitCoreturnStmt(CoreturnStmt *) { return coroutine(); }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *) { return coroutine(); }
  bool VisitDependentCoawaitExpr(DependentCoawaitExpr *) { return coroutine(); }

  bool VisitReturnStmt(ReturnStmt *Return) {
    noteMoved(Return->getRetValue());
    if (Nesting > 0)
      return true;
    const VarDecl *Named = namedResult(*Return);
    Facts.NamedResult =
        !AnyReturn || Facts.NamedResult == Named ? Named : nullptr;
    AnyReturn = true;
    return true;
  }

  // What happens in a closure or a local class is its own affair, apart from
  // the parameters that it uses.
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    Facts.Closures += Nesting == 0;
    ++Nesting;
    bool GoOn = RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    --Nesting;
    return GoOn;
  }
  bool TraverseCXXRecordDecl(CXXRecordDecl *Record) {
    ++Nesting;
    bool GoOn = RecursiveASTVisitor::TraverseCXXRecordDecl(Record);
    --Nesting;
    return GoOn;
  }

private:
  bool coroutine() {
    if (Nesting == 0)
      Facts.Coroutine = true;
    return true;
  }

  void noteMoved(const Expr *Value) {
    if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(namedBy(Value)))
      if (Nesting == 0 && !Parameter->getType()->isLValueReferenceType())
        Facts.MovedParameters.insert(Parameter);
  }

  void noteName(llvm::StringRef Spelling) {
    if (Nesting == 0 && Facts.FunctionName.empty())
      Facts.FunctionName = Spelling.str();
  }

  void noteCallee(const FunctionDecl &Callee) {
    if (Nesting > 0)
      return;
    if (Callee.getIdentifier() && isUnseenJump(Callee.getName()))
      Facts.Jump = Callee.getName().str();
    switch (Callee.getBuiltinID()) {
    case Builtin::BI__builtin_frame_address:
    case Builtin::BI__builtin_return_address:
    case Builtin::BI__builtin_dwarf_cfa:
      Facts.FrameAddress = true;
      break;
    case Builtin::BIalloca:
    case Builtin::BI__builtin_alloca:
    case Builtin::BI__builtin_alloca_uninitialized:
    case Builtin::BI__builtin_alloca_with_align:
      Facts.DynamicStack = true;
      break;
    case Builtin::BI__builtin_va_start:
    case Builtin::BI__va_start:
      Facts.VariadicStart = true;
      break;
    default:
      break;
    }
  }

  BodyFacts &Facts;
  int Nesting = 0;
  bool AnyReturn = false;
};

} // namespace

/// `__label__` has to come first in its block.
static bool beginsWithLocalLabels(const Stmt &Body) {
  const auto *Block = dyn_cast<CompoundStmt>(&Body);
  const auto *First = Block && !Block->body_empty()
                          ? dyn_cast<DeclStmt>(Block->body_front())
                          : nullptr;
  return First && llvm::any_of(First->decls(),
                               [](const Decl *D) { return isa<LabelDecl>(D); });
}

BodyFacts gatherBodyFacts(const FunctionDecl &Function) {
  BodyFacts Facts;
  Facts.LocalLabels = beginsWithLocalLabels(*Function.getBody());
  Gatherer(Facts).TraverseStmt(Function.getBody());
  return Facts;
}

} // namespace segstack

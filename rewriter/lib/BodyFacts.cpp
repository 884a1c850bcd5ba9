//===- BodyFacts.cpp - what a body does that decides its shape -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BodyFacts.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace segstack {

bool isSetjmp(const FunctionDecl &Function) {
  return Function.isExternC() && Function.getIdentifier() &&
         llvm::StringSwitch<bool>(Function.getName())
             .Cases("setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp",
                    "__builtin_setjmp", true)
             .Default(false);
}

namespace {

/// The variable that `return name;` or `throw name;` names, and the function
/// that converts it to the result, if any.
struct Named {
  const VarDecl *Variable = nullptr;
  const FunctionDecl *Conversion = nullptr;
};

Named namedBy(const Expr *Value) {
  Named Found;
  if (!Value)
    return Found;
  for (Value = Value->IgnoreImplicit();;
       Value = Value->IgnoreParens()->IgnoreImplicit()) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(Value);
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Value);
    if (Construct && Construct->getNumArgs() >= 1) {
      if (!Construct->getConstructor()->isCopyOrMoveConstructor())
        Found.Conversion = Construct->getConstructor();
      Value = Construct->getArg(0);
    } else if (Call &&
               isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl())) {
      Found.Conversion = Call->getMethodDecl();
      Value = Call->getImplicitObjectArgument();
    } else
      break;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Value->IgnoreParens()))
    Found.Variable = dyn_cast<VarDecl>(Ref->getDecl());
  return Found;
}

/// Whether \p Conversion takes rvalues otherwise than lvalues.
bool tellsRvalues(const FunctionDecl &Conversion) {
  if (const auto *Method = dyn_cast<CXXConversionDecl>(&Conversion))
    return Method->getRefQualifier() != RQ_None;
  return Conversion.getNumParams() > 0 &&
         Conversion.getParamDecl(0)->getType()->isRValueReferenceType();
}

/// The variable that `return name;` makes the result, without conversion, if it
/// is one of the function's own.
const VarDecl *namedResult(const ReturnStmt &Return) {
  auto [Variable, Conversion] = namedBy(Return.getRetValue());
  bool Own = Variable && !Conversion && Variable->hasLocalStorage() &&
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

/// The variable of which \p Value is a part, elements of arrays included.
const DeclRefExpr *objectOf(const Expr *Value) {
  for (;;) {
    Value = Value->IgnoreParens();
    const auto *Member = dyn_cast<MemberExpr>(Value);
    const auto *Decay = dyn_cast<ImplicitCastExpr>(Value);
    if (Member && !Member->isArrow())
      Value = Member->getBase();
    else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(Value))
      Value = Element->getBase();
    else if (Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
      Value = Decay->getSubExpr();
    else
      return dyn_cast<DeclRefExpr>(Value);
  }
}

/// Of `assert` and its like, also in a template, where the call is not
/// resolved.
bool neverReturns(const CallExpr &Call) {
  if (const FunctionDecl *Callee = Call.getDirectCallee())
    return Callee->isNoReturn();
  const auto *Name =
      dyn_cast<UnresolvedLookupExpr>(Call.getCallee()->IgnoreParenImpCasts());
  return Name && Name->getNumDecls() > 0 &&
         llvm::all_of(Name->decls(), [](const NamedDecl *D) {
           const FunctionDecl *Function = D->getAsFunction();
           return Function && Function->isNoReturn();
         });
}

/// A name as an argument, behind `__extension__` as the C library writes it.
const PredefinedExpr *nameIn(const Expr *Argument) {
  Argument = Argument->IgnoreParenImpCasts();
  if (const auto *Marked = dyn_cast<UnaryOperator>(Argument);
      Marked && Marked->getOpcode() == UO_Extension)
    Argument = Marked->getSubExpr()->IgnoreParenImpCasts();
  return dyn_cast<PredefinedExpr>(Argument);
}

class Gatherer : public RecursiveASTVisitor<Gatherer> {
public:
  /// \p Owner is whose parameters count as moved; none for an expression.
  explicit Gatherer(BodyFacts &Facts, const FunctionDecl *Owner = nullptr)
      : Facts(Facts), Owner(Owner) {}

  bool shouldVisitImplicitCode() const { return true; }

  bool TraverseImplicitCastExpr(ImplicitCastExpr *Cast) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      if (const DeclRefExpr *Ref = objectOf(Cast->getSubExpr()))
        Loads.insert(Ref);
    return RecursiveASTVisitor::TraverseImplicitCastExpr(Cast);
  }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (auto *Parameter = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      Facts.UsedParameters.insert(Parameter);
    // Only its value is the same in every closure.
    const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
    if (Variable && Variable->isStaticLocal() && !Loads.contains(Ref))
      noteStatic(*Variable);
    return true;
  }

  // A closure's own short name is the same wherever it is; the long one begins
  // with the function around it.
  bool VisitPredefinedExpr(PredefinedExpr *Name) {
    PredefinedIdentKind Kind = Name->getIdentKind();
    if (Nesting == 0 || (Kind != PredefinedIdentKind::Func &&
                         Kind != PredefinedIdentKind::Function))
      noteName(Name->getIdentKindName(), LastWords.contains(Name));
    return true;
  }

  bool VisitSourceLocExpr(SourceLocExpr *Place) {
    SourceLocIdentKind Kind = Place->getIdentKind();
    if (Kind == SourceLocIdentKind::FuncSig ||
        Kind == SourceLocIdentKind::SourceLocStruct ||
        (Kind == SourceLocIdentKind::Function && Nesting == 0))
      noteName("std::source_location or __builtin_FUNCTION()");
    return true;
  }

  bool VisitCXXTypeidExpr(CXXTypeidExpr *Name) {
    QualType Type = Name->isTypeOperand()
                        ? Name->getTypeOperandSourceInfo()->getType()
                        : Name->getExprOperand()->getType();
    const auto *Class = Type->getBaseElementTypeUnsafe()->getAsTagDecl();
    if (Class && Class->getDeclContext()->isFunctionOrMethod())
      noteName("typeid of a local class");
    return true;
  }

  // Default arguments are no children of the call.
  bool VisitCXXDefaultArgExpr(CXXDefaultArgExpr *Default) {
    return TraverseStmt(Default->getExpr());
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (neverReturns(*Call))
      for (const Expr *Argument : Call->arguments())
        if (const PredefinedExpr *Name = nameIn(Argument))
          LastWords.insert(Name);
    if (const FunctionDecl *Callee = Call->getDirectCallee()) {
      noteCallee(*Callee);
      if (Nesting == 0 && isSetjmp(*Callee))
        Facts.Jumps.push_back(Call);
    }
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (Nesting == 0 && Variable->getType()->isVariableArrayType())
      Facts.DynamicStack = true;
    if (Variable->isStaticLocal() && Nesting > 0)
      InClosures.insert(Variable);
    if (Variable->isStaticLocal() && !isConstant(*Variable))
      noteStatic(*Variable);
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
    Named Moved = namedBy(Value);
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Moved.Variable);
    // What a closure has captured is no parameter of its own.
    if (!Parameter || Nesting > 0 || Parameter->getDeclContext() != Owner ||
        Parameter->getType()->isLValueReferenceType())
      return;
    Facts.MovedParameters.insert(Parameter);
    if (Moved.Conversion && tellsRvalues(*Moved.Conversion))
      Facts.ConvertedParameter = Parameter;
  }

  void noteStatic(const VarDecl &Variable) {
    // An anonymous union and `static auto [a, b]` have no name.
    llvm::StringRef Name = Variable.getName();
    Facts.StaticLocal = Name.empty() ? "without a name" : Name.str();
    if (InClosures.contains(&Variable))
      Facts.StaticInClosure = Facts.StaticLocal;
  }

  void noteName(llvm::StringRef Spelling, bool InLastWords = false) {
    Facts.NamedInLastWords &= InLastWords;
    if (Facts.FunctionName.empty())
      Facts.FunctionName = Spelling.str();
  }

  void noteCallee(const FunctionDecl &Callee) {
    if (Nesting > 0)
      return;
    if (Callee.hasAttr<AlwaysInlineAttr>())
      noteInlined(Callee);
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

  /// Its frame is this function's, and so is its return address.
  void noteInlined(const FunctionDecl &Callee) {
    const FunctionDecl *Definition = Callee.getDefinition();
    if (!Definition || !Definition->getBody() ||
        !Inlined.insert(Definition).second)
      return;
    BodyFacts Inner;
    Gatherer Inside(Inner);
    Inside.Inlined = Inlined;
    Inside.TraverseStmt(Definition->getBody());
    Facts.FrameAddress |= Inner.FrameAddress;
    Facts.DynamicStack |= Inner.DynamicStack;
  }

  BodyFacts &Facts;
  const FunctionDecl *Owner;
  llvm::SmallPtrSet<const FunctionDecl *, 4> Inlined; ///< read already
  llvm::SmallPtrSet<const DeclRefExpr *, 8> Loads;    ///< of a value alone
  llvm::SmallPtrSet<const VarDecl *, 2> InClosures;   ///< static variables
  llvm::SmallPtrSet<const Expr *, 4> LastWords; ///< met before they are visited
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
  Gatherer(Facts, &Function).TraverseStmt(Function.getBody());
  return Facts;
}

std::string functionNameIn(const Expr &Expression) {
  BodyFacts Facts;
  Gatherer(Facts).TraverseStmt(const_cast<Expr *>(&Expression));
  return Facts.FunctionName;
}

} // namespace segstack

//===- ShapeDecider.cpp - retry, outline, or why not -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShapeDecider.h"
#include "CallSpelling.h"
#include "CheckPlacer.h"
#include "ClosureEffects.h"
#include "Movability.h"
#include "ParameterForwarding.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace segstack {
namespace {

bool hasTargetAttribute(const FunctionDecl &Function) {
  return Function.hasAttr<TargetAttr>() ||
         Function.hasAttr<TargetClonesAttr>() ||
         Function.hasAttr<TargetVersionAttr>() ||
         Function.hasAttr<CPUDispatchAttr>() ||
         Function.hasAttr<CPUSpecificAttr>() || Function.hasAttr<IFuncAttr>();
}

bool hasHiddenArgument(const FunctionDecl &Function) {
  return llvm::any_of(Function.parameters(), [](const ParmVarDecl *Parameter) {
    return Parameter->hasAttr<PassObjectSizeAttr>();
  });
}

bool isAllocation(const FunctionDecl &Function) {
  OverloadedOperatorKind Kind = Function.getOverloadedOperator();
  return Kind == OO_New || Kind == OO_Array_New || Kind == OO_Delete ||
         Kind == OO_Array_Delete;
}

/// Written once more, the name of a deprecated class brings a warning.
bool isDeprecatedClass(QualType Type) {
  if (QualType Pointee = Type->getPointeeType(); !Pointee.isNull())
    return isDeprecatedClass(Pointee);
  const TagDecl *Class = Type->getAsTagDecl();
  return Class && Class->hasAttr<DeprecatedAttr>();
}

bool isConstructorOrDestructor(const FunctionDecl &Function) {
  return isa<CXXConstructorDecl>(Function) || isa<CXXDestructorDecl>(Function);
}

bool hasEmptyBody(const FunctionDecl &Function) {
  const auto *Body = dyn_cast<CompoundStmt>(Function.getBody());
  return Body && Body->body_empty();
}

bool isTryBlock(const FunctionDecl &Function) {
  return isa<CXXTryStmt>(Function.getBody());
}

/// Every instance must have it; a pattern without instances speaks for itself.
bool isNoexcept(const Candidate &Function) {
  auto Is = [](const FunctionDecl *F) {
    const auto *Type = F->getType()->getAs<FunctionProtoType>();
    return Type && !isUnresolvedExceptionSpec(Type->getExceptionSpecType()) &&
           Type->canThrow() == CT_Cannot;
  };
  if (Function.Instances.empty())
    return Is(Function.Pattern);
  return llvm::all_of(Function.Instances, Is);
}

std::string destroyedBehind(const FunctionDecl &Function);

/// Whether several sources may define it, or what it is in, so that the linker
/// keeps one. They need not agree on its shape: what a template's instances
/// are, or what is known of its calls, differs from source to source.
bool isShared(const FunctionDecl &Function) {
  const FunctionDecl *Outermost = &Function;
  for (const DeclContext *Scope = Function.getParent(); Scope;
       Scope = Scope->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Scope))
      Outermost = Outer;
  return Outermost->isExternallyVisible() &&
         (Outermost->isInlined() || Outermost->isTemplated());
}

/// Decides one function. Each step either settles the matter or leaves it to
/// the next one.
class Decider {
public:
  Decider(const ShapeQuestion &Question, const FoundFunctions &Found,
          const ASTContext &Context)
      : Q(Question), F(*Question.Function.Pattern), Found(Found),
        Context(Context) {}

  CheckPlan decide() {
    if (isLeftAlone(Q, Context, Plan))
      return Plan;
    Plan.TryBlock = isTryBlock(F);
    if (Q.AtMost == Shape::None)
      return leave(Q.AtMostWhy, Q.AtMostDetail);
    Reason WhyNot = whyNotRetry();
    if (WhyNot == Reason::Fine)
      return retry();
    // A check behind the prologue, or a copy more, is better than no check.
    if ((WhyNot == Reason::LargeFrame || WhyNot == Reason::NamedResult) &&
        whyNotOutline() != Reason::Fine)
      return retry();
    return outline(WhyNot);
  }

private:
  CheckPlan leave(Reason Why, std::string Detail = "") {
    Plan.How = Shape::None;
    Plan.Why = Why;
    Plan.Detail = std::move(Detail);
    return Plan;
  }

  /// Fine when the function can be called again from its own body; fills in
  /// the call.
  Reason whyNotRetry() {
    if (Q.Function.Lambda)
      return Reason::Lambda;
    if (isa<CXXConstructorDecl>(F))
      return Reason::Constructor;
    if (isa<CXXDestructorDecl>(F))
      return Reason::Destructor;
    if (Q.AtMost == Shape::Outline) {
      Plan.Detail = Q.AtMostDetail;
      return Q.AtMostWhy;
    }
    if (F.getDeclaredReturnType()->getContainedDeducedType())
      return Reason::DeducedReturn;
    if (F.hasAttr<DeprecatedAttr>() || F.hasAttr<ErrorAttr>() ||
        F.hasAttr<UnavailableAttr>())
      return Reason::Deprecated;
    if (F.hasAttr<WeakAttr>())
      return Reason::Weak;
    if (Q.Facts.LocalLabels)
      return Reason::LocalLabels;
    Reason WhyNot = spellCall();
    if (WhyNot != Reason::Fine)
      return WhyNot;
    if (!Q.Facts.StaticInClosure.empty() && isShared(F))
      return Reason::StaticLocal;
    if (Q.Facts.Closures > 1 && isShared(F))
      return Reason::Closures;
    if (Q.Frame.Bytes > LargeFrame)
      return Reason::LargeFrame;
    if (!resultBuiltInPlace())
      return Reason::Fine;
    Plan.Detail = Q.Facts.NamedResult->getName().str();
    return Reason::NamedResult;
  }

  /// g++ builds a named result in its caller's place only when it is what every
  /// `return` names. A copy or a move instead must not be one that shows.
  bool resultBuiltInPlace() const {
    if (!Q.Facts.NamedResult)
      return false;
    auto Shows = [&](const FunctionDecl *Instance) {
      QualType Result = Instance->getReturnType();
      const CXXRecordDecl *Class = Result->getAsCXXRecordDecl();
      if (!Class || Class->isDependentType() || !Class->hasDefinition())
        return false;
      if (Class->hasTrivialCopyConstructor() && Class->hasTrivialDestructor())
        return false;
      Passing How = passingOf(Result, Context);
      return How == Passing::NotHarmless || How == Passing::Impossible;
    };
    return llvm::any_of(Q.Function.Instances, Shows);
  }

  Reason spellCall() {
    std::optional<std::string> Callee = spellCallee(F, Found, Context);
    if (!Callee)
      return Reason::CannotBeNamed;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(&F)) {
      if (Method->isExplicitObjectMemberFunction())
        return Reason::CannotBeNamed;
      if (Method->isInstance())
        Plan.Captures.push_back({"this", false});
    }
    Forwarding Forward{Q.Function, Q.Range.File, Context,
                       mayBeOverloaded(F, Found)};
    Reason WhyNot = Forward.forwardAll(Plan);
    Plan.Call = *Callee + "(" + Plan.Call + ")";
    return WhyNot;
  }

  CheckPlan retry() {
    Plan.How = Shape::Retry;
    Plan.Why = Reason::Fine;
    if (!resultCanBePassedOn())
      return leave(Reason::ReturnNotMovable);
    return Plan;
  }

  Reason whyNotOutline() {
    if (Plan.TryBlock)
      return Reason::FunctionTryBlock;
    if (!Q.Facts.FunctionName.empty())
      return Reason::UsesFunctionName;
    if (F.isConstexpr() && !Context.getLangOpts().CPlusPlus17 &&
        !Q.Function.Lambda)
      return Reason::ConstexprTooOld;
    if (!branchesPairUp(Q.Bytes, Q.Range.Begin, Q.Range.End))
      return Reason::BracesSplit;
    if (!Q.Facts.StaticLocal.empty() && isShared(F))
      return Reason::StaticLocal;
    if (copiedParameter(Q.Function, Q.Facts, Context))
      return Reason::MovesParameter;
    if (!attributeOfBody(F, Q.Declarator).empty())
      return Reason::AttributeOfBody;
    if (isShared(F) && !localTypeOfResult(Q.Function).empty())
      return Reason::LocalType;
    return Reason::Fine;
  }

  /// What completes the sentence of whyNotOutline().
  std::string detailOf(Reason WhyNot) const {
    if (WhyNot == Reason::StaticLocal)
      return Q.Facts.StaticLocal;
    if (WhyNot == Reason::MovesParameter)
      return copiedParameter(Q.Function, Q.Facts, Context)->getName().str();
    if (WhyNot == Reason::LocalType)
      return localTypeOfResult(Q.Function);
    if (WhyNot == Reason::AttributeOfBody)
      return attributeOfBody(F, Q.Declarator);
    return Q.Facts.FunctionName;
  }

  CheckPlan outline(Reason Why) {
    std::string Detail = Plan.Detail;
    std::string DecltypeCall = "decltype(" + Plan.Call + ")";
    bool CallIsSound = Why == Reason::LargeFrame || Why == Reason::NamedResult;
    Plan.Captures.clear();
    Plan.Names.clear();
    Plan.Call.clear();
    Reason WhyNot = whyNotOutline();
    if (WhyNot != Reason::Fine)
      return leave(WhyNot, detailOf(WhyNot));
    Plan.How = Shape::Outline;
    Plan.Why = Why;
    Plan.Detail = Why == Reason::Destructor ? destroyedBehind(F) : Detail;
    Plan.VoidBody = isConstructorOrDestructor(F);
    if (!Plan.VoidBody && !resultCanBePassedOn())
      return leave(Reason::ReturnNotMovable);
    std::optional<std::string> Result = resultSpecifier();
    if (Why == Reason::Deprecated && isDeprecatedClass(F.getReturnType()))
      return leave(Reason::Deprecated);
    if (!Result && !CallIsSound)
      return leave(Reason::CannotBeNamed);
    std::string Arrow = Result ? *Result : "-> " + DecltypeCall;
    Plan.Specifiers = isNoexcept(Q.Function) ? "noexcept" : "";
    if (!Arrow.empty())
      Plan.Specifiers += (Plan.Specifiers.empty() ? "" : " ") + Arrow;
    captureScalars();
    return Plan;
  }

  /// Before C++17 a result travels by a move that the compiler leaves out but
  /// demands.
  bool resultCanBePassedOn() const {
    if (Context.getLangOpts().CPlusPlus17)
      return true;
    auto Movable = [](const FunctionDecl *Instance) {
      const CXXRecordDecl *Class =
          Instance->getReturnType()->getAsCXXRecordDecl();
      if (!Class || !Class->getDefinition() || Class->isDependentType())
        return true;
      Class = Class->getDefinition();
      if (Class->needsImplicitMoveConstructor() ||
          Class->needsImplicitCopyConstructor())
        return true;
      for (const CXXConstructorDecl *Constructor : Class->ctors())
        if (Constructor->isCopyOrMoveConstructor() &&
            !Constructor->isDeleted() && Constructor->getAccess() == AS_public)
          return true;
      return false;
    };
    return llvm::all_of(Q.Function.Instances, Movable);
  }

  /// `-> type`; empty where it is to be deduced; nothing for a type that
  /// cannot be written.
  std::optional<std::string> resultSpecifier() const {
    if (Plan.VoidBody)
      return "";
    if (Q.Function.Lambda && !Q.Function.Lambda->hasExplicitResultType())
      return "";
    QualType Result = F.getDeclaredReturnType();
    if (Result->getContainedDeducedType()) {
      const auto *Auto = dyn_cast<AutoType>(Result.getTypePtr());
      if (Auto && !Auto->isDecltypeAuto() && !Result.hasLocalQualifiers())
        return "";
      return "-> " +
             F.getDeclaredReturnType().getAsString(Context.getPrintingPolicy());
    }
    std::optional<std::string> Text = spellType(Result, Context);
    return Text ? std::optional("-> " + *Text) : std::nullopt;
  }

  /// Scalars go into the closure by value, so that no parameter is forced into
  /// memory; everything else by reference, under `&`.
  void captureScalars() {
    llvm::SmallPtrSet<const ParmVarDecl *, 4> Bound;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
      Bound = parametersBoundBefore(*Constructor);
    for (const ParmVarDecl *Parameter : F.parameters())
      if (Q.Facts.UsedParameters.contains(Parameter) &&
          !Bound.contains(Parameter) &&
          isUsedInAllInstances(Q.Function, *Parameter) &&
          isScalarInAllInstances(Q.Function, *Parameter))
        Plan.Captures.push_back({Parameter->getName().str(), false});
  }

  const ShapeQuestion &Q;
  const FunctionDecl &F;
  const FoundFunctions &Found;
  const ASTContext &Context;
  CheckPlan Plan;
};

/// `typedef struct {...} Name;` is only called Name behind its '}', too late
/// for a closure in one of its members.
bool isInClassNamedByTypedef(const FunctionDecl &Function) {
  for (const DeclContext *Scope = Function.getParent(); Scope;
       Scope = Scope->getParent())
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Scope))
      if (Class->getTypedefNameForAnonDecl())
        return true;
  return false;
}

/// What a check in a destructor's body cannot cover: the members and bases are
/// destroyed behind it, in the frame that stays where it is.
std::string destroyedBehind(const FunctionDecl &Function) {
  const auto *Destructor = dyn_cast<CXXDestructorDecl>(&Function);
  if (!Destructor)
    return "";
  const CXXRecordDecl *Class = Destructor->getParent();
  auto HasWork = [](QualType Type) {
    const CXXRecordDecl *Part =
        Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return Part && Part->hasDefinition() && !Part->hasTrivialDestructor();
  };
  for (const FieldDecl *Field : Class->fields())
    if (HasWork(Field->getType()))
      return ", and '" + Field->getNameAsString() +
             "' is destroyed behind it without a check";
  return "";
}

} // namespace

bool isLeftAlone(const ShapeQuestion &Q, const ASTContext &Context,
                 CheckPlan &Plan) {
  const FunctionDecl &F = *Q.Function.Pattern;
  Reason Why = Reason::Fine;
  if (!Context.getLangOpts().CPlusPlus)
    Why = Reason::LanguageC;
  else if (!Context.getLangOpts().CPlusPlus11)
    Why = Reason::LanguageCxx98;
  else if (Q.SkippedByUser)
    Why = Reason::SkippedByUser;
  else if (Q.Range.Problem != Reason::Fine)
    Why = Q.Range.Problem;
  else if (F.isMain())
    Why = Reason::Main;
  else if (F.isConsteval())
    Why = Reason::Consteval;
  else if (F.isConstexpr() && !Context.getLangOpts().CPlusPlus14)
    Why = Reason::ConstexprTooOld;
  else if (Q.Facts.Coroutine)
    Why = Reason::Coroutine;
  else if (F.isVariadic() || Q.Facts.VariadicStart)
    Why = Reason::Variadic;
  else if (F.isNoReturn())
    Why = Reason::NoReturn;
  else if (F.hasAttr<NakedAttr>())
    Why = Reason::Naked;
  else if (F.hasAttr<AlwaysInlineAttr>() || F.hasAttr<GNUInlineAttr>())
    Why = Reason::AlwaysInline;
  else if (hasTargetAttribute(F) || Q.OtherTarget)
    Why = Reason::Multiversioned;
  else if (!Context.getTargetInfo().hasFeature("sse2") &&
           Context.getTargetInfo().getTriple().isX86())
    Why = Reason::WithoutSse;
  else if (F.hasAttr<AnyX86InterruptAttr>()) {
    Why = Reason::EnteredOtherwise;
    Plan.Detail = "an interrupt";
  } else if (Q.ResolvesIFunc) {
    Why = Reason::EnteredOtherwise;
    Plan.Detail = "the dynamic linker";
  } else if (hasHiddenArgument(F))
    Why = Reason::HiddenArgument;
  else if (isAllocation(F))
    Why = Reason::Allocation;
  else if (Q.Facts.FrameAddress)
    Why = Reason::UsesFrameAddress;
  else if (hasEmptyBody(F) && !isa<CXXConstructorDecl>(F))
    Why = Reason::EmptyBody;
  else if (isInClassNamedByTypedef(F)) {
    Why = Reason::WouldNotCompile;
    Plan.Detail = "a typedef names its class, which has no name of its own";
  }
  if (Why == Reason::Fine)
    return false;
  Plan.How = Shape::None;
  Plan.Why = Why;
  if (Why == Reason::EmptyBody)
    Plan.Detail = destroyedBehind(F);
  return true;
}

CheckPlan decideShape(const ShapeQuestion &Question,
                      const FoundFunctions &Found, const ASTContext &Context) {
  return Decider(Question, Found, Context).decide();
}

} // namespace segstack

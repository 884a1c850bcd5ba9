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
#include "LeftAlone.h"
#include "Movability.h"
#include "ParameterForwarding.h"
#include "RetryInC.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace segstack {
namespace {

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

bool isTryBlock(const FunctionDecl &Function) {
  return isa<CXXTryStmt>(Function.getBody());
}

/// Every instance must have it; a pattern speaks for itself where there are
/// none, or more may come.
bool isNoexcept(const Candidate &Function) {
  auto Is = [](const FunctionDecl *F) {
    const auto *Type = F->getType()->getAs<FunctionProtoType>();
    return Type && !isUnresolvedExceptionSpec(Type->getExceptionSpecType()) &&
           Type->canThrow() == CT_Cannot;
  };
  if (Function.Instances.empty() || Function.Open)
    return Is(Function.Pattern);
  return llvm::all_of(Function.Instances, Is);
}

/// Whether \p Constructor copies or moves what a function has returned. One
/// that takes `Class &` does not: std::auto_ptr's like are converted there and
/// back.
bool takesRvalues(const CXXConstructorDecl *Constructor) {
  unsigned Qualifiers = 0;
  bool Takes = Constructor->isMoveConstructor() ||
               (Constructor->isCopyConstructor(Qualifiers) &&
                (Qualifiers & clang::Qualifiers::Const));
  return Takes && !Constructor->isDeleted() &&
         Constructor->getAccess() == AS_public;
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
    if (LeftAlone Is = whyLeftAlone(Q, Context); Is.Why != Reason::Fine)
      return leave(Is.Why, Is.Detail);
    Plan.TryBlock = isTryBlock(F);
    Plan.NoReturn = F.isNoReturn();
    if (Q.AtMost == Shape::None)
      return leave(Q.AtMostWhy, Q.AtMostDetail);
    if (!Context.getLangOpts().CPlusPlus)
      return decideInC();
    Reason WhyNot = whyNotRetry();
    if (WhyNot == Reason::Fine)
      return retry();
    if (Plan.NoReturn)
      return leave(Reason::NoReturn);
    // A check behind the prologue, or a copy more, is better than no check.
    if ((WhyNot == Reason::LargeFrame || WhyNot == Reason::NamedResult) &&
        whyNotOutline().Why != Reason::Fine)
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

  CheckPlan decideInC() {
    LeftAlone Is = Q.AtMost == Shape::Outline
                       ? LeftAlone{Q.AtMostWhy, Q.AtMostDetail}
                       : planRetryInC(Q, Context, Plan);
    if (Is.Why != Reason::Fine)
      return leave(Is.Why, Is.Detail);
    if (Plan.NoReturn && Q.Frame.Bytes > LargeFrame)
      return leave(Reason::NoReturn);
    Plan.How = Shape::Retry;
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
    if (Q.Function.Open && F.getDeclaredReturnType()->isDependentType())
      return true;
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

  /// Fine when the body can be a closure; else with the end of the sentence.
  LeftAlone whyNotOutline() const {
    if (Plan.TryBlock)
      return {Reason::FunctionTryBlock};
    if (!Q.Facts.FunctionName.empty() &&
        !(Q.Facts.NamedInLastWords && Q.Frame.Bytes > HugeFrame))
      return {Reason::UsesFunctionName, Q.Facts.FunctionName};
    if (F.isConstexpr() && !Context.getLangOpts().CPlusPlus17 &&
        !Q.Function.Lambda)
      return {Reason::ConstexprTooOld};
    if (!branchesPairUp(Q.Bytes, Q.Range.Begin, Q.Range.End))
      return {Reason::BracesSplit};
    if (!Q.Facts.StaticLocal.empty() && isShared(F))
      return {Reason::StaticLocal, Q.Facts.StaticLocal};
    if (const auto *Copied = copiedParameter(Q.Function, Q.Facts, Context))
      return {Reason::MovesParameter, Copied->getName().str()};
    if (std::string Name = attributeOfBody(F, Q.Declarator); !Name.empty())
      return {Reason::AttributeOfBody, Name};
    if (Q.Function.Lambda && wouldCaptureThis(*Q.Function.Lambda))
      return {Reason::CapturesThis};
    if (!isShared(F))
      return {};
    if (std::string Name = localTypeOfResult(Q.Function); !Name.empty())
      return {Reason::LocalType, Name};
    return {};
  }

  CheckPlan outline(Reason Why) {
    std::string Detail = Plan.Detail;
    std::string DecltypeCall = "decltype(" + Plan.Call + ")";
    bool CallIsSound = Why == Reason::LargeFrame || Why == Reason::NamedResult;
    Plan.Captures.clear();
    Plan.Names.clear();
    Plan.Call.clear();
    if (LeftAlone Is = whyNotOutline(); Is.Why != Reason::Fine)
      return leave(Is.Why, Is.Detail);
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
          (Class->needsImplicitCopyConstructor() &&
           Class->implicitCopyConstructorHasConstParam()))
        return true;
      return llvm::any_of(Class->ctors(), takesRvalues);
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

} // namespace

CheckPlan decideShape(const ShapeQuestion &Question,
                      const FoundFunctions &Found, const ASTContext &Context) {
  return Decider(Question, Found, Context).decide();
}

} // namespace segstack

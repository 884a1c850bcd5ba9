//===- ClosureEffects.cpp - what a closure would change -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ClosureEffects.h"
#include "ParameterForwarding.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/Regex.h"

using namespace clang;

namespace segstack {
namespace {

bool isAboutTheBody(const Attr &Attribute) {
  switch (Attribute.getKind()) {
  case attr::NoSanitize:
  case attr::DisableSanitizerInstrumentation:
  case attr::OptimizeNone:
  case attr::MinSize:
  case attr::NoStackProtector:
  case attr::NoInstrumentFunction:
  case attr::NoProfileFunction:
  case attr::NoSplitStack:
  case attr::DisableTailCalls:
  case attr::SpeculativeLoadHardening:
  case attr::CFICanonicalJumpTable:
  case attr::Section:
  case attr::CodeSeg:
    return true;
  default:
    return false;
  }
}

/// The first closure, local class or local enumeration in \p Type; else null.
const TagDecl *localTypeIn(QualType Type);

const TagDecl *localTypeIn(llvm::ArrayRef<TemplateArgument> Arguments) {
  for (const TemplateArgument &Argument : Arguments) {
    const TagDecl *Local = nullptr;
    if (Argument.getKind() == TemplateArgument::Type)
      Local = localTypeIn(Argument.getAsType());
    else if (Argument.getKind() == TemplateArgument::Pack)
      Local = localTypeIn(Argument.pack_elements());
    if (Local)
      return Local;
  }
  return nullptr;
}

const TagDecl *localTypeIn(QualType Type) {
  if (QualType Pointee = Type->getPointeeType(); !Pointee.isNull())
    return localTypeIn(Pointee);
  const TagDecl *Tag = Type->getAsTagDecl();
  if (!Tag || Tag->getDeclContext()->isFunctionOrMethod())
    return Tag;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Tag);
  return Special ? localTypeIn(Special->getTemplateArgs().asArray()) : nullptr;
}

std::string nameOf(const TagDecl &Type) {
  if (const auto *Class = dyn_cast<CXXRecordDecl>(&Type))
    if (Class->isLambda())
      return "of a closure";
  return Type.getName().empty() ? "without a name" : Type.getName().str();
}

/// Every use of a parameter but those that only read a scalar's value.
class BoundParameters : public RecursiveASTVisitor<BoundParameters> {
public:
  llvm::SmallPtrSet<const ParmVarDecl *, 4> Found;

  bool TraverseImplicitCastExpr(ImplicitCastExpr *Cast) {
    const Expr *From = Cast->getSubExpr()->IgnoreParens();
    if (Cast->getCastKind() == CK_LValueToRValue && isa<DeclRefExpr>(From))
      return true;
    return RecursiveASTVisitor::TraverseImplicitCastExpr(Cast);
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(Ref->getDecl()))
      Found.insert(Parameter);
    return true;
  }
  // Captures are no expressions in the text of a closure.
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable())
        if (const auto *Parameter =
                dyn_cast<ParmVarDecl>(Capture.getCapturedVar()))
          Found.insert(Parameter);
    return true;
  }
};

/// Looks for what names a member of the class around, used or not.
class ThisFinder : public RecursiveASTVisitor<ThisFinder> {
public:
  bool Found = false;

  bool shouldVisitImplicitCode() const { return true; }
  bool VisitCXXThisExpr(CXXThisExpr *) { return !(Found = true); }
  bool VisitUnresolvedMemberExpr(UnresolvedMemberExpr *Member) {
    Found |= Member->isImplicitAccess();
    return !Found;
  }
};

} // namespace

bool isShared(const FunctionDecl &Function) {
  const FunctionDecl *Outermost = &Function;
  for (const DeclContext *Scope = Function.getParent(); Scope;
       Scope = Scope->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Scope))
      Outermost = Outer;
  return Outermost->isExternallyVisible() &&
         (Outermost->isInlined() || Outermost->isTemplated());
}

std::string attributeOfBody(const FunctionDecl &Function,
                            llvm::StringRef Text) {
  for (const Attr *Attribute : Function.attrs())
    if (isAboutTheBody(*Attribute))
      return Attribute->getSpelling();
  static llvm::Regex Optimize("(^|[^A-Za-z0-9_])(__optimize__|optimize) *\\(");
  llvm::SmallVector<llvm::StringRef, 3> Parts;
  return Optimize.match(Text, &Parts) ? Parts[2].str() : "";
}

const ParmVarDecl *copiedParameter(const Candidate &Function,
                                   const BodyFacts &Facts,
                                   const ASTContext &Context) {
  for (const ParmVarDecl *Parameter : Facts.MovedParameters)
    if (!isCopyAMove(Function, *Parameter, Context))
      return Parameter;
  if (Facts.ConvertedParameter || !Function.Pattern->isDependentContext())
    return Facts.ConvertedParameter;
  for (const FunctionDecl *Instance : Function.Instances)
    if (const ParmVarDecl *Parameter =
            gatherBodyFacts(*Instance).ConvertedParameter)
      return Parameter;
  return nullptr;
}

std::string localTypeOfResult(const Candidate &Function) {
  for (const FunctionDecl *Instance : Function.Instances)
    if (const TagDecl *Local = localTypeIn(Instance->getReturnType()))
      return nameOf(*Local);
  return "";
}

bool wouldCaptureThis(const LambdaExpr &Lambda) {
  if (!Lambda.isGenericLambda() || Lambda.getCaptureDefault() == LCD_None ||
      llvm::any_of(Lambda.captures(), [](const LambdaCapture &Capture) {
        return Capture.capturesThis();
      }))
    return false;
  ThisFinder Finder;
  Finder.TraverseStmt(Lambda.getBody());
  return Finder.Found;
}

llvm::SmallPtrSet<const ParmVarDecl *, 4>
parametersBoundBefore(const CXXConstructorDecl &Constructor) {
  BoundParameters Parameters;
  for (const CXXCtorInitializer *Init : Constructor.inits())
    if (Init->isWritten())
      Parameters.TraverseStmt(Init->getInit());
  return Parameters.Found;
}

} // namespace segstack

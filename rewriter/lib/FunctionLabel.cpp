//===- FunctionLabel.cpp - what a function is called, and where it stands -*-
// C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionLabel.h"
#include "FunctionFinder.h"
#include "segstack/rewriter/CheckPlan.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Mangle.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace segstack {
namespace {

std::string parameterTypes(const FunctionDecl &Function,
                           const PrintingPolicy &Policy) {
  std::vector<std::string> Types;
  for (const ParmVarDecl *Parameter : Function.parameters())
    Types.push_back(Parameter->getType().getAsString(Policy));
  return "(" + llvm::join(Types, ", ") + ")";
}

std::string qualifiedName(const FunctionDecl &Function,
                          const PrintingPolicy &Policy) {
  std::string Name;
  llvm::raw_string_ostream Stream(Name);
  Function.getNameForDiagnostic(Stream, Policy, /*Qualified=*/true);
  return Name + parameterTypes(Function, Policy);
}

/// The function that a lambda stands in, closures in between left out.
const FunctionDecl *enclosingFunction(const LambdaExpr &Lambda) {
  const DeclContext *Scope = Lambda.getLambdaClass()->getDeclContext();
  while (Scope && !Scope->isFileContext()) {
    const auto *Function = dyn_cast<FunctionDecl>(Scope);
    if (Function && !isLambdaCallOperator(Function))
      return Function;
    Scope = Scope->getParent();
  }
  return nullptr;
}

std::string labelOf(const Candidate &Function, const PrintingPolicy &Policy) {
  if (!Function.Lambda)
    return qualifiedName(*Function.Pattern, Policy);
  const FunctionDecl *Around = enclosingFunction(*Function.Lambda);
  std::string Lambda = "lambda" + parameterTypes(*Function.Pattern, Policy);
  return Around ? qualifiedName(*Around, Policy) + "::" + Lambda : Lambda;
}

} // namespace

std::string linkageName(const FunctionDecl &Function, ASTContext &Context) {
  if (Function.isDependentContext() || Function.isTemplateInstantiation())
    return "";
  return ASTNameGenerator(Context).getName(&Function);
}

std::string functionName(const FunctionDecl &Function) {
  return qualifiedName(Function, Function.getASTContext().getPrintingPolicy());
}

void labelFunction(const Candidate &Function, ASTContext &Context,
                   CheckPlan &Plan) {
  const SourceManager &Sources = Context.getSourceManager();
  SourceLocation Name = Function.Lambda ? Function.Lambda->getBeginLoc()
                                        : Function.Pattern->getLocation();
  Name = Sources.getExpansionLoc(Name);
  Plan.Function = labelOf(Function, Context.getPrintingPolicy());
  if (!Function.Lambda)
    Plan.Linkage = linkageName(*Function.Pattern, Context);
  Plan.Line = Sources.getSpellingLineNumber(Name);
  Plan.Column = Sources.getSpellingColumnNumber(Name);
  Plan.NameOffset = Sources.getFileOffset(Name);
}

} // namespace segstack

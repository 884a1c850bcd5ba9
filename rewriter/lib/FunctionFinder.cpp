//===- FunctionFinder.cpp - all function definitions of one parse -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionFinder.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace segstack {
namespace {

class Finder : public RecursiveASTVisitor<Finder> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    countName(*Function);
    if (const auto *Chosen = Function->getAttr<IFuncAttr>())
      Resolvers.insert(Chosen->getResolver());
    if (Function->doesThisDeclarationHaveABody() && !Function->isDefaulted())
      add(*Function, nullptr);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    CXXMethodDecl *Operator = Lambda->getCallOperator();
    add(*Operator, Lambda);
    // The visitor does not go into the class of a lambda.
    if (FunctionTemplateDecl *Generic =
            Operator->getDescribedFunctionTemplate())
      for (FunctionDecl *Instance : Generic->specializations())
        if (Instance->hasBody())
          add(*Instance, Lambda);
    return true;
  }

  FoundFunctions take() {
    FoundFunctions Found;
    Found.Resolvers = std::move(Resolvers);
    for (auto &Entry : ByPlace)
      Found.Candidates.push_back(std::move(Entry.second));
    for (const auto &Entry : Names)
      Found.NamesAtNamespaceScope[Entry.getKey()] = Entry.getValue().size();
    return Found;
  }

private:
  /// An instantiation has the source places of its pattern.
  static unsigned placeOf(const FunctionDecl &Function) {
    return Function.getBody()->getBeginLoc().getRawEncoding();
  }

  /// How many lists of template parameters are open: a generic closure in an
  /// instance has fewer than the same one in the pattern.
  static unsigned parametersAround(const FunctionDecl &Function) {
    for (const DeclContext *Scope = &Function; Scope;
         Scope = Scope->getParent())
      if (const TemplateParameterList *Parameters =
              cast<Decl>(Scope)->getDescribedTemplateParams())
        return Parameters->getDepth() + 2;
    return Function.isDependentContext();
  }

  void add(const FunctionDecl &Function, const LambdaExpr *Lambda) {
    if (!Function.getBody() || !Seen.insert(&Function).second)
      return;
    Candidate &Here = ByPlace[placeOf(Function)];
    if (Lambda)
      Here.Lambda = Lambda;
    if (!Function.isDependentContext())
      Here.Instances.push_back(&Function);
    if (!Here.Pattern ||
        parametersAround(Function) > parametersAround(*Here.Pattern))
      Here.Pattern = &Function;
  }

  void countName(const FunctionDecl &Function) {
    const DeclContext *Scope = Function.getDeclContext()->getRedeclContext();
    if (!Scope->isFileContext() || Function.isTemplateInstantiation())
      return;
    Names[Function.getNameAsString()].insert(Function.getCanonicalDecl());
  }

  llvm::StringSet<> Resolvers;
  llvm::MapVector<unsigned, Candidate> ByPlace;
  llvm::SmallPtrSet<const FunctionDecl *, 32> Seen;
  llvm::StringMap<llvm::SmallPtrSet<const FunctionDecl *, 2>> Names;
};

} // namespace

FoundFunctions findFunctions(ASTContext &Context) {
  Finder F;
  F.TraverseDecl(Context.getTranslationUnitDecl());
  return F.take();
}

} // namespace segstack

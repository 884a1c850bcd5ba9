//===- CallGraphBuilder.cpp - the call graph of an AST --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallGraphBuilder.h"
#include "BranchOdds.h"
#include "CallReader.h"
#include "DefinitionFinder.h"
#include "FunctionLabel.h"
#include "FunctionUses.h"
#include "LibraryFunctions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace segstack {

/// What overrides a virtual function of the standard library within it.
static void noteOverridden(const FunctionDecl &F, unsigned Index,
                           CallContext &Known) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || !Method->getParent()->isInStdNamespace())
    return;
  for (const CXXMethodDecl *Overridden : Method->overridden_methods()) {
    Known.Standard[Overridden->getCanonicalDecl()].push_back(Index);
    noteOverridden(*Overridden, Index, Known);
  }
}

static bool isTaken(const FunctionDecl &F, const FunctionUses &Uses) {
  if (Uses.Assembly || Uses.Taken.contains(F.getCanonicalDecl()))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || !Method->getParent()->isLambda() ||
      Method->isLambdaStaticInvoker())
    return false;
  for (const Decl *Member : Method->getParent()->decls()) {
    // A generic lambda without captures has a template of them.
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member)) {
      const auto *Each = dyn_cast<CXXMethodDecl>(Template->getTemplatedDecl());
      if (Each && Each->isLambdaStaticInvoker())
        return true;
    }
    const auto *Other = dyn_cast<CXXMethodDecl>(Member);
    if (Other && Other->isLambdaStaticInvoker() &&
        Uses.Taken.contains(Other->getCanonicalDecl()))
      return true;
  }
  return false;
}

bool isOwnLibraryFunction(const FunctionDecl &F) {
  return (isOfLibrary(F) || isOfStreams(F)) && !isOfSystem(F);
}

bool isHandedOut(const FunctionDecl &F, const FunctionUses &Uses) {
  // Whoever has a coroutine's handle goes on with it.
  return isTaken(F, Uses) || isOwnLibraryFunction(F) ||
         isa<CoroutineBodyStmt>(F.getBody());
}

bool isLibrarysToCall(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || isOfSystem(F))
    return false; // what calls it is seen: noteOverridden
  return llvm::any_of(Method->overridden_methods(),
                      [](const CXXMethodDecl *Other) {
                        return isOfSystem(*Other) || isLibrarysToCall(*Other);
                      });
}

static Entry entryOf(const FunctionDecl &F, const FunctionUses &Uses) {
  if (isHandedOut(F, Uses) || isLibrarysToCall(F))
    return Entry::CalledBack;
  if (F.isMain())
    return Entry::Inside; // it is called once
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (F.isExternallyVisible() || (Method && Method->isVirtual()))
    return Entry::Exported;
  if (!Uses.Aliased.empty() &&
      Uses.Aliased.contains(linkageName(F, F.getASTContext())))
    return Entry::Exported;
  return Entry::Inside;
}

CallGraph
buildCallGraph(ASTContext &Context,
               llvm::function_ref<FrameEstimate(const FunctionDecl &)> Estimate,
               llvm::function_ref<bool(const FunctionDecl &)> Instrumentable,
               OutlinedInitializer Outlined, const HeavyExternals *Externals) {
  CallContext Known(Context, Externals, Outlined);
  CallGraph Graph;
  Graph.Uses = std::make_shared<FunctionUses>(findFunctionUses(Context));
  for (const FunctionDecl *F : findDefinitions(Context))
    if (Known.Indices.insert({F->getCanonicalDecl(), Graph.Nodes.size()})
            .second) {
      FrameEstimate Frame = Estimate(*F);
      CallGraph::Node Node;
      Node.Function = F;
      Node.FrameBytes = Frame.Bytes;
      Node.Dynamic = Frame.Dynamic;
      Node.Instrumentable = Instrumentable(*F);
      Node.From = entryOf(*F, *Graph.Uses);
      Node.Marked = isMarkedCold(*F)  ? HeatMark::Cold
                    : isMarkedHot(*F) ? HeatMark::Hot
                                      : HeatMark::None;
      noteOverridden(*F, Graph.Nodes.size(), Known);
      Graph.Nodes.push_back(std::move(Node));
    }
  for (CallGraph::Node &Node : Graph.Nodes)
    readCalls(Known, Node);
  return Graph;
}

} // namespace segstack

//===- CallSummarizer.cpp - a call graph as a summary ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallSummarizer.h"
#include "CallGraphBuilder.h"
#include "CallTypes.h"
#include "FunctionKeys.h"
#include "FunctionLabel.h"
#include "FunctionUses.h"
#include "HandedTypes.h"
#include "segstack/rewriter/CheckPlan.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <algorithm>
#include <set>

using namespace clang;

namespace segstack {
namespace {

/// A name with a space is no function's.
const std::string VariablePrefix = "variable ";

bool isInstance(const FunctionDecl &F) {
  for (const DeclContext *At = &F; At; At = At->getParent()) {
    const auto *Function = dyn_cast<FunctionDecl>(At);
    const auto *Class = dyn_cast<CXXRecordDecl>(At);
    if ((Function && Function->getTemplateInstantiationPattern()) ||
        (Class && Class->getTemplateInstantiationPattern()))
      return true;
  }
  return false;
}

class Summarizer {
public:
  Summarizer(const CallGraph &Graph, ASTContext &Context, PlanOf Plan,
             FileOf File)
      : Graph(Graph), Context(Context), Sources(Context.getSourceManager()),
        Keys(Context, File), Uses(*Graph.Uses), Plan(Plan), File(File) {}

  CallSummary run() {
    CallSummary Result;
    for (const CallGraph::Node &Node : Graph.Nodes)
      Result.Functions.push_back(summarize(Node));
    for (const auto &[Function, Types] : Uses.Taken)
      if (!Function->getDefinition() || !Function->getDefinition()->getBody())
        Result.Taken.push_back({keyOf(*Function), typesOf(*Function)});
    llvm::sort(Result.Taken,
               [](const auto &A, const auto &B) { return A.Key < B.Key; });
    handOut(Result);
    for (const auto &[From, To] : Uses.Converted)
      Result.Conversions.push_back({From, To});
    return Result;
  }

private:
  /// Of all functions that are called and have no body here, and of variables.
  void handOut(CallSummary &Into) {
    for (const CallGraph::Node &Node : Graph.Nodes)
      for (const OpenCall &Call : Node.Open)
        if (Call.What == OpenCall::External && !Call.Library)
          handOut(*Call.Function, Call.Variadic, Into);
    for (const VarDecl *Variable : Uses.Variables) {
      HandedTypes Types(Context);
      Types.add(Variable->getType());
      if (Types.found().empty())
        continue;
      std::string Name = VariablePrefix + Variable->getQualifiedNameAsString();
      if (isDefined(*Variable))
        Into.Variables.push_back(Name);
      else
        Into.HandedOut.push_back(
            {Name, {Types.found().begin(), Types.found().end()}});
    }
    llvm::sort(Into.Variables);
    llvm::sort(Into.HandedOut,
               [](const Handed &A, const Handed &B) { return A.To < B.To; });
  }

  void handOut(const FunctionDecl &To, const std::vector<void *> &More,
               CallSummary &Into) {
    if (!HandedTo.insert(To.getCanonicalDecl()).second && More.empty())
      return;
    HandedTypes Types(Context);
    Types.addFunction(To);
    for (void *T : More)
      Types.add(QualType::getFromOpaquePtr(T));
    if (!Types.found().empty())
      Into.HandedOut.push_back(
          {keyOf(To), {Types.found().begin(), Types.found().end()}});
  }

  std::string keyOf(const FunctionDecl &F) { return Keys.of(F); }

  std::vector<std::string> typesOf(const FunctionDecl &F) {
    std::set<std::string> Types{callType(F)};
    if (isUnprototyped(*Types.begin()))
      Types.insert(AnyCallType);
    if (isLambdaCallOperator(&F))
      Types.insert(plainCallType(F));
    auto Found = Uses.Taken.find(F.getCanonicalDecl());
    if (Found != Uses.Taken.end())
      Types.insert(Found->second.begin(), Found->second.end());
    return {Types.begin(), Types.end()};
  }

  void label(const FunctionDecl &F, SummarizedFunction &Into) {
    SourceLocation Place = Sources.getExpansionLoc(F.getLocation());
    Into.File = File(F);
    Into.Line = Sources.getSpellingLineNumber(Place);
    Into.Column = Sources.getSpellingColumnNumber(Place);
    Into.Name = functionName(F);
    Into.System = Sources.isInSystemHeader(Place);
    const CheckPlan *Known = Plan(F);
    if (!Known) {
      Into.Shape = shapeName(Shape::None);
      // What a compiler writes has no check in a header that is let in, either.
      bool Written = !F.isImplicit() && !F.isDefaulted();
      Into.Reason =
          Into.System && Written ? reasonName(Reason::FilteredOut) : "implicit";
      return;
    }
    Into.Line = Known->Line;
    Into.Column = Known->Column;
    if (isLambdaCallOperator(&F))
      Into.Name = Known->Function;
    Into.Placed = Known->How != Shape::None;
    bool Unneeded = Known->Why == Reason::NoCheckNeeded;
    Into.Shape = shapeName(Unneeded ? Known->Unneeded : Known->How);
    Into.Reason = reasonName(Unneeded ? Known->UnneededWhy : Known->Why);
    if (Known->Why == Reason::AlreadyInstrumented) {
      Into.Placed = true;
      Into.Shape = shapeName(Shape::Retry);
    }
  }

  /// Of a method, all that it overrides, itself included.
  void findOverridden(const CXXMethodDecl &Method, std::set<std::string> &Keys,
                      std::set<std::string> &Classes) {
    Keys.insert(keyOf(Method));
    Classes.insert(classType(*Method.getParent()));
    for (const CXXMethodDecl *Other : Method.overridden_methods())
      findOverridden(*Other, Keys, Classes);
  }

  SummarizedFunction summarize(const CallGraph::Node &Node) {
    const FunctionDecl &F = *Node.Function;
    SummarizedFunction Result;
    Result.Key = keyOf(F);
    label(F, Result);
    Result.Frame = {Node.FrameBytes, Node.Dynamic, false};
    Result.Instance = isInstance(F);
    Result.Exported = Node.From != Entry::Inside;
    Result.Taken = isHandedOut(F, Uses);
    Result.Cold = Node.Marked == HeatMark::Cold;
    Result.Hot = Node.Marked == HeatMark::Hot;
    Result.CallsSetjmp = Node.CallsSetjmp;
    // Whoever has a coroutine's handle goes on with it.
    Result.CalledBack = isOwnLibraryFunction(F) || isLibrarysToCall(F) ||
                        Uses.Assembly || isa<CoroutineBodyStmt>(F.getBody());
    if (Result.Taken)
      Result.Types = typesOf(F);
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    if (Method && Method->isVirtual()) {
      std::set<std::string> Overridden, Classes;
      findOverridden(*Method, Overridden, Classes);
      Result.Overrides.assign(Overridden.begin(), Overridden.end());
      Result.Types.insert(Result.Types.end(), Classes.begin(), Classes.end());
    }
    for (size_t I = 0; I != Node.Callees.size(); ++I)
      Result.Calls.push_back(known(Node, I));
    for (const OpenCall &Call : Node.Open)
      Result.Calls.push_back(open(Call));
    if (Node.UnknownCalls && Node.Open.empty()) { // a body with errors
      Result.Calls.emplace_back();
      Result.Calls.back().How = SummarizedCall::Runtime;
      Result.Calls.back().To = "unknown";
    }
    return Result;
  }

  SummarizedCall known(const CallGraph::Node &Node, size_t Callee) {
    SummarizedCall Result;
    unsigned To = Node.Callees[Callee];
    Result.To = keyOf(*Graph.Nodes[To].Function);
    Result.Often = Node.often(Callee);
    Result.OutsideBody = std::binary_search(Node.OutsideBody.begin(),
                                            Node.OutsideBody.end(), To);
    return Result;
  }

  SummarizedCall open(const OpenCall &Call) {
    SummarizedCall Result;
    Result.Often = Call.Often;
    Result.OutsideBody = Call.OutsideBody;
    Result.Library = Call.Library;
    Result.Stream = Call.Stream;
    switch (Call.What) {
    case OpenCall::External:
      Result.To = keyOf(*Call.Function);
      Result.Name = Call.Function->getQualifiedNameAsString();
      Result.Bytes = Call.Bytes;
      Result.Given = Call.Given;
      break;
    case OpenCall::Virtual:
      Result.How = SummarizedCall::Virtual;
      Result.To = keyOf(*Call.Function);
      Result.Name = Call.Function->getQualifiedNameAsString();
      Result.System = Sources.isInSystemHeader(Call.Function->getLocation());
      break;
    case OpenCall::Indirect:
      Result.How = SummarizedCall::Indirect;
      Result.To = Call.Type;
      break;
    case OpenCall::Runtime:
      Result.How = SummarizedCall::Runtime;
      Result.To = Call.Type;
      break;
    }
    return Result;
  }

  const CallGraph &Graph;
  ASTContext &Context;
  const SourceManager &Sources;
  FunctionKeys Keys;
  const FunctionUses &Uses;
  PlanOf Plan;
  FileOf File;
  llvm::DenseSet<const FunctionDecl *> HandedTo;
};

} // namespace

/// Whether each source that calls \p F has it as well.
static bool isDiscardable(const FunctionDecl &F) {
  return isDiscardableGVALinkage(
      F.getASTContext().GetGVALinkageForFunction(&F));
}

static llvm::StringSet<> keysOfCalled(const CallSummary &Unit,
                                      const std::vector<bool> &MayGo) {
  llvm::StringMap<const SummarizedFunction *> ByKey;
  std::vector<const SummarizedFunction *> Pending;
  llvm::StringSet<> Called;
  for (size_t I = 0; I != Unit.Functions.size(); ++I) {
    ByKey[Unit.Functions[I].Key] = &Unit.Functions[I];
    if (!MayGo[I])
      Pending.push_back(&Unit.Functions[I]);
  }
  while (!Pending.empty()) {
    const SummarizedFunction *F = Pending.back();
    Pending.pop_back();
    for (const SummarizedCall &Call : F->Calls)
      if (Called.insert(Call.To).second)
        if (const SummarizedFunction *To = ByKey.lookup(Call.To))
          Pending.push_back(To);
  }
  return Called;
}

namespace {
struct Uses {
  llvm::StringSet<> Called;
  std::vector<bool> Unused;
};
} // namespace

static Uses usesOf(const CallGraph &Graph, const CallSummary &Unit) {
  Uses Result;
  for (size_t I = 0; I != Unit.Functions.size(); ++I) {
    const SummarizedFunction &F = Unit.Functions[I];
    Result.Unused.push_back(F.System && !F.Taken && !F.CalledBack &&
                            F.Overrides.empty() &&
                            isDiscardable(*Graph.Nodes[I].Function));
  }
  Result.Called = keysOfCalled(Unit, Result.Unused);
  for (size_t I = 0; I != Unit.Functions.size(); ++I)
    if (Result.Called.contains(Unit.Functions[I].Key))
      Result.Unused[I] = false;
  return Result;
}

std::vector<bool> findUnused(const CallGraph &Graph, const CallSummary &Unit) {
  return usesOf(Graph, Unit).Unused;
}

void dropUnused(const CallGraph &Graph, CallSummary &Unit) {
  Uses Found = usesOf(Graph, Unit);
  std::vector<SummarizedFunction> Kept;
  for (size_t I = 0; I != Unit.Functions.size(); ++I)
    if (!Found.Unused[I])
      Kept.push_back(std::move(Unit.Functions[I]));
  Unit.Functions = std::move(Kept);
  llvm::erase_if(Unit.HandedOut, [&](const Handed &Each) {
    return !llvm::StringRef(Each.To).starts_with(VariablePrefix) &&
           !Found.Called.contains(Each.To);
  });
}

CallSummary summarizeCalls(const CallGraph &Graph, ASTContext &Context,
                           PlanOf Plan, FileOf File) {
  return Summarizer(Graph, Context, Plan, File).run();
}

} // namespace segstack

//===- UnitPlacement.cpp - the checks of one translation unit -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitPlacement.h"
#include "BoundedRecursion.h"
#include "CallGraph.h"
#include "CallGraphBuilder.h"
#include "CallSummarizer.h"
#include "CheckPlacer.h"
#include "ExternalNeeds.h"
#include "FunctionLabel.h"
#include "HeavyExternals.h"
#include "InclusionRecorder.h"
#include "PlanDecisions.h"
#include "UncoveredCycles.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace segstack {
namespace {

class Placer {
public:
  Placer(ASTContext &Context, FrameOf Frame, FileOf File,
         const HeavyExternals &Externals, const PlanIndex &Plans,
         const InclusionRecorder &Inclusions, const RewriteOptions &Options,
         TranslationUnit &Unit)
      : Context(Context), Frame(Frame), File(std::move(File)),
        Externals(Externals), Plans(Plans), Inclusions(Inclusions),
        Options(Options), Unit(Unit) {}

  void place() {
    bool Auto = Options.Place == Placement::Auto;
    bool Planned = Options.Place == Placement::Plan && Options.Plan;
    bool Bounded = !Options.Depths.empty();
    bool Heavy = Bounded || Externals.mayBeCalled(Context) ||
                 llvm::any_of(Unit.Checks, isCheckedLate);
    bool Sizes = Auto || Planned || Heavy || Options.Summarize;
    if (!Sizes && !Options.NoteUncovered)
      return;
    CallGraph Graph = buildCallGraph(
        Context,
        [&](const FunctionDecl &F) {
          return Sizes ? Frame(F) : FrameEstimate();
        },
        [&](const FunctionDecl &F) { return isChecked(F); },
        [&](const CXXConstructorDecl &Constructor, const Expr &Init) {
          return isOutlined(Constructor, Init);
        },
        &Externals);
    noteTexts(Graph);
    const CallGraph Ending = Bounded ? boundRecursion(Graph) : CallGraph();
    const CallGraph &Placed = Bounded ? Ending : Graph;
    if (Auto)
      takeOut(Placed, placeChecks(Placed, Options.UncheckedBudget));
    if (Planned)
      placeAsPlanned(Placed, summarize(Graph));
    if (Heavy)
      raise(Placed);
    if (Options.Summarize) {
      Unit.Calls = summarize(Graph);
      dropUnused(Graph, *Unit.Calls);
    }
    if (Options.NoteUncovered)
      noteUncoveredCycles(Placed, checked(Placed), Context, Inclusions, Unit);
  }

private:
  /// What has errors may call anything: clang may have dropped calls.
  void noteTexts(CallGraph &Graph) const {
    for (CallGraph::Node &Node : Graph.Nodes)
      if (const CheckPlan *Plan = planOf(*Node.Function)) {
        Node.UnknownCalls |= Plan->Why == Reason::DoesNotParse;
        Node.Text = Plan - Unit.Checks.data();
      }
  }

  /// What calls itself, and ends as somebody has said, has one frame of all its
  /// levels. It is for placing: a summary has the call.
  CallGraph boundRecursion(CallGraph Graph) const {
    for (unsigned I = 0; I != Graph.Nodes.size(); ++I) {
      CallGraph::Node &Node = Graph.Nodes[I];
      if (!llvm::is_contained(Node.Callees, I))
        continue;
      std::string Name = functionName(*Node.Function);
      uint64_t Levels = givenDepth(Options.Depths, Name);
      if (Levels == 0)
        continue;
      Node.dropCall(I);
      Node.FrameBytes *= Levels;
      Node.Recursion = {Name, Node.FrameBytes};
    }
    return Graph;
  }

  CallSummary summarize(const CallGraph &Graph) const {
    return summarizeCalls(
        Graph, Context, [&](const FunctionDecl &F) { return planOf(F); }, File);
  }

  /// Functions that are not as the plan knows them are placed as by auto, with
  /// the others as they are.
  void placeAsPlanned(const CallGraph &Graph, const CallSummary &Now) {
    std::vector<std::optional<bool>> Decided(Graph.Nodes.size());
    std::vector<unsigned> Changed;
    for (unsigned I = 0; I != Graph.Nodes.size(); ++I) {
      CheckPlan *Plan = planOf(*Graph.Nodes[I].Function);
      if (const PlannedFunction *Known = Options.Plan->find(Now.Functions[I])) {
        Decided[I] = Known->Check;
        if (Plan)
          Plan->External.raiseTo(Known->External);
      } else if (Plan && Plan->How != Shape::None) {
        Changed.push_back(I);
      }
    }
    if (!Changed.empty())
      takeOutUnused(findUnused(Graph, Now), Decided, Changed);
    takeOut(Graph, placeChecks(Graph, Options.UncheckedBudget, Decided));
    if (!Changed.empty())
      noteChanged(Now.Functions[Changed.front()], Changed.size());
  }

  /// No plan has these: nothing leads to them.
  static void takeOutUnused(const std::vector<bool> &Unused,
                            std::vector<std::optional<bool>> &Decided,
                            std::vector<unsigned> &Changed) {
    llvm::erase_if(Changed, [&](unsigned I) {
      if (Unused[I])
        Decided[I] = false;
      return Unused[I];
    });
  }

  void noteChanged(const SummarizedFunction &First, size_t Count) {
    std::string Others = Count == 1 ? ""
                         : Count == 2
                             ? " and another"
                             : " and " + std::to_string(Count - 1) + " others";
    Unit.Findings.push_back(
        {Finding::Warning, First.File, First.Line, First.Column,
         "'" + First.Name + "'" + Others +
             " changed since the plan was made, or came later: placed as by "
             "--place=auto; 'segstack plan' makes it again",
         /*InBuilds=*/true});
  }

  CheckPlan *planOf(const FunctionDecl &F) const {
    const Stmt *Body = F.getBody();
    if (!Body)
      return nullptr;
    auto Found = Plans.find(Body->getBeginLoc().getRawEncoding());
    return Found == Plans.end() ? nullptr : &Unit.Checks[Found->second];
  }

  bool isChecked(const FunctionDecl &F) const {
    const CheckPlan *Plan = planOf(F);
    return Plan && (Plan->How != Shape::None ||
                    Plan->Why == Reason::AlreadyInstrumented);
  }

  /// Whether a part of a member initialiser is outlined.
  bool isOutlined(const CXXConstructorDecl &Constructor,
                  const Expr &Init) const {
    const CheckPlan *Plan = planOf(Constructor);
    if (!Plan)
      return false;
    const SourceManager &Sources = Context.getSourceManager();
    auto Offset = [&](SourceLocation Place) {
      return Sources.getDecomposedExpansionLoc(Place).second;
    };
    unsigned Begin = Offset(Init.getBeginLoc()), End = Offset(Init.getEndLoc());
    return llvm::any_of(Plan->Initializers, [&](const ByteRange &Range) {
      return Begin <= Range.Begin && Range.Begin <= End;
    });
  }

  std::vector<bool> checked(const CallGraph &Graph) const {
    std::vector<bool> Result;
    for (const CallGraph::Node &Node : Graph.Nodes)
      Result.push_back(isChecked(*Node.Function));
    return Result;
  }

  /// A function keeps its check when one of its instances needs it, and when
  /// there is none to tell.
  void takeOut(const CallGraph &Graph, const std::vector<PlacedFor> &Placed) {
    llvm::DenseMap<CheckPlan *, bool> Needed;
    for (size_t I = 0; I != Graph.Nodes.size(); ++I)
      if (CheckPlan *Plan = planOf(*Graph.Nodes[I].Function))
        Needed[Plan] |= isCheck(Placed[I]);
    for (auto [Plan, IsNeeded] : Needed)
      if (!IsNeeded && Plan->How != Shape::None) {
        Plan->Unneeded = Plan->How;
        Plan->UnneededWhy = Plan->Why;
        Plan->How = Shape::None;
        Plan->Why = Reason::NoCheckNeeded;
      }
  }

  static bool isCheckedLate(const CheckPlan &Plan) {
    return Plan.How == Shape::Retry && Plan.Frame.Bytes > LargeFrame;
  }

  std::vector<ExternalStack> checkedLate(const CallGraph &Graph) const {
    std::vector<ExternalStack> Late(Graph.Nodes.size());
    for (size_t I = 0; I != Graph.Nodes.size(); ++I)
      if (const CheckPlan *Plan = planOf(*Graph.Nodes[I].Function);
          Plan && isCheckedLate(*Plan))
        Late[I] =
            needOfLate(Graph.Nodes[I].Function->getQualifiedNameAsString(),
                       Plan->Frame.Bytes);
    return Late;
  }

  /// A check asks for what its instances call.
  void raise(const CallGraph &Graph) {
    std::vector<ExternalStack> Needs =
        findExternalNeeds(Graph, checked(Graph), checkedLate(Graph));
    for (size_t I = 0; I != Graph.Nodes.size(); ++I)
      if (CheckPlan *Plan = planOf(*Graph.Nodes[I].Function);
          Plan && Plan->How != Shape::None)
        Plan->External.raiseTo(beyondReserve(Needs[I]));
  }

  ASTContext &Context;
  FrameOf Frame;
  FileOf File;
  const HeavyExternals &Externals;
  const PlanIndex &Plans;
  const InclusionRecorder &Inclusions;
  const RewriteOptions &Options;
  TranslationUnit &Unit;
};

} // namespace

void placeInUnit(ASTContext &Context, FrameOf Frame, FileOf File,
                 const HeavyExternals &Externals, const RewriteOptions &Options,
                 const PlanIndex &Plans, const InclusionRecorder &Inclusions,
                 TranslationUnit &Unit) {
  Placer(Context, Frame, std::move(File), Externals, Plans, Inclusions, Options,
         Unit)
      .place();
}

} // namespace segstack

//===- UnitPlacement.cpp - the checks of one translation unit -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitPlacement.h"
#include "CallGraph.h"
#include "CallGraphBuilder.h"
#include "CheckPlacer.h"
#include "ExternalNeeds.h"
#include "FrameEstimator.h"
#include "HeavyExternals.h"
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
  Placer(ASTContext &Context, FrameEstimator &Frames,
         const HeavyExternals &Externals, const PlanIndex &Plans,
         TranslationUnit &Unit)
      : Context(Context), Frames(Frames), Externals(Externals), Plans(Plans),
        Unit(Unit) {}

  void place(const RewriteOptions &Options,
             const InclusionRecorder &Inclusions) {
    bool Auto = Options.Place == Placement::Auto;
    bool Heavy = Externals.mayBeCalled(Context) ||
                 llvm::any_of(Unit.Checks, isCheckedLate);
    if (!Auto && !Options.NoteUncovered && !Heavy)
      return;
    CallGraph Graph = buildCallGraph(
        Context,
        [&](const FunctionDecl &F) {
          return Auto || Heavy ? Frames.estimate(F) : FrameEstimate();
        },
        [&](const FunctionDecl &F) { return isChecked(F); },
        [&](const CXXConstructorDecl &Constructor, const Expr &Init) {
          return isOutlined(Constructor, Init);
        },
        &Externals);
    if (Auto)
      takeOut(Graph, checksNeeded(Graph, Options.UncheckedBudget));
    if (Heavy)
      raise(Graph);
    if (Options.NoteUncovered)
      noteUncoveredCycles(Graph, checked(Graph), Context, Inclusions, Unit);
  }

private:
  std::vector<bool> checksNeeded(CallGraph &Graph, uint64_t Budget) const {
    for (CallGraph::Node &Node : Graph.Nodes)
      Node.UnknownCalls |= hasErrors(*Node.Function);
    return placeChecks(Graph, Budget);
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

  /// Clang may have dropped calls from the body.
  bool hasErrors(const FunctionDecl &F) const {
    const CheckPlan *Plan = planOf(F);
    return Plan && Plan->Why == Reason::DoesNotParse;
  }

  /// A function keeps its check when one of its instances needs it, and when
  /// there is none to tell.
  void takeOut(const CallGraph &Graph, const std::vector<bool> &NeedsCheck) {
    llvm::DenseMap<CheckPlan *, bool> Needed;
    for (size_t I = 0; I != Graph.Nodes.size(); ++I)
      if (CheckPlan *Plan = planOf(*Graph.Nodes[I].Function))
        Needed[Plan] |= NeedsCheck[I];
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

  /// Nothing of it is the reserve's to cover, which may be small (a fiber's).
  std::vector<ExternalStack> checkedLate(const CallGraph &Graph) const {
    std::vector<ExternalStack> Late(Graph.Nodes.size());
    for (size_t I = 0; I != Graph.Nodes.size(); ++I)
      if (const CheckPlan *Plan = planOf(*Graph.Nodes[I].Function);
          Plan && isCheckedLate(*Plan))
        Late[I] = {Graph.Nodes[I].Function->getQualifiedNameAsString(),
                   Plan->Frame.Bytes + CoveredByReserve};
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
  FrameEstimator &Frames;
  const HeavyExternals &Externals;
  const PlanIndex &Plans;
  TranslationUnit &Unit;
};

} // namespace

void placeInUnit(ASTContext &Context, FrameEstimator &Frames,
                 const HeavyExternals &Externals, const RewriteOptions &Options,
                 const PlanIndex &Plans, const InclusionRecorder &Inclusions,
                 TranslationUnit &Unit) {
  Placer(Context, Frames, Externals, Plans, Unit).place(Options, Inclusions);
}

} // namespace segstack

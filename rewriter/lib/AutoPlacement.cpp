//===- AutoPlacement.cpp - --place=auto for one translation unit -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AutoPlacement.h"
#include "CallGraph.h"
#include "CallGraphBuilder.h"
#include "CheckPlacer.h"
#include "FrameEstimator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace segstack {
namespace {

class Placer {
public:
  Placer(ASTContext &Context, FrameEstimator &Frames, const PlanIndex &Plans,
         TranslationUnit &Unit)
      : Context(Context), Frames(Frames), Plans(Plans), Unit(Unit) {}

  void place(uint64_t Budget) {
    CallGraph Graph = buildCallGraph(
        Context, [&](const FunctionDecl &F) { return Frames.estimate(F); },
        [&](const FunctionDecl &F) {
          const CheckPlan *Plan = planOf(F);
          return Plan && Plan->How != Shape::None;
        });
    for (CallGraph::Node &Node : Graph.Nodes)
      Node.UnknownCalls |= hasErrors(*Node.Function);
    PlacedChecks Placed = placeChecks(Graph, Budget);
    for (const auto &Cycle : Placed.Uncovered)
      noteUncovered(Graph, Cycle);
    takeOut(Graph, Placed.NeedsCheck);
  }

private:
  CheckPlan *planOf(const FunctionDecl &F) const {
    const Stmt *Body = F.getBody();
    if (!Body)
      return nullptr;
    auto Found = Plans.find(Body->getBeginLoc().getRawEncoding());
    return Found == Plans.end() ? nullptr : &Unit.Checks[Found->second];
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
        Plan->How = Shape::None;
        Plan->Why = Reason::NoCheckNeeded;
      }
  }

  void noteUncovered(const CallGraph &Graph,
                     const std::vector<unsigned> &Cycle) {
    const CheckPlan *InProject = nullptr;
    std::string Names;
    for (unsigned Node : Cycle) {
      const FunctionDecl &F = *Graph.Nodes[Node].Function;
      if (const CheckPlan *Plan = planOf(F))
        InProject = InProject ? InProject : Plan;
      Names += F.getQualifiedNameAsString() + " -> ";
    }
    if (!InProject)
      return;
    Names += Graph.Nodes[Cycle.front()].Function->getQualifiedNameAsString();
    Unit.Findings.push_back({Finding::Warning,
                             Unit.Files[InProject->Inclusion].Name,
                             InProject->Line, InProject->Column,
                             "recursion without a check: " + Names});
  }

  ASTContext &Context;
  FrameEstimator &Frames;
  const PlanIndex &Plans;
  TranslationUnit &Unit;
};

} // namespace

void placeAutomatically(ASTContext &Context, FrameEstimator &Frames,
                        uint64_t UncheckedBudget, const PlanIndex &Plans,
                        TranslationUnit &Unit) {
  Placer(Context, Frames, Plans, Unit).place(UncheckedBudget);
}

} // namespace segstack

//===- PlanDot.cpp - a plan's calls for Graphviz --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanReport.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace segstack {
namespace {

/// Within quotes; a line ends by the two characters of an escape.
std::string quoted(llvm::StringRef Text) {
  std::string Result = "\"";
  for (char C : Text)
    if (C == '"' || C == '\\')
      Result += {'\\', C};
    else if (C == '\n')
      Result += "\\n";
    else
      Result += C;
  return Result + "\"";
}

/// Checks are filled; what cannot have one has a dashed line.
std::string nodeStyle(const PlannedFunction &F) {
  if (F.Check)
    return "style=filled, fillcolor=palegreen";
  if (F.Why == PlacedFor::Uncheckable)
    return "style=dashed, color=firebrick";
  return "style=solid";
}

void printNode(const PlanIndex &Plan, size_t Number, llvm::raw_ostream &OS) {
  const PlannedFunction &F = Plan[Number];
  std::string Frame = std::to_string(F.Frame.Bytes) + " bytes";
  if (F.RealBytes)
    Frame += ", really " + std::to_string(*F.RealBytes);
  OS << "  n" << Number << " [label=" << quoted(F.Name + "\n" + Frame)
     << ", tooltip="
     << quoted(F.File + ":" + std::to_string(F.Line) + ": " + spelling(F.Why))
     << ", " << nodeStyle(F) << "];\n";
}

using Edge = std::pair<size_t, size_t>;

std::set<Edge> uncoveredEdges(const PlanIndex &Plan) {
  std::set<Edge> Edges;
  for (const PlannedCycle &Cycle : Plan.plan().Cycles)
    for (size_t I = 0; I < Cycle.Uncovered.size(); ++I)
      Edges.insert(
          {Plan.at(Cycle.Uncovered[I]),
           Plan.at(Cycle.Uncovered[(I + 1) % Cycle.Uncovered.size()])});
  return Edges;
}

void printEdge(size_t From, size_t To, const PlannedCall &Call, bool Uncovered,
               llvm::raw_ostream &OS) {
  const char *Line = Uncovered                        ? "bold"
                     : Call.How == CallKind::Virtual  ? "dashed"
                     : Call.How == CallKind::Indirect ? "dotted"
                                                      : "solid";
  OS << "  n" << From << " -> n" << To << " [style=" << Line;
  if (Uncovered)
    OS << ", color=red, penwidth=3";
  if (Call.How != CallKind::Direct)
    OS << ", label=" << quoted(spelling(Call.How));
  OS << "];\n";
}

/// The box of a cycle with its functions.
void printCluster(const PlanIndex &Plan, const PlannedCycle &Cycle,
                  size_t Number, llvm::raw_ostream &OS) {
  OS << "  subgraph cluster_" << Number << " {\n  label="
     << quoted("cycle " + std::to_string(Number) + uncoveredText(Plan, Cycle))
     << "; color=" << (Cycle.Uncovered.empty() ? "gray" : "red") << ";\n";
  for (const std::string &Key : Cycle.Functions)
    printNode(Plan, Plan.at(Key), OS);
  OS << "  }\n";
}

} // namespace

std::string printPlanDot(const PlanReport &Report, bool All) {
  const PlanIndex &Plan = Report.Plan;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "digraph segstack {\n  node [shape=box, fontname=\"sans-serif\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=10];\n";
  for (size_t I = 0; I < Plan.plan().Cycles.size(); ++I)
    printCluster(Plan, Plan.plan().Cycles[I], I, OS);
  for (size_t I = 0; All && I < Plan.size(); ++I)
    if (!Plan.cycle(I))
      printNode(Plan, I, OS);
  std::set<Edge> Uncovered = uncoveredEdges(Plan);
  for (size_t From = 0; From < Plan.size(); ++From)
    for (const PlannedCall &Call : Plan[From].Calls) {
      size_t To = Plan.at(Call.To);
      bool Within = Plan.cycle(From) && Plan.cycle(From) == Plan.cycle(To);
      if (All || Within)
        printEdge(From, To, Call, Uncovered.count({From, To}), OS);
    }
  OS << "}\n";
  return Text;
}

} // namespace segstack

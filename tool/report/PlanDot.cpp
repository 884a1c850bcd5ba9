//===- PlanDot.cpp - a plan's calls for Graphviz --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanReport.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

namespace segstack {
namespace {

/// Of a larger cycle dot makes no picture, or one that nobody can read.
constexpr size_t MostDrawn = 60;

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
    return "style=dashed, color=darkorange3";
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

/// What a dashed or dotted line means is said where one points at it: words
/// beside the lines run into them.
void printEdge(const PlanIndex &Plan, size_t From, const PlannedCall &Call,
               bool Uncovered, llvm::raw_ostream &OS) {
  size_t To = Plan.at(Call.To);
  const char *Line = Uncovered                        ? "bold"
                     : Call.How == CallKind::Virtual  ? "dashed"
                     : Call.How == CallKind::Indirect ? "dotted"
                                                      : "solid";
  OS << "  n" << From << " -> n" << To << " [style=" << Line << ", tooltip="
     << quoted(Plan[From].Name + " " + callText(Plan[From], Plan[To]));
  if (Uncovered)
    OS << ", color=red, penwidth=3";
  OS << "];\n";
}

/// A large cycle by the files of its functions, and how often they call each
/// other.
void printFiles(const PlanIndex &Plan, const PlannedCycle &Cycle, size_t Number,
                llvm::raw_ostream &OS) {
  auto Node = [&](const std::string &File) {
    return quoted(std::to_string(Number) + " " + File);
  };
  struct Part {
    size_t Functions = 0, Checked = 0;
    std::map<std::string, size_t> Calls;
  };
  std::map<std::string, Part> Files;
  for (const std::string &Key : Cycle.Functions) {
    const PlannedFunction &F = Plan.function(Key);
    Part &Of = Files[F.File];
    ++Of.Functions;
    Of.Checked += F.Check;
    for (const PlannedCall &Call : F.Calls) {
      const PlannedFunction &To = Plan.function(Call.To);
      if (Plan.cycle(Plan.at(Call.To)) == Plan.cycle(Plan.at(Key)) &&
          To.File != F.File)
        ++Of.Calls[To.File];
    }
  }
  for (const auto &[File, Of] : Files) {
    OS << "  " << Node(File) << " [label="
       << quoted(File + "\n" + std::to_string(Of.Functions) + " functions, " +
                 std::to_string(Of.Checked) + " with a check")
       << (Of.Checked ? ", style=filled, fillcolor=palegreen" : "") << "];\n";
    for (const auto &[To, Count] : Of.Calls)
      OS << "  " << Node(File) << " -> " << Node(To)
         << " [tooltip=" << quoted(std::to_string(Count) + " calls of " + To)
         << "];\n";
  }
}

/// Of a large cycle only the way round without a check, and files.
bool isDrawnByFiles(const PlannedCycle &Cycle, bool All) {
  return !All && Cycle.Functions.size() > MostDrawn;
}

/// The box of a cycle with its functions.
void printCluster(const PlanIndex &Plan, const PlannedCycle &Cycle,
                  size_t Number, bool All, llvm::raw_ostream &OS) {
  bool ByFiles = isDrawnByFiles(Cycle, All);
  OS << "  subgraph cluster_" << Number << " {\n  label="
     << quoted("cycle " + std::to_string(Number) +
               (ByFiles ? ", " + std::to_string(Cycle.Functions.size()) +
                              " functions"
                        : "") +
               uncoveredText(Plan, Cycle))
     << "; color=" << (Cycle.Uncovered.empty() ? "gray" : "red") << ";\n";
  for (const std::string &Key : ByFiles ? Cycle.Uncovered : Cycle.Functions)
    printNode(Plan, Plan.at(Key), OS);
  if (ByFiles)
    printFiles(Plan, Cycle, Number, OS);
  OS << "  }\n";
}

/// By function: whether it has a node.
std::vector<bool> drawnFunctions(const PlanIndex &Plan, bool All) {
  std::vector<bool> Drawn(Plan.size(), All);
  for (const PlannedCycle &Cycle : Plan.plan().Cycles)
    for (const std::string &Key :
         isDrawnByFiles(Cycle, All) ? Cycle.Uncovered : Cycle.Functions)
      Drawn[Plan.at(Key)] = true;
  return Drawn;
}

} // namespace

std::string printPlanDot(const PlanReport &Report, bool All) {
  const PlanIndex &Plan = Report.Plan;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "digraph segstack {\n  graph [fontname=\"sans-serif\"];\n"
        "  node [shape=box, fontname=\"sans-serif\"];\n";
  for (size_t I = 0; I < Plan.plan().Cycles.size(); ++I)
    printCluster(Plan, Plan.plan().Cycles[I], I, All, OS);
  for (size_t I = 0; All && I < Plan.size(); ++I)
    if (!Plan.cycle(I))
      printNode(Plan, I, OS);
  std::set<Edge> Uncovered = uncoveredEdges(Plan);
  std::vector<bool> Drawn = drawnFunctions(Plan, All);
  for (size_t From = 0; From < Plan.size(); ++From)
    for (const PlannedCall &Call : Plan[From].Calls) {
      size_t To = Plan.at(Call.To);
      bool Within = Plan.cycle(From) && Plan.cycle(From) == Plan.cycle(To);
      if (All || (Within && Drawn[From] && Drawn[To]))
        printEdge(Plan, From, Call, Uncovered.count({From, To}), OS);
    }
  OS << "}\n";
  return Text;
}

} // namespace segstack

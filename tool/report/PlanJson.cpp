//===- PlanJson.cpp - a plan's report for programs ------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   docs/report.md tells what the members are, docs/schemas/report-2.json is
//   the schema. A change that a reader has to know of raises ReportFormat.
//
//===----------------------------------------------------------------------===//

#include "PlanReport.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using llvm::json::Array;
using llvm::json::Object;
using llvm::json::Value;

namespace segstack {
namespace {

int64_t number(uint64_t Count) { return static_cast<int64_t>(Count); }

Value toJson(const PlannedCall &Call) {
  return Object{{"to", Call.To},
                {"kind", spelling(Call.How)},
                {"outside-body", Call.OutsideBody},
                {"often", Call.Often}};
}

Value toJson(const ForeignCall &Call) {
  return Object{{"to", Call.To}, {"outside-body", Call.OutsideBody}};
}

Array callerKeys(const PlanIndex &Plan, llvm::ArrayRef<size_t> Callers) {
  Array Keys;
  for (size_t Caller : Callers)
    Keys.push_back(Plan[Caller].Key);
  return Keys;
}

Value functionJson(const PlanIndex &Plan, size_t Number) {
  const PlannedFunction &F = Plan[Number];
  Array Calls, Foreign;
  for (const PlannedCall &Call : F.Calls)
    Calls.push_back(toJson(Call));
  for (const ForeignCall &Call : F.Foreign)
    Foreign.push_back(toJson(Call));
  Object Result{{"key", F.Key},
                {"name", F.Name},
                {"file", F.File},
                {"line", F.Line},
                {"column", F.Column},
                {"estimate", number(F.Frame.Bytes)},
                {"dynamic", F.Frame.Dynamic},
                {"guess", F.Frame.Guess},
                {"shape", F.Shape},
                {"reason", F.Reason},
                {"check", F.Check},
                {"why", spelling(F.Why)},
                {"heat", F.Heat},
                {"called-back", F.CalledBack},
                {"uncovered", Plan.isUncovered(Number)},
                {"callers", callerKeys(Plan, Plan.callers(Number))},
                {"calls", std::move(Calls)},
                {"foreign", std::move(Foreign)}};
  if (F.RealBytes)
    Result["real"] = number(*F.RealBytes);
  if (F.External.Bytes) {
    Result["external"] = number(F.External.Bytes);
    Result["external-for"] = F.External.Name;
  }
  if (std::optional<size_t> Cycle = Plan.cycle(Number))
    Result["cycle"] = number(*Cycle);
  return Result;
}

Value cycleJson(const PlanIndex &Plan, const PlannedCycle &Cycle) {
  Object Result{{"functions", Array(Cycle.Functions)},
                {"system", isOfSystem(Plan, Cycle)},
                {"uncovered", Array(Cycle.Uncovered)}};
  if (!Cycle.WayOut.empty())
    Result["way-out"] = Cycle.WayOut;
  return Result;
}

Value foreignJson(const PlanIndex &Plan, const ForeignFunction &F) {
  return Object{{"name", F.Name},
                {"bytes", number(F.Bytes)},
                {"source", F.Source},
                {"calls-back", F.CallsBack},
                {"callers", callerKeys(Plan, Plan.foreignCallers(F.Name))}};
}

Value toJson(const FindingPlace &Place) {
  return Object{{"function", Place.Function},
                {"file", Place.File},
                {"line", Place.Line},
                {"column", Place.Column},
                {"message", Place.Message}};
}

Array toJson(llvm::ArrayRef<FindingPlace> Places) {
  Array Result;
  for (const FindingPlace &Place : Places)
    Result.push_back(toJson(Place));
  return Result;
}

Value toJson(const PlanFinding &Finding) {
  return Object{{"rule", Finding.Rule},
                {"level", spelling(Finding.Level)},
                {"message", Finding.Message},
                {"about", Finding.About},
                {"function", Finding.Function},
                {"file", Finding.File},
                {"line", Finding.Line},
                {"column", Finding.Column},
                {"fingerprint", fingerprint(Finding)},
                {"related", toJson(Finding.Related)},
                {"way", toJson(Finding.Way)}};
}

Value summaryJson(const PlanReport &Report) {
  PlanCounts Counts = countPlan(Report.Plan);
  int64_t Levels[3] = {};
  for (const PlanFinding &Finding : Report.Findings)
    ++Levels[static_cast<int>(Finding.Level)];
  return Object{
      {"functions", number(Counts.Functions)},
      {"checked", number(Counts.Checked)},
      {"uncheckable", number(Counts.Uncheckable)},
      {"cycles", number(Counts.Cycles)},
      {"uncovered-cycles", number(Counts.UncoveredCycles)},
      {"uncovered-system-cycles", number(Counts.UncoveredSystemCycles)},
      {"compared", number(Counts.Compared)},
      {"underestimated", number(Counts.Short)},
      {"notes", Levels[0]},
      {"warnings", Levels[1]},
      {"errors", Levels[2]}};
}

/// A line for each item: a diff of two reports tells which differ.
template <class Make>
void printLines(llvm::StringRef Key, size_t Count, Make Item,
                llvm::raw_ostream &OS) {
  OS << ",\n\"" << Key << "\": [";
  for (size_t I = 0; I < Count; ++I)
    OS << (I ? ",\n" : "\n") << Value(Item(I));
  OS << (Count ? "\n]" : "]");
}

} // namespace

std::string printPlanJson(const PlanReport &Report) {
  const PlanIndex &Index = Report.Plan;
  const ProgramPlan &Plan = Index.plan();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "{\"segstack-report\": " << ReportFormat
     << ",\n\"segstack\": \"" SEGSTACK_VERSION "\""
     << ",\n\"place\": " << Value(Plan.Place)
     << ",\n\"budget\": " << Plan.Budget
     << ",\n\"summary\": " << summaryJson(Report);
  if (Report.Proofs)
    OS << ",\n\"proof\": " << Value(proofsJson(*Report.Proofs));
  printLines(
      "findings", Report.Findings.size(),
      [&](size_t I) { return toJson(Report.Findings[I]); }, OS);
  printLines(
      "cycles", Plan.Cycles.size(),
      [&](size_t I) { return cycleJson(Index, Plan.Cycles[I]); }, OS);
  printLines(
      "foreign", Plan.Foreign.size(),
      [&](size_t I) { return foreignJson(Index, Plan.Foreign[I]); }, OS);
  printLines(
      "functions", Index.size(),
      [&](size_t I) { return functionJson(Index, I); }, OS);
  OS << "\n}\n";
  return Text;
}

} // namespace segstack

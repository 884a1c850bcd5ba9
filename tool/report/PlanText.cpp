//===- PlanText.cpp - a plan as a table and a list ------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace segstack {
namespace {

/// estimate / real; nothing where the real frame is not known, or is none.
std::optional<double> ratio(const PlannedFunction &F) {
  if (!F.RealBytes || !*F.RealBytes)
    return std::nullopt;
  return static_cast<double>(F.Frame.Bytes) / static_cast<double>(*F.RealBytes);
}

/// What a number is sorted by; -1 for what is not known.
double number(const PlanIndex &Plan, size_t Function, SortKey By) {
  const PlannedFunction &F = Plan[Function];
  switch (By) {
  case SortKey::Estimate:
    return static_cast<double>(F.Frame.Bytes);
  case SortKey::Real:
    return F.RealBytes ? static_cast<double>(*F.RealBytes) : -1;
  case SortKey::Ratio:
    return ratio(F).value_or(-1);
  case SortKey::Check:
    return F.Check;
  case SortKey::Heat:
    return F.Heat;
  case SortKey::Callers:
    return static_cast<double>(Plan.callers(Function).size());
  case SortKey::Calls:
    return static_cast<double>(F.Calls.size());
  default:
    return 0;
  }
}

std::string text(const PlannedFunction &F, SortKey By) {
  if (By == SortKey::Name)
    return F.Name;
  return By == SortKey::Why ? spelling(F.Why) : "";
}

bool isBefore(const PlannedFunction &A, const PlannedFunction &B) {
  return std::tie(A.File, A.Line, A.Column, A.Key) <
         std::tie(B.File, B.Line, B.Column, B.Key);
}

/// `outline`: what is no plain check; `cannot`: that there can be none.
std::string checkWord(const PlannedFunction &F) {
  if (F.Check)
    return F.Shape == "outline" ? "outline" : "yes";
  return F.Why == PlacedFor::Uncheckable ? "cannot" : "no";
}

std::string whyWord(const PlannedFunction &F) {
  return F.Why == PlacedFor::Uncheckable ? F.Reason : spelling(F.Why);
}

void printFunction(const PlanIndex &Plan, size_t Number,
                   llvm::raw_ostream &OS) {
  const PlannedFunction &F = Plan[Number];
  std::string Estimate = std::to_string(F.Frame.Bytes) + (F.Frame.Dynamic ? "+"
                                                          : F.Frame.Guess ? "?"
                                                                          : "");
  std::string Real = F.RealBytes ? std::to_string(*F.RealBytes) : "-";
  OS << llvm::format("%9s %9s ", Estimate.c_str(), Real.c_str());
  if (std::optional<double> Ratio = ratio(F))
    OS << llvm::format("%6.2f", *Ratio);
  else
    OS << "     -";
  OS << llvm::format(" %-7s %-14s %8.3g %7zu %5zu  ", checkWord(F).c_str(),
                     whyWord(F).c_str(), F.Heat, Plan.callers(Number).size(),
                     F.Calls.size());
  OS << F.Name << "  " << F.File << ':' << F.Line << ':' << F.Column << '\n';
}

void printCycle(const PlanIndex &Plan, const PlannedCycle &Cycle, size_t Number,
                llvm::raw_ostream &OS) {
  size_t Checked = llvm::count_if(Cycle.Functions, [&](const auto &Key) {
    return Plan.function(Key).Check;
  });
  OS << "  " << Number << ": " << Cycle.Functions.size()
     << (Cycle.Functions.size() == 1 ? " function, " : " functions, ")
     << Checked << " with a check" << uncoveredText(Plan, Cycle) << ": "
     << Plan.function(Cycle.Functions.front()).Name
     << (Cycle.Functions.size() > 1 ? ", ..." : "") << '\n';
}

void printFinding(const PlanFinding &Finding, llvm::raw_ostream &OS) {
  OS << Finding.File << ':' << Finding.Line << ':' << Finding.Column << ": "
     << spelling(Finding.Level) << ": " << Finding.Message << " ["
     << Finding.Rule << "]\n";
  for (const FindingPlace &Step : Finding.Way)
    OS << "  " << Step.File << ':' << Step.Line << ':' << Step.Column << ": "
       << Step.Function << ' ' << Step.Message << '\n';
}

void printProofs(const ProofsOfPlan &Proofs, llvm::raw_ostream &OS) {
  OS << "\nproof:\n";
  for (const ProofOfBuild &Of : Proofs.Builds) {
    OS << "  " << verdictOn(Of, Proofs.Limits) << '\n';
    if (Of.Proof.Tightest)
      OS << "    the tightest chain that fits has " << Of.Proof.Tightest->Bytes
         << " of " << Of.Proof.Tightest->Allowed << " bytes and begins with "
         << Of.Proof.Tightest->Links.front().Name << '\n';
  }
}

std::string counted(size_t Count, llvm::StringRef What) {
  return std::to_string(Count) + " " + What.str() + (Count == 1 ? "" : "s");
}

} // namespace

llvm::ArrayRef<llvm::StringRef> sortKeys() {
  static constexpr llvm::StringRef Keys[] = {
      "name",  "place", "estimate", "real",    "ratio",
      "check", "why",   "heat",     "callers", "calls"};
  return Keys;
}

std::vector<size_t> sortFunctions(const PlanIndex &Plan, SortKey By) {
  std::vector<size_t> Order(Plan.size());
  for (size_t I = 0; I < Order.size(); ++I)
    Order[I] = I;
  llvm::sort(Order, [&](size_t A, size_t B) {
    double First = number(Plan, A, By), Second = number(Plan, B, By);
    if (First != Second)
      return First > Second;
    int Text = text(Plan[A], By).compare(text(Plan[B], By));
    return Text ? Text < 0 : isBefore(Plan[A], Plan[B]);
  });
  return Order;
}

std::string uncoveredText(const PlanIndex &Plan, const PlannedCycle &Cycle) {
  if (Cycle.Uncovered.empty())
    return "";
  return isOfSystem(Plan, Cycle) ? ", uncovered in the system's headers"
                                 : ", uncovered";
}

std::string planSummary(const PlanReport &Report) {
  PlanCounts Counts = countPlan(Report.Plan);
  size_t Levels[3] = {};
  for (const PlanFinding &Finding : Report.Findings)
    ++Levels[static_cast<int>(Finding.Level)];
  std::string Text = counted(Counts.Functions, "function") + ", " +
                     std::to_string(Counts.Checked) + " with a check, " +
                     std::to_string(Counts.Uncheckable) +
                     " that cannot have one; " +
                     counted(Counts.Cycles, "cycle") + ", " +
                     std::to_string(Counts.UncoveredCycles) + " uncovered";
  if (Counts.UncoveredSystemCycles)
    Text += " (and " + std::to_string(Counts.UncoveredSystemCycles) +
            " in the system's headers)";
  Text += "; ";
  if (Counts.Compared)
    Text += std::to_string(Counts.Short) + " of " +
            counted(Counts.Compared, "estimate") + " too small; ";
  if (Report.Proofs)
    for (const ProofOfBuild &Of : Report.Proofs->Builds)
      Text += Of.Name + " " + (Of.Proof.proved() ? "proved; " : "refuted; ");
  return Text + counted(Levels[2], "error") + ", " +
         counted(Levels[1], "warning") + ", " + counted(Levels[0], "note");
}

std::string printPlanText(const PlanReport &Report, SortKey By) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << " estimate      real  ratio check   why                heat callers "
        "calls  function and place\n";
  for (size_t Function : sortFunctions(Report.Plan, By))
    printFunction(Report.Plan, Function, OS);
  if (!Report.Plan.plan().Cycles.empty())
    OS << "\ncycles:\n";
  for (const auto &[Number, Cycle] : llvm::enumerate(Report.Plan.plan().Cycles))
    printCycle(Report.Plan, Cycle, Number, OS);
  if (Report.Proofs)
    printProofs(*Report.Proofs, OS);
  if (!Report.Findings.empty())
    OS << '\n';
  for (const PlanFinding &Finding : Report.Findings)
    printFinding(Finding, OS);
  OS << '\n' << planSummary(Report) << '\n';
  return Text;
}

} // namespace segstack

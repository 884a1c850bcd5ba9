//===- PlanFindings.cpp - what is wrong with a plan -----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanFindings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

namespace segstack {
namespace {

std::vector<FindingPlace> wayRound(const PlanIndex &Plan,
                                   const PlannedCycle &Cycle) {
  std::vector<FindingPlace> Way;
  for (size_t I = 0; I < Cycle.Uncovered.size(); ++I) {
    const auto &Next = Cycle.Uncovered[(I + 1) % Cycle.Uncovered.size()];
    const PlannedFunction &From = Plan.function(Cycle.Uncovered[I]);
    Way.push_back(placeOf(From, callText(From, Plan.function(Next))));
  }
  return Way;
}

std::string uncoveredMessage(const PlanIndex &Plan, const PlannedCycle &Cycle) {
  std::string Text;
  for (const std::string &Key : Cycle.Uncovered)
    Text += Plan.function(Key).Name + " -> ";
  Text += Plan.function(Cycle.Uncovered.front()).Name;
  Text = "recursion without a check: " + Text;
  return Cycle.WayOut.empty() ? Text : Text + "; way out: " + Cycle.WayOut;
}

/// Of the cycle no more than a person reads.
std::vector<FindingPlace> members(const PlanIndex &Plan,
                                  const PlannedCycle &Cycle, size_t Most) {
  std::vector<FindingPlace> Result;
  for (const std::string &Key : Cycle.Functions) {
    if (Result.size() == Most)
      break;
    const PlannedFunction &F = Plan.function(Key);
    Result.push_back(placeOf(F, F.Name + " " + stateOf(F)));
  }
  return Result;
}

void addUncovered(const PlanIndex &Plan, std::vector<PlanFinding> &Into) {
  for (const PlannedCycle &Cycle : Plan.plan().Cycles) {
    if (Cycle.Uncovered.empty() || isOfSystem(Plan, Cycle))
      continue;
    PlanFinding Finding = findingAt("uncovered", FindingLevel::Error,
                                    Plan.function(Cycle.Uncovered.front()),
                                    uncoveredMessage(Plan, Cycle));
    // The way may begin anywhere: it is the same way.
    Finding.About = *llvm::min_element(Cycle.Uncovered);
    Finding.Related = members(Plan, Cycle, 50);
    Finding.Way = wayRound(Plan, Cycle);
    Finding.Round = true;
    Into.push_back(std::move(Finding));
  }
}

void addUncheckable(const PlanIndex &Plan, size_t Number,
                    std::vector<PlanFinding> &Into) {
  const PlannedFunction &F = Plan[Number];
  if (F.Why != PlacedFor::Uncheckable || !Plan.cycle(Number) || F.System)
    return;
  bool Uncovered = Plan.isUncovered(Number);
  const PlannedCycle &Cycle = Plan.plan().Cycles[*Plan.cycle(Number)];
  Into.push_back(findingAt(
      "uncheckable", Uncovered ? FindingLevel::Warning : FindingLevel::Note, F,
      F.Name + " cannot have a check (" + F.Reason + ") and is in a cycle of " +
          std::to_string(Cycle.Functions.size()) +
          (Cycle.Functions.size() == 1 ? " function" : " functions") +
          (Uncovered ? ", on a way round without a check" : "")));
  Into.back().Related = members(Plan, Cycle, 10);
}

void addLargeFrame(const PlannedFunction &F, std::vector<PlanFinding> &Into) {
  if (F.Check || frameBytes(F) <= LargeFrame || F.System)
    return;
  // main begins with all of a stack.
  FindingLevel Level =
      F.Key == "main" ? FindingLevel::Note : FindingLevel::Warning;
  std::string Why =
      F.Why == PlacedFor::Uncheckable ? " (" + F.Reason + ")" : std::string();
  Into.push_back(findingAt("large-frame", Level, F,
                           F.Name + " has a frame of " +
                               std::to_string(frameBytes(F)) +
                               " bytes and no check" + Why));
}

void addUnderestimated(const PlannedFunction &F,
                       std::vector<PlanFinding> &Into) {
  if (!F.RealBytes || *F.RealBytes <= F.Frame.Bytes)
    return;
  FindingLevel Level =
      *F.RealBytes > LargeFrame ? FindingLevel::Warning : FindingLevel::Note;
  Into.push_back(
      findingAt("underestimated", Level, F,
                F.Name + " has a frame of " + std::to_string(*F.RealBytes) +
                    " bytes, estimated as " + std::to_string(F.Frame.Bytes)));
}

void addGuessed(const PlannedFunction &F, std::vector<PlanFinding> &Into) {
  if (F.Frame.Guess && !F.RealBytes && !F.System)
    Into.push_back(findingAt("guessed", FindingLevel::Note, F,
                             "the frame of " + F.Name + " is a guess of " +
                                 std::to_string(F.Frame.Bytes) + " bytes"));
}

/// At the first caller: a foreign function has no place in the program.
void addAssumed(const PlanIndex &Plan, const ForeignFunction &F,
                std::vector<PlanFinding> &Into) {
  llvm::ArrayRef<size_t> Callers = Plan.foreignCallers(F.Name);
  if (F.Source != "assumed" || Callers.empty())
    return;
  Into.push_back(findingAt("assumed", FindingLevel::Note, Plan[Callers.front()],
                           F.Name +
                               " is compiled elsewhere and taken to need " +
                               std::to_string(F.Bytes) + " bytes of stack" +
                               (F.CallsBack ? ", and to call back" : "")));
  Into.back().About = F.Name;
  Into.back().Function.clear();
  for (size_t Caller : Callers.drop_front().take_front(10))
    Into.back().Related.push_back(
        placeOf(Plan[Caller], Plan[Caller].Name + " calls it, too"));
}

} // namespace

FindingPlace placeOf(const PlannedFunction &F, std::string Message) {
  return {F.Name, F.File, F.Line, F.Column, std::move(Message)};
}

std::string stateOf(const PlannedFunction &F) {
  if (F.Check)
    return std::string("has a check (") + spelling(F.Why) + ")";
  if (F.Why == PlacedFor::Uncheckable)
    return "cannot have a check (" + F.Reason + ")";
  return "has no check";
}

std::string callText(const PlannedFunction &From, const PlannedFunction &To) {
  const PlannedCall *Call = findCall(From, To.Key);
  if (!Call || Call->How == CallKind::Direct)
    return "calls " + To.Name;
  return "calls " + To.Name + " (" + spelling(Call->How) + ")";
}

PlanFinding findingAt(llvm::StringRef Rule, FindingLevel Level,
                      const PlannedFunction &F, std::string Message) {
  PlanFinding Finding;
  Finding.Rule = Rule.str();
  Finding.Level = Level;
  Finding.Message = std::move(Message);
  Finding.About = F.Key;
  Finding.Function = F.Name;
  Finding.File = F.File;
  Finding.Line = F.Line;
  Finding.Column = F.Column;
  return Finding;
}

std::vector<PlanFinding> findInPlan(const PlanIndex &Plan) {
  std::vector<PlanFinding> Findings;
  addUncovered(Plan, Findings);
  for (size_t Number = 0; Number < Plan.size(); ++Number) {
    addUncheckable(Plan, Number, Findings);
    addLargeFrame(Plan[Number], Findings);
    addUnderestimated(Plan[Number], Findings);
    addGuessed(Plan[Number], Findings);
  }
  for (const ForeignFunction &F : Plan.plan().Foreign)
    addAssumed(Plan, F, Findings);
  sortFindings(Findings);
  return Findings;
}

} // namespace segstack

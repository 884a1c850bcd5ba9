//===- PlanHtml.cpp - a plan as one page ----------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   tool/report/html/ -> (CMake) reportPage() --.
//   PlanReport -> JSON within the page --------- '-> one file
//
// The page's own JavaScript shows the data; it loads nothing.
//
//===----------------------------------------------------------------------===//

#include "PlanReport.h"
#include "ReportPage.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using llvm::json::Array;
using llvm::json::Object;
using llvm::json::Value;

namespace segstack {
namespace {

int64_t number(uint64_t Count) { return static_cast<int64_t>(Count); }

/// Names of files, each once.
class FileNames {
public:
  int64_t at(const std::string &File) {
    return Numbers.insert({File, number(Numbers.size())}).first->second;
  }
  Array take() {
    Array Names;
    for (const auto &Each : Numbers)
      Names.push_back(Each.first);
    return Names;
  }

private:
  llvm::MapVector<std::string, int64_t, std::map<std::string, unsigned>>
      Numbers;
};

Array indices(const PlanIndex &Plan, llvm::ArrayRef<std::string> Keys) {
  Array Result;
  for (const std::string &Key : Keys)
    Result.push_back(number(Plan.at(Key)));
  return Result;
}

/// Four numbers for each call.
Array callData(const PlanIndex &Plan, const PlannedFunction &F) {
  Array Result;
  for (const PlannedCall &Call : F.Calls) {
    Result.push_back(number(Plan.at(Call.To)));
    Result.push_back(static_cast<int>(Call.How));
    Result.push_back(int(Call.OutsideBody));
    Result.push_back(Call.Often);
  }
  return Result;
}

/// A name and a number for each.
Array foreignData(const PlannedFunction &F) {
  Array Result;
  for (const ForeignCall &Call : F.Foreign) {
    Result.push_back(Call.To);
    Result.push_back(int(Call.OutsideBody));
  }
  return Result;
}

/// The order is that of readFunction() in model.js.
Array functionData(const PlanIndex &Plan, size_t Number, FileNames &Files) {
  const PlannedFunction &F = Plan[Number];
  std::optional<size_t> Cycle = Plan.cycle(Number);
  return Array{F.Key,
               F.Name,
               Files.at(F.File),
               F.Line,
               F.Column,
               number(F.Frame.Bytes),
               int(F.Frame.Dynamic),
               int(F.Frame.Guess),
               F.RealBytes ? number(*F.RealBytes) : -1,
               F.Shape,
               F.Reason,
               int(F.Check),
               spelling(F.Why),
               number(F.External.Bytes),
               F.External.Name,
               F.Heat,
               int(F.CalledBack),
               Cycle ? number(*Cycle) : -1,
               int(Plan.isUncovered(Number)),
               callData(Plan, F),
               foreignData(F)};
}

Array cycleData(const PlanIndex &Plan) {
  Array Result;
  for (const PlannedCycle &Cycle : Plan.plan().Cycles)
    Result.push_back(Object{{"functions", indices(Plan, Cycle.Functions)},
                            {"uncovered", indices(Plan, Cycle.Uncovered)},
                            {"system", isOfSystem(Plan, Cycle)},
                            {"wayOut", Cycle.WayOut}});
  return Result;
}

Array findingData(llvm::ArrayRef<PlanFinding> Findings) {
  Array Result;
  for (const PlanFinding &Finding : Findings)
    Result.push_back(Object{{"rule", Finding.Rule},
                            {"level", spelling(Finding.Level)},
                            {"message", Finding.Message},
                            {"about", Finding.About},
                            {"file", Finding.File},
                            {"line", Finding.Line}});
  return Result;
}

Array ruleData() {
  Array Result;
  for (const FindingRule &Rule : findingRules())
    Result.push_back(Object{
        {"id", Rule.Id}, {"summary", Rule.Summary}, {"help", Rule.Help}});
  return Result;
}

Value pageData(const PlanReport &Report) {
  const PlanIndex &Plan = Report.Plan;
  FileNames Files;
  Array Functions;
  for (size_t I = 0; I < Plan.size(); ++I)
    Functions.push_back(functionData(Plan, I, Files));
  return Object{{"version", SEGSTACK_VERSION},
                {"place", Plan.plan().Place},
                {"budget", number(Plan.plan().Budget)},
                {"files", Files.take()},
                {"functions", std::move(Functions)},
                {"cycles", cycleData(Plan)},
                {"findings", findingData(Report.Findings)},
                {"proof", Report.Proofs ? Value(proofsJson(*Report.Proofs))
                                        : Value(nullptr)},
                {"rules", ruleData()}};
}

/// JSON that ends no <script> and begins no comment of HTML: '<' stands only
/// in strings, where an escape means the same.
std::string withinScript(const Value &Data) {
  std::string Json, Result;
  llvm::raw_string_ostream(Json) << Data;
  Result.reserve(Json.size());
  for (char C : Json)
    if (C == '<')
      Result += "\\u003c";
    else
      Result += C;
  return Result;
}

} // namespace

std::string printPlanHtml(const PlanReport &Report) {
  auto [Before, After] = reportPage().split("@DATA@");
  return Before.str() + withinScript(pageData(Report)) + After.str();
}

} // namespace segstack

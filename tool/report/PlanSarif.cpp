//===- PlanSarif.cpp - a plan's findings as SARIF 2.1.0 -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gap.h"
#include "PlanReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using llvm::json::Array;
using llvm::json::Object;
using llvm::json::Value;

namespace segstack {
namespace {

/// GitHub refuses a file with more results in a run, and shows no more steps of
/// a flow (docs.github.com, "SARIF results exceed limit").
constexpr size_t MostResults = 25000, MostSteps = 1000;

/// All but what a path of a URI may hold as it is.
std::string percentEncoded(llvm::StringRef Path) {
  constexpr llvm::StringLiteral Plain = "-._~/!$&'()*+,;=@";
  std::string Result;
  for (unsigned char C : Path.bytes())
    if (llvm::isAlnum(C) || Plain.contains(C))
      Result += C;
    else
      Result += "%" + llvm::toHex(llvm::ArrayRef<uint8_t>(C));
  return Result;
}

/// Relative to the root of the sources, which the reader knows; or absolute.
Object artifact(llvm::StringRef File) {
  if (File.starts_with("/"))
    return Object{{"uri", "file://" + percentEncoded(File)}};
  return Object{{"uri", percentEncoded(File)}, {"uriBaseId", "SRCROOT"}};
}

Object region(unsigned Line, unsigned Column) {
  Object Result{{"startLine", std::max(Line, 1u)}};
  if (Column)
    Result["startColumn"] = Column;
  return Result;
}

Object location(llvm::StringRef Function, llvm::StringRef File, unsigned Line,
                unsigned Column) {
  Object Result{
      {"physicalLocation", Object{{"artifactLocation", artifact(File)},
                                  {"region", region(Line, Column)}}}};
  if (!Function.empty())
    Result["logicalLocations"] =
        Array{Object{{"fullyQualifiedName", Function}, {"kind", "function"}}};
  return Result;
}

Object location(const FindingPlace &Place, std::string Message) {
  Object Result =
      location(Place.Function, Place.File, Place.Line, Place.Column);
  Result["message"] = Object{{"text", std::move(Message)}};
  return Result;
}

/// The way and, at the end of a way round, where it began.
Value codeFlow(const PlanFinding &Finding) {
  Array Steps;
  Gap Left(Finding.Way.size(), MostSteps);
  for (size_t I = 0; I != Finding.Way.size(); ++I) {
    const FindingPlace &Place = Finding.Way[I];
    if (!Left.has(I))
      Steps.push_back(Object{
          {"location", location(Place, Place.Function + " " + Place.Message)}});
  }
  const FindingPlace &First = Finding.Way.front();
  if (Finding.Round)
    Steps.push_back(
        Object{{"location", location(First, First.Function + " again")}});
  return Object{
      {"threadFlows", Array{Object{{"locations", std::move(Steps)}}}}};
}

Value relatedLocations(llvm::ArrayRef<FindingPlace> Related) {
  Array Result;
  for (const auto &[Number, Place] : llvm::enumerate(Related)) {
    Object Each = location(Place, Place.Message);
    Each["id"] = static_cast<int64_t>(Number);
    Result.push_back(std::move(Each));
  }
  return Result;
}

Value result(const PlanFinding &Finding) {
  auto Rule = llvm::find_if(findingRules(), [&](const FindingRule &R) {
    return R.Id == Finding.Rule;
  });
  // GitHub keeps an alert open by the second of the fingerprints.
  Object Result{
      {"ruleId", Finding.Rule},
      {"ruleIndex", Rule - findingRules().begin()},
      {"level", spelling(Finding.Level)},
      {"message", Object{{"text", Finding.Message}}},
      {"locations", Array{location(Finding.Function, Finding.File, Finding.Line,
                                   Finding.Column)}},
      {"partialFingerprints",
       Object{{"segstack/v1", fingerprint(Finding)},
              {"primaryLocationLineHash", fingerprint(Finding) + ":1"}}}};
  if (!Finding.Related.empty())
    Result["relatedLocations"] = relatedLocations(Finding.Related);
  if (!Finding.Way.empty())
    Result["codeFlows"] = Array{codeFlow(Finding)};
  return Result;
}

Value rule(const FindingRule &Rule) {
  // 674: uncontrolled recursion.
  Array Tags{"stack"};
  if (Rule.Id == "uncovered" || Rule.Id == "unproved" ||
      Rule.Id == "uncheckable")
    Tags.push_back("external/cwe/cwe-674");
  llvm::StringRef Severity = Rule.Level == FindingLevel::Note
                                 ? "recommendation"
                                 : spelling(Rule.Level);
  return Object{
      {"id", Rule.Id},
      {"name", Rule.Name},
      {"shortDescription", Object{{"text", Rule.Summary}}},
      {"fullDescription",
       Object{{"text", (Rule.Summary + " " + Rule.Help).str()}}},
      {"help", Object{{"text", Rule.Help}, {"markdown", Rule.Help}}},
      {"defaultConfiguration", Object{{"level", spelling(Rule.Level)}}},
      {"properties", Object{{"tags", std::move(Tags)},
                            {"precision", "high"},
                            {"problem.severity", Severity}}}};
}

/// The findings come worst first, so these are the least.
Value leftOut(size_t Findings) {
  std::string Text = std::to_string(Findings) +
                     " more findings are not in this file, which has the most "
                     "that GitHub takes; --level=warning leaves notes out";
  return Object{{"executionSuccessful", true},
                {"toolExecutionNotifications",
                 Array{Object{{"level", "warning"},
                              {"message", Object{{"text", Text}}}}}}};
}

Value driver() {
  Array Rules;
  for (const FindingRule &Each : findingRules())
    Rules.push_back(rule(Each));
  return Object{{"name", "segstack"},
                {"version", SEGSTACK_VERSION},
                {"semanticVersion", SEGSTACK_VERSION},
                {"rules", std::move(Rules)}};
}

} // namespace

std::string printPlanSarif(const PlanReport &Report) {
  Array Results;
  for (const PlanFinding &Finding :
       llvm::ArrayRef(Report.Findings).take_front(MostResults))
    Results.push_back(result(Finding));
  Object Root{{"description",
               Object{{"text", "The root of the sources: the folder in which "
                               "the report was made."}}}};
  Object Run{{"tool", Object{{"driver", driver()}}},
             {"automationDetails", Object{{"id", "segstack/"}}},
             {"originalUriBaseIds", Object{{"SRCROOT", std::move(Root)}}},
             {"columnKind", "unicodeCodePoints"},
             {"results", std::move(Results)}};
  if (Report.Findings.size() > MostResults)
    Run["invocations"] = Array{leftOut(Report.Findings.size() - MostResults)};
  Object Log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
             {"version", "2.1.0"},
             {"runs", Array{std::move(Run)}}};
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << llvm::formatv("{0:2}", Value(std::move(Log))) << '\n';
  return Text;
}

} // namespace segstack

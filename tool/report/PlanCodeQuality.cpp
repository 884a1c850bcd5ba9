//===- PlanCodeQuality.cpp - a plan's findings for GitLab -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanReport.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using llvm::json::Object;
using llvm::json::Value;

namespace segstack {
namespace {

llvm::StringRef severity(FindingLevel Level) {
  switch (Level) {
  case FindingLevel::Note:
    return "info";
  case FindingLevel::Warning:
    return "minor";
  case FindingLevel::Error:
    return "major";
  }
  llvm_unreachable("all levels have a severity");
}

Value toJson(const PlanFinding &Finding) {
  int64_t Line = std::max(Finding.Line, 1u);
  return Object{{"description", Finding.Message},
                {"check_name", "segstack/" + Finding.Rule},
                {"fingerprint", fingerprint(Finding)},
                {"severity", severity(Finding.Level)},
                {"location", Object{{"path", Finding.File},
                                    {"lines", Object{{"begin", Line}}}}}};
}

} // namespace

std::string printPlanCodeQuality(const PlanReport &Report) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  const char *Separator = "[\n";
  for (const PlanFinding &Finding : Report.Findings) {
    OS << Separator << toJson(Finding);
    Separator = ",\n";
  }
  OS << (Report.Findings.empty() ? "[]\n" : "\n]\n");
  return Text;
}

} // namespace segstack

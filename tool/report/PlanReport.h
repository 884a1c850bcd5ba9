//===- PlanReport.h - what can be told of a plan ----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   PlanIndex, findings, proofs -> PlanText, PlanJson, PlanSarif,
//                                  PlanCodeQuality, PlanDot, PlanHtml
//
// Values in, text out; one file per format. docs/report.md is for users.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_PLANREPORT_H
#define SEGSTACK_TOOL_REPORT_PLANREPORT_H

#include "PlanFindings.h"
#include "PlanIndex.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace segstack {

struct PlanReport {
  const PlanIndex &Plan;
  std::vector<PlanFinding> Findings;    ///< those that are to be shown, sorted
  const ProofsOfPlan *Proofs = nullptr; ///< null: nothing was proved
};

/// What the functions of a table are sorted by.
enum class SortKey {
  Name,
  Place,
  Estimate,
  Real,
  Ratio, ///< estimate / real
  Check,
  Why,
  Heat,
  Callers,
  Calls
};

/// The words of --sort, in the order of SortKey.
llvm::ArrayRef<llvm::StringRef> sortKeys();

/// Indices of the plan's functions: numbers from the largest, text from A, what
/// is not known last.
std::vector<size_t> sortFunctions(const PlanIndex &Plan, SortKey By);

/// A table of the functions, the cycles, the findings, and counts.
std::string printPlanText(const PlanReport &Report, SortKey By);

/// `, uncovered`, and whether in the system's headers alone; nothing where each
/// way round has a check.
std::string uncoveredText(const PlanIndex &Plan, const PlannedCycle &Cycle);

/// `12 functions, 3 with a check; 2 cycles, 1 uncovered; 1 error, ...`
std::string planSummary(const PlanReport &Report);

/// The version of the JSON; docs/schemas/report-2.json has its schema.
constexpr int ReportFormat = 2;
std::string printPlanJson(const PlanReport &Report);

/// SARIF 2.1.0.
std::string printPlanSarif(const PlanReport &Report);

/// GitLab's code quality report.
std::string printPlanCodeQuality(const PlanReport &Report);

/// The calls within cycles or, with \p All, between all functions.
std::string printPlanDot(const PlanReport &Report, bool All);

/// One page that needs nothing else.
std::string printPlanHtml(const PlanReport &Report);

} // namespace segstack

#endif

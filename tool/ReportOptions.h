//===- ReportOptions.h - the options of segstack report ---------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   argv -> llvm::cl -> checked -> ReportCommand
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORTOPTIONS_H
#define SEGSTACK_TOOL_REPORTOPTIONS_H

#include "ProofOptions.h"
#include "report/PlanReport.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace segstack {

enum class ReportForm { Text, Json, Sarif, GitLab, Dot, Html };

struct ReportCommand {
  std::string Plan; ///< the file
  ReportForm Form = ReportForm::Text;
  SortKey By = SortKey::Estimate;
  FindingLevel Least = FindingLevel::Note; ///< findings below are not shown
  bool AllCalls = false;                   ///< --graph=all
  std::string File = "-";                  ///< -o; "-": standard output
  /// Rules and levels, as given.
  std::vector<std::string> FailOn;
  std::optional<ProofCommand> Proof; ///< nothing is proved without
  bool Quiet = false;
};

/// \p Arguments begin with the program's name and the verb. Ends the program
/// after --help and --version.
llvm::Expected<ReportCommand>
parseReportCommand(llvm::ArrayRef<const char *> Arguments);

} // namespace segstack

#endif

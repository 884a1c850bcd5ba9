//===- ReportVerb.cpp - segstack report -----------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   plan file -> index -----------> findings -> one format -> file, exit code
//   sizes of builds -> proofs --'
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "PlanFile.h"
#include "PlanProof.h"
#include "ReportOptions.h"
#include "Verbs.h"
#include "report/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace segstack {
namespace {

std::string print(const PlanReport &Report, const ReportCommand &Command) {
  switch (Command.Form) {
  case ReportForm::Text:
    return printPlanText(Report, Command.By);
  case ReportForm::Json:
    return printPlanJson(Report);
  case ReportForm::Sarif:
    return printPlanSarif(Report);
  case ReportForm::GitLab:
    return printPlanCodeQuality(Report);
  case ReportForm::Dot:
    return printPlanDot(Report, Command.AllCalls);
  case ReportForm::Html:
    return printPlanHtml(Report);
  }
  llvm_unreachable("all forms are printed");
}

llvm::Error write(const ReportCommand &Command, std::string Text) {
  if (Command.File == "-")
    return writeStandardOutput(Text);
  return writeFiles({{Command.File, std::move(Text)}});
}

bool fails(const PlanFinding &Finding, const ReportCommand &Command) {
  return llvm::any_of(Command.FailOn, [&](const std::string &Word) {
    for (FindingLevel Level :
         {FindingLevel::Note, FindingLevel::Warning, FindingLevel::Error})
      if (Word == spelling(Level))
        return Finding.Level >= Level;
    return Finding.Rule == Word;
  });
}

/// What --fail-on is about, whether it is shown or not.
ExitCode judge(llvm::ArrayRef<PlanFinding> Findings,
               const ReportCommand &Command) {
  std::map<std::string, size_t> Counts;
  for (const PlanFinding &Finding : Findings)
    if (fails(Finding, Command))
      ++Counts[Finding.Rule];
  if (Counts.empty())
    return ExitCode::Fine;
  llvm::raw_ostream &OS = llvm::WithColor::error(llvm::errs(), "segstack");
  OS << "findings of --fail-on:";
  const char *Separator = " ";
  for (const auto &[Rule, Count] : Counts) {
    OS << Separator << Count << ' ' << Rule;
    Separator = ", ";
  }
  OS << '\n';
  return ExitCode::Findings;
}

/// None where nothing is to be proved.
llvm::ArrayRef<SizesOfBuild> buildsOf(const ReportCommand &Command) {
  if (!Command.Proof)
    return {};
  return Command.Proof->Builds;
}

/// Of a plan with the names of a report, which then gets the real frames.
std::optional<ProofsOfPlan> prove(const ReportCommand &Command,
                                  llvm::ArrayRef<FramesOfBuild> Builds,
                                  ProgramPlan &Plan) {
  if (!Command.Proof)
    return std::nullopt;
  ProofsOfPlan Proofs = proveBuilds(Plan, Builds, Command.Proof->Limits);
  // Not before: the checks of the build ask for what the plan had.
  if (Command.Proof->HasSizes)
    takeRealFrames(Builds, Plan);
  return Proofs;
}

std::vector<PlanFinding> allFindings(const PlanIndex &Plan,
                                     const ProofsOfPlan *Proofs) {
  std::vector<PlanFinding> Findings = findInPlan(Plan);
  if (Proofs)
    llvm::append_range(Findings, findInProofs(Plan, *Proofs));
  sortFindings(Findings);
  return Findings;
}

} // namespace

llvm::Expected<ExitCode> runReport(const ReportCommand &Command) {
  llvm::Expected<ProgramPlan> Plan = readPlan(Command.Plan);
  if (!Plan)
    return Plan.takeError();
  llvm::Expected<PlanIndex> Index = PlanIndex::create(*Plan);
  if (!Index)
    return fail(ExitCode::Usage, displayPath(Command.Plan) + ": " +
                                     llvm::toString(Index.takeError()));
  auto Builds =
      readBuilds(buildsOf(Command), *Plan, Command.Plan, Command.Quiet);
  if (!Builds)
    return Builds.takeError();
  nameFromHere(*Plan, Command.Plan);
  std::optional<ProofsOfPlan> Proofs = prove(Command, *Builds, *Plan);
  PlanReport Report{*Index, {}, Proofs ? &*Proofs : nullptr};
  std::vector<PlanFinding> Findings = allFindings(*Index, Report.Proofs);
  llvm::copy_if(
      Findings, std::back_inserter(Report.Findings),
      [&](const PlanFinding &Each) { return Each.Level >= Command.Least; });
  if (llvm::Error Err = write(Command, print(Report, Command)))
    return Err;
  // The text on standard output ends with it.
  bool Told = Command.Form == ReportForm::Text && Command.File == "-";
  if (!Command.Quiet && !Told)
    llvm::errs() << "segstack: " << planSummary(Report) << '\n';
  return judge(Findings, Command);
}

} // namespace segstack

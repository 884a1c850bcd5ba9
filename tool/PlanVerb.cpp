//===- PlanVerb.cpp - segstack plan ---------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   command -> [Job] -> summaries, new or kept -> planProgram -> a plan file
//
//===----------------------------------------------------------------------===//

#include "Failure.h"
#include "Paths.h"
#include "PlanFile.h"
#include "ProfileFile.h"
#include "Project.h"
#include "SummaryCache.h"
#include "Verbs.h"
#include "report/OutputFile.h"
#include "report/PlanFindings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace segstack {
namespace {

/// What the runner does for each job.
void askForSummaries(Project &Project) {
  for (Job &Each : Project.Jobs) {
    Each.Options.Summarize = true;
    Each.Options.NoteUncovered = false; // of the whole program, below
  }
}

/// The folder of the plan, which its paths are relative to.
std::string rootOf(const PlanCommand &Command) {
  if (Command.Output == "-")
    return realPath(".");
  return realPath(
      llvm::sys::path::parent_path(absolutePath(Command.Output)).str());
}

std::vector<const CallSummary *>
summariesOf(llvm::ArrayRef<JobResult> Results) {
  std::vector<const CallSummary *> Units;
  for (const JobResult &Result : Results)
    if (Result.Unit && Result.Unit->Calls)
      Units.push_back(&*Result.Unit->Calls);
  return Units;
}

/// Says which cycles have a way round without a check; how many there are.
size_t tellUncovered(const PlanIndex &Plan, bool Quiet) {
  size_t Count = 0;
  for (const PlannedCycle &Cycle : Plan.plan().Cycles) {
    if (Cycle.Uncovered.empty() || isOfSystem(Plan, Cycle))
      continue;
    ++Count;
    if (Quiet)
      continue;
    std::string Way;
    for (const std::string &Key : Cycle.Uncovered)
      Way += Plan.function(Key).Name + " -> ";
    const PlannedFunction &First = Plan.function(Cycle.Uncovered.front());
    llvm::errs() << First.File << ':' << First.Line << ':' << First.Column
                 << ": ";
    llvm::WithColor::warning() << "recursion without a check: " << Way
                               << First.Name << "; " << Cycle.WayOut << '\n';
  }
  return Count;
}

void tellCounts(const ProgramPlan &Plan, size_t Uncovered, size_t Units,
                size_t Kept) {
  std::map<std::string, size_t> Reasons;
  size_t Checked = 0;
  for (const PlannedFunction &F : Plan.Functions) {
    ++Reasons[spelling(F.Why)];
    Checked += F.Check;
  }
  llvm::errs() << Units << " translation units, " << Kept << " of them kept; "
               << Plan.Functions.size() << " functions, " << Checked
               << " with a check (";
  const char *Separator = "";
  for (const auto &[Reason, Count] : Reasons) {
    llvm::errs() << Separator << Reason << ' ' << Count;
    Separator = ", ";
  }
  llvm::errs() << "); " << Plan.Cycles.size() << " cycles, " << Uncovered
               << " without a check\n";
}

/// What is to be replaced, for the frames that `verify --feed-back` put there.
std::optional<ProgramPlan> earlierPlan(const PlanCommand &Command) {
  if (Command.Output == "-")
    return std::nullopt;
  auto Text = llvm::MemoryBuffer::getFile(Command.Output);
  if (!Text || !(*Text)->getBuffer().contains("\"real\":"))
    return std::nullopt; // most have none, and are not worth to be read
  llvm::Expected<ProgramPlan> Plan =
      parsePlan((*Text)->getBuffer(), Command.Output);
  if (Plan)
    return std::move(*Plan);
  // Of another version, or none.
  llvm::WithColor::warning(llvm::errs(), "segstack")
      << llvm::toString(Plan.takeError())
      << "; it is written anew, without the real frames that it may have\n";
  return std::nullopt;
}

/// What a source's checks depend on, in a file that changes only with it, so
/// that a build does not begin anew because of a line number.
llvm::Error writeStamp(const std::string &File, const ProgramPlan &Plan) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const PlannedFunction &F : Plan.Functions)
    if (F.Check)
      OS << F.Key << ' ' << F.External.Bytes << '\n';
  auto Before = llvm::MemoryBuffer::getFile(File);
  if (Before && (*Before)->getBuffer() == Text)
    return llvm::Error::success();
  return writeFiles({{File, std::move(Text)}});
}

llvm::Error write(const PlanCommand &Command, const ProgramPlan &Plan) {
  if (!Command.Stamp.empty())
    if (llvm::Error Err = writeStamp(Command.Stamp, Plan))
      return Err;
  std::string Text = printPlan(Plan);
  if (Command.Output == "-")
    return writeStandardOutput(Text);
  return writeFiles({{Command.Output, std::move(Text)}});
}

} // namespace

llvm::Expected<ExitCode> runPlan(const PlanCommand &Command) {
  PlanRules Rules;
  if (!Command.Profile.empty()) {
    llvm::Expected<CallCounts> Counts = readProfile(Command.Profile);
    if (!Counts)
      return Counts.takeError();
    Rules.Counts = std::move(*Counts);
  }
  llvm::Expected<Project> Project = makeProject(Command);
  if (!Project)
    return Project.takeError();
  askForSummaries(*Project);
  SummaryCache Cache(Command.CacheDir);
  RunnerOptions Running;
  Running.Threads = Command.Threads;
  Running.Quiet = Command.Quiet;
  std::vector<JobResult> Results =
      runProject(Project->Jobs, Running,
                 [&](const CompileInput &Input, const RewriteOptions &Options,
                     std::string &Diagnostics) {
                   return Cache.analyze(Input, Options, Diagnostics);
                 });
  if (Command.KeepGoing)
    Rules.Open = tellFailures(Project->Jobs, Results) > 0;
  else if (llvm::Error Err = printFailures(Project->Jobs, Results))
    return Err;
  Rules.Root = rootOf(Command);
  const RewriteOptions &First = Project->Jobs.front().Options;
  Rules.Place = spelling(First.Place).str();
  Rules.Budget = First.UncheckedBudget;
  // A source by itself does not know what its callers used of the budget, and
  // chains of two may meet; here they are known.
  if (First.Place == Placement::Plan)
    Rules.Budget *= 2;
  std::optional<ProgramPlan> Before = earlierPlan(Command);
  if (Before)
    Rules.Before = &*Before;
  ProgramPlan Plan = planProgram(summariesOf(Results), Rules);
  if (llvm::Error Err = write(Command, Plan))
    return Err;
  llvm::Expected<PlanIndex> Index = PlanIndex::create(Plan);
  if (!Index)
    return Index.takeError();
  size_t Uncovered = tellUncovered(*Index, Command.Quiet);
  if (!Command.Quiet)
    tellCounts(Plan, Uncovered, Results.size(), Cache.hits());
  return Command.FailOnUncovered && Uncovered ? ExitCode::Findings
                                              : ExitCode::Fine;
}

} // namespace segstack

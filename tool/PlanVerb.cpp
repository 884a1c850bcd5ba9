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

/// A build has words of its own, and what it was told once it need not hear
/// each time.
bool isOfBuild(const PlanCommand &Command) { return !Command.Stamp.empty(); }

std::vector<JobResult> summarize(Project &Project, const PlanCommand &Command,
                                 SummaryCache &Cache) {
  for (Job &Each : Project.Jobs) {
    Each.Options.Summarize = true;
    Each.Options.NoteUncovered = false; // of the whole program, below
    if (Each.Options.Place != Placement::Auto)
      Each.Options.Depths.clear(); // so are these
  }
  RunnerOptions Running;
  Running.Threads = Command.Threads;
  Running.Quiet = Command.Quiet || isOfBuild(Command);
  return runProject(Project.Jobs, Running,
                    [&](const CompileInput &Input,
                        const RewriteOptions &Options,
                        std::string &Diagnostics) {
                      return Cache.analyze(Input, Options, Diagnostics);
                    });
}

/// The folder of the plan, which its paths are relative to.
std::string rootOf(const PlanCommand &Command) {
  if (Command.Output == "-")
    return realPath(".");
  return realPath(
      llvm::sys::path::parent_path(absolutePath(Command.Output)).str());
}

/// What any source's settings say of recursion is said of the program.
std::vector<RecursionDepth> depthsOf(const Project &Project) {
  Settings All;
  for (const Settings &Given : Project.Given)
    for (const std::string &Depth : Given.MaxRecursionDepth)
      if (!llvm::is_contained(All.MaxRecursionDepth, Depth))
        All.MaxRecursionDepth.push_back(Depth);
  return All.recursionDepths();
}

llvm::Expected<PlanRules> rulesOf(const PlanCommand &Command,
                                  const Project &Project) {
  const RewriteOptions &Options = Project.Jobs.front().Options;
  PlanRules Rules;
  Rules.Depths = depthsOf(Project);
  Rules.Root = rootOf(Command);
  Rules.Place = spelling(Options.Place).str();
  Rules.Budget = Options.UncheckedBudget;
  // A source by itself does not know what its callers used of the budget, and
  // chains of two may meet; here they are known.
  if (Options.Place == Placement::Plan)
    Rules.Budget *= 2;
  if (Command.Profile.empty())
    return Rules;
  llvm::Expected<CallCounts> Counts = readProfile(Command.Profile);
  if (!Counts)
    return Counts.takeError();
  Rules.Counts = std::move(*Counts);
  return Rules;
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
size_t tellUncovered(const PlanIndex &Plan, llvm::StringRef Root, bool Quiet) {
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
    llvm::errs() << displayPath(absolutePath(First.File, Root)) << ':'
                 << First.Line << ':' << First.Column << ": ";
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

/// Whether there is something to tell: to a build, that the plan is another one
/// than before.
llvm::Expected<bool> write(const PlanCommand &Command,
                           const ProgramPlan &Plan) {
  if (!Command.Stamp.empty())
    if (llvm::Error Err = writeStamp(Command.Stamp, Plan))
      return Err;
  std::string Text = printPlan(Plan);
  bool Same = false;
  if (isOfBuild(Command)) {
    auto Before = llvm::MemoryBuffer::getFile(Command.Output);
    Same = Before && (*Before)->getBuffer() == Text;
  }
  if (llvm::Error Err = Command.Output == "-"
                            ? writeStandardOutput(Text)
                            : writeFiles({{Command.Output, std::move(Text)}}))
    return Err;
  return !Same;
}

} // namespace

llvm::Expected<ExitCode> runPlan(const PlanCommand &Command) {
  llvm::Expected<Project> Project = makeProject(Command);
  if (!Project)
    return Project.takeError();
  llvm::Expected<PlanRules> Rules = rulesOf(Command, *Project);
  if (!Rules)
    return Rules.takeError();
  SummaryCache Cache(Command.CacheDir);
  std::vector<JobResult> Results = summarize(*Project, Command, Cache);
  if (Command.KeepGoing)
    Rules->Open = tellFailures(Project->Jobs, Results) > 0;
  else if (llvm::Error Err = printFailures(Project->Jobs, Results))
    return Err;
  std::optional<ProgramPlan> Before = earlierPlan(Command);
  if (Before)
    Rules->Before = &*Before;
  ProgramPlan Plan = planProgram(summariesOf(Results), *Rules);
  llvm::Expected<bool> News = write(Command, Plan);
  if (!News)
    return News.takeError();
  llvm::Expected<PlanIndex> Index = PlanIndex::create(Plan);
  if (!Index)
    return Index.takeError();
  size_t Uncovered =
      tellUncovered(*Index, Rules->Root, Command.Quiet || !*News);
  if (!Command.Quiet && !isOfBuild(Command))
    tellCounts(Plan, Uncovered, Results.size(), Cache.hits());
  return Command.FailOnUncovered && Uncovered ? ExitCode::Findings
                                              : ExitCode::Fine;
}

} // namespace segstack

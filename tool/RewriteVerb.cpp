//===- RewriteVerb.cpp - segstack rewrite ---------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   command -> commands + settings -> [Job] -> runProject -> [TranslationUnit]
//           -> mergeByFile -> [FileEdits] -> one product
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "PlanOnDemand.h"
#include "Project.h"
#include "Verbs.h"
#include "report/ChangedFiles.h"
#include "report/OutputFile.h"
#include "report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

namespace segstack {
namespace {

// -- Configuration.

Settings withDefaults(Settings S) {
  RewriteOptions Options = S.rewriteOptions();
  S.Place = Options.Place;
  S.HeaderFilter = Options.HeaderFilter;
  S.ExcludeHeaderFilter = Options.ExcludeHeaderFilter;
  S.SystemHeaderFilter = Options.SystemHeaderFilter;
  S.UncheckedBudget = Options.UncheckedBudget;
  S.LineMarkers = S.lineMarkers();
  S.NoInclude = !S.include();
  S.How = S.How.value_or(Mechanism::Limit);
  S.NoVerify = !Options.Verify;
  return S;
}

/// The configuration of a file in the current directory when none is given.
std::vector<std::string> filesOrHere(const RewriteCommand &Command) {
  if (!Command.Files.empty())
    return Command.Files;
  return {".segstack"};
}

llvm::Error emit(const RewriteCommand &Command, llvm::StringRef Text) {
  if (Command.Output.File == "-")
    return writeStandardOutput(Text);
  return writeFiles({{Command.Output.File, Text.str()}});
}

llvm::Expected<ExitCode> showConfig(const RewriteCommand &Command) {
  SettingsFinder Finder(Command);
  for (const std::string &File : filesOrHere(Command)) {
    llvm::Expected<Settings> Found = Finder.settingsFor(File);
    if (!Found)
      return Found.takeError();
    if (Command.Output.What == Product::VerifyConfig)
      continue;
    if (llvm::Error Err = emit(Command, printConfig(withDefaults(*Found))))
      return Err;
    return ExitCode::Fine;
  }
  if (!Command.Quiet)
    llvm::errs() << "the configuration is fine\n";
  return ExitCode::Fine;
}

// -- Products.

/// All that the products are made of.
struct Outcome {
  std::vector<const TranslationUnit *> Units;
  std::vector<FileEdits> Files;
};

/// What is printed is not all that was asked for.
void noteOtherChanges(const Outcome &Result, llvm::StringRef Printed) {
  for (const FileEdits &File : Result.Files)
    if (!File.Edits.empty() && File.Path != Printed)
      llvm::WithColor::note() << "'" << displayPath(File.Path)
                              << "' would change too; --diff, --in-place and "
                                 "--output-dir show it\n";
}

llvm::Expected<std::string> printMainFile(const RewriteCommand &Command,
                                          const Outcome &Result) {
  std::set<std::string> Mains;
  for (const TranslationUnit *Unit : Result.Units)
    Mains.insert(Unit->Files.front().Path);
  if (Mains.size() != 1)
    return fail(ExitCode::Usage,
                "several files cannot be printed at once; use --diff, "
                "--in-place or --output-dir");
  if (!Command.Quiet)
    noteOtherChanges(Result, *Mains.begin());
  for (const FileEdits &File : Result.Files)
    if (File.Path == *Mains.begin())
      return applyEdits(File.Bytes, File.Edits);
  return fail(ExitCode::Usage,
              "'" + displayPath(*Mains.begin()) + "' is not to be edited");
}

llvm::Expected<std::string> printExplanationFor(const RewriteCommand &Command,
                                                const Outcome &Result) {
  std::string Text = printExplanation(listFunctions(Result.Units, Result.Files),
                                      *Command.Explain);
  if (Text.empty())
    return fail(ExitCode::Usage, "no function is called '" + *Command.Explain +
                                     "'; --list-functions lists them all");
  return Text;
}

llvm::Expected<std::string> printText(const RewriteCommand &Command,
                                      const Project &Project,
                                      const Outcome &Result) {
  SelfContainedOptions Options;
  switch (Command.Output.What) {
  case Product::Diff:
    return printDiffs(changedFiles(Result.Files));
  case Product::Check:
    return printChangedPaths(Result.Files);
  case Product::ExportFixes:
    return printFixes(Result.Files);
  case Product::ListFunctions: {
    auto Functions = listFunctions(Result.Units, Result.Files);
    return Command.Json ? printFunctionsJson(Functions)
                        : printFunctionsText(Functions);
  }
  case Product::Explain:
    return printExplanationFor(Command, Result);
  case Product::SelfContained:
    Options.Markers = Project.Markers;
    Options.Include = Project.Include;
    return printSelfContained(*Result.Units.front(), Options);
  default:
    return printMainFile(Command, Result);
  }
}

llvm::Error makeProduct(const RewriteCommand &Command, const Project &Project,
                        const Outcome &Result) {
  if (Command.Output.What == Product::InPlace)
    return writeInPlace(changedFiles(Result.Files));
  if (Command.Output.What == Product::OutputDir)
    return writeBelow(Command.Output.Folder, changedFiles(Result.Files));
  llvm::Expected<std::string> Text = printText(Command, Project, Result);
  return Text ? emit(Command, *Text) : Text.takeError();
}

/// --explain beside another product goes with the messages.
llvm::Error explainBeside(const RewriteCommand &Command,
                          const Outcome &Result) {
  if (!Command.Explain || Command.Output.What == Product::Explain)
    return llvm::Error::success();
  llvm::Expected<std::string> Text = printExplanationFor(Command, Result);
  if (!Text)
    return Text.takeError();
  llvm::errs() << *Text;
  return llvm::Error::success();
}

llvm::Error checkNumberOfJobs(const RewriteCommand &Command, size_t Count) {
  Product What = Command.Output.What;
  if (What == Product::SelfContained && Count != 1)
    return fail(ExitCode::Usage, "--self-contained prints exactly one "
                                 "translation unit; there are " +
                                     llvm::Twine(Count));
  if (What == Product::Text && Command.Files.size() > 1)
    return fail(ExitCode::Usage, "several files cannot be printed at once; "
                                 "use --diff, --in-place or --output-dir");
  return llvm::Error::success();
}

/// Each plan is read once.
llvm::Error addPlans(const RewriteCommand &Command, Project &Project) {
  std::map<std::string, std::shared_ptr<const PlanDecisions>> Read;
  for (size_t I = 0; I != Project.Jobs.size(); ++I) {
    RewriteOptions &Options = Project.Jobs[I].Options;
    Options.Lasting = Command.Output.What != Product::SelfContained;
    const Settings &Settings = Project.Given[I];
    if (Options.Place != Placement::Plan)
      continue;
    auto [Known, New] = Read.try_emplace(Settings.Plan.value_or(""));
    if (New) {
      auto Plan = planFor(Settings);
      if (!Plan)
        return Plan.takeError();
      Known->second = std::move(*Plan);
    }
    Options.Plan = Known->second;
  }
  return llvm::Error::success();
}

llvm::Expected<std::vector<JobResult>> analyzeAll(const RewriteCommand &Command,
                                                  const Project &Project) {
  RunnerOptions Options;
  Options.Threads = Command.Threads;
  Options.Quiet = Command.Quiet;
  Options.KeepAllText = Command.Output.What == Product::SelfContained;
  std::vector<JobResult> Results = runProject(Project.Jobs, Options);
  printFindings(Results, Command.Quiet);
  if (llvm::Error Err = printFailures(Project.Jobs, Results))
    return Err;
  return Results;
}

} // namespace

llvm::Expected<ExitCode> runRewrite(const RewriteCommand &Command) {
  if (Command.Output.What == Product::DumpConfig ||
      Command.Output.What == Product::VerifyConfig)
    return showConfig(Command);
  llvm::Expected<Project> Project = makeProject(Command);
  if (!Project)
    return Project.takeError();
  if (llvm::Error Err = addPlans(Command, *Project))
    return Err;
  if (llvm::Error Err = checkNumberOfJobs(Command, Project->Jobs.size()))
    return Err;
  auto Results = analyzeAll(Command, *Project);
  if (!Results)
    return Results.takeError();
  Outcome Result;
  for (const JobResult &One : *Results)
    Result.Units.push_back(&*One.Unit);
  auto Files = mergeByFile(Result.Units, Project->Include);
  if (!Files)
    return fail(ExitCode::Output, Files.takeError());
  Result.Files = std::move(*Files);
  if (llvm::Error Err = explainBeside(Command, Result))
    return Err;
  if (llvm::Error Err = makeProduct(Command, *Project, Result))
    return Err;
  bool Changes = llvm::any_of(
      Result.Files, [](const FileEdits &File) { return !File.Edits.empty(); });
  return Command.Check && Changes ? ExitCode::Findings : ExitCode::Fine;
}

} // namespace segstack

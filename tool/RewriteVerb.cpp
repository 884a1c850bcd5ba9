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

#include "ConfigFile.h"
#include "Paths.h"
#include "ProjectRunner.h"
#include "Verbs.h"
#include "report/ChangedFiles.h"
#include "report/OutputFile.h"
#include "report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace segstack {
namespace {

// -- Configuration.

/// The settings for one source: configuration below flags.
class SettingsFinder {
public:
  explicit SettingsFinder(const RewriteCommand &Command) : Command(Command) {}

  llvm::Expected<Settings> settingsFor(llvm::StringRef Source) {
    llvm::Expected<Settings> Result = configured(Source);
    if (Result)
      Result->overlay(Command.Flags);
    return Result;
  }

private:
  const RewriteCommand &Command;
  ConfigFinder Finder;
  std::optional<Settings> Fixed; ///< of --config or --config-file

  llvm::Expected<Settings> configured(llvm::StringRef Source) {
    if (!Command.Config && !Command.ConfigFile)
      return Finder.settingsFor(Source);
    if (!Fixed) {
      llvm::Expected<Settings> Read =
          Command.Config ? parseConfig(*Command.Config, "--config")
                         : readConfigFile(*Command.ConfigFile);
      if (!Read)
        return Read;
      Fixed = std::move(*Read);
    }
    return *Fixed;
  }
};

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

// -- Jobs.

struct Project {
  std::vector<Job> Jobs;
  std::optional<Mechanism> Include;
  MarkerStyle Markers = SelfContainedOptions::Gnu;
};

Job makeJob(CompileInput Input, const Settings &Settings,
            const RewriteCommand &Command) {
  Job Result;
  Input.CommandLine =
      withExtraArguments(std::move(Input.CommandLine), Settings);
  Result.Input = std::move(Input);
  Result.Options = Settings.rewriteOptions();
  Result.Options.Lasting = Command.Output.What != Product::SelfContained;
  Result.Options.ResourceDir = Command.ResourceDir;
  Result.Options.RuntimeInclude = findRuntimeInclude();
  return Result;
}

llvm::Expected<Project> makeProject(const RewriteCommand &Command) {
  auto Inputs = findCommands(Command.Files, Command.Commands);
  if (!Inputs)
    return Inputs.takeError();
  Project Result;
  SettingsFinder Finder(Command);
  for (CompileInput &Input : *Inputs) {
    std::string File = absolutePath(Input.File, Input.Directory);
    llvm::Expected<Settings> Found = Finder.settingsFor(File);
    if (!Found)
      return Found.takeError();
    // A header that two sources share can be written in one way only.
    if (!Result.Jobs.empty() && Result.Include != Found->include())
      return fail(ExitCode::Usage,
                  "the configurations of '" + displayPath(File) + "' and '" +
                      Result.Jobs.front().Input.File +
                      "' do not agree on 'mechanism' and 'no-include'");
    Result.Include = Found->include();
    Result.Markers = Found->lineMarkers();
    Result.Jobs.push_back(makeJob(std::move(Input), *Found, Command));
  }
  return Result;
}

// -- Analysis.

void printFinding(const Finding &F) {
  std::string Place = F.File;
  if (F.Line)
    Place += ":" + std::to_string(F.Line) + ":" + std::to_string(F.Column);
  llvm::errs() << Place << ": ";
  switch (F.Level) {
  case Finding::Note:
    llvm::WithColor::note();
    break;
  case Finding::Warning:
    llvm::WithColor::warning();
    break;
  case Finding::Error:
    llvm::WithColor::error();
    break;
  }
  llvm::errs() << F.Message << '\n';
}

/// What headers make two units say is said once.
void printFindings(llvm::ArrayRef<JobResult> Results, bool Quiet) {
  std::set<std::tuple<std::string, unsigned, unsigned, std::string>> Said;
  for (const JobResult &Result : Results) {
    if (!Result.Unit)
      continue;
    for (const Finding &F : Result.Unit->Findings)
      if ((!Quiet || F.Level == Finding::Error) &&
          Said.insert({F.File, F.Line, F.Column, F.Message}).second)
        printFinding(F);
  }
}

llvm::Error printFailures(llvm::ArrayRef<Job> Jobs,
                          llvm::ArrayRef<JobResult> Results) {
  size_t Failed = 0;
  for (size_t I = 0; I < Jobs.size(); ++I) {
    if (Results[I].Unit)
      continue;
    ++Failed;
    llvm::errs() << Results[I].Diagnostics;
    llvm::WithColor::error(llvm::errs(), "segstack")
        << displayPath(
               absolutePath(Jobs[I].Input.File, Jobs[I].Input.Directory))
        << ": " << Results[I].Error << '\n';
  }
  if (!Failed)
    return llvm::Error::success();
  return fail(
      ExitCode::TranslationUnit,
      llvm::Twine(Failed) + " of " + llvm::Twine(Jobs.size()) +
          (Jobs.size() == 1 ? " translation unit" : " translation units") +
          " failed; nothing was written");
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

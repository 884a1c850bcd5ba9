//===- Project.cpp - what a verb analyzes ---------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Project.h"
#include "Failure.h"
#include "Paths.h"
#include "RuntimePlace.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace segstack {

// -- Settings.

llvm::Expected<Settings> SettingsFinder::configured(llvm::StringRef Source) {
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

llvm::Expected<Settings> SettingsFinder::settingsFor(llvm::StringRef Source) {
  llvm::Expected<Settings> Result = configured(Source);
  if (Result)
    Result->overlay(Command.Flags);
  return Result;
}

// -- Jobs.

static Job makeJob(CompileInput Input, const Settings &Settings,
                   const ProjectCommand &Command) {
  Job Result;
  Input.CommandLine =
      withExtraArguments(std::move(Input.CommandLine), Settings);
  Result.Input = std::move(Input);
  Result.Options = Settings.rewriteOptions();
  Result.Options.ResourceDir = Command.ResourceDir;
  Result.Options.RuntimeInclude = runtimeInclude();
  return Result;
}

llvm::Expected<Project> makeProject(const ProjectCommand &Command) {
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
    Result.Given.push_back(std::move(*Found));
  }
  return Result;
}

// -- Results.

static void printFinding(const Finding &F) {
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

size_t tellFailures(llvm::ArrayRef<Job> Jobs,
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
  return Failed;
}

llvm::Error printFailures(llvm::ArrayRef<Job> Jobs,
                          llvm::ArrayRef<JobResult> Results) {
  size_t Failed = tellFailures(Jobs, Results);
  if (!Failed)
    return llvm::Error::success();
  return fail(
      ExitCode::TranslationUnit,
      llvm::Twine(Failed) + " of " + llvm::Twine(Jobs.size()) +
          (Jobs.size() == 1 ? " translation unit" : " translation units") +
          " failed; nothing was written");
}

} // namespace segstack

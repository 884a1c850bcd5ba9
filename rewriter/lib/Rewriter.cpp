//===- Rewriter.cpp - from a compile command to checks -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One parse: clang reads the translation unit while the recorder watches the
// preprocessor; then the planner decides about every function.
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/Rewriter.h"
#include "AcceptedErrors.h"
#include "InclusionRecorder.h"
#include "Parser.h"
#include "UnitPlanner.h"
#include "Verifier.h"
#include "segstack/rewriter/CommandLine.h"

using namespace clang;

namespace segstack {
namespace {

/// How often checks that fail the proof may be replaced by safer ones. Each
/// round takes one shape from each of them, so two would do but for checks
/// that hid behind others' errors.
constexpr unsigned MaxRounds = 4;

/// Clang itself would not compile what its parser does not accept.
bool isClang(const std::vector<std::string> &CommandLine) {
  return CommandLine.empty() ||
         llvm::StringRef(CommandLine[0]).contains("clang");
}

ParseJob jobFor(const CompileInput &Input, const RewriteOptions &Options,
                const AdaptedCommand &Command) {
  ParseJob Job;
  Job.Directory = Input.Directory;
  Job.Arguments = Command.Arguments;
  if (!Options.RuntimeInclude.empty())
    Job.Arguments.insert(Job.Arguments.begin() + 1,
                         {"-isystem", Options.RuntimeInclude});
  // Where errors are accepted, all of them have to be seen.
  if (Options.CompilerJudges && !isClang(Input.CommandLine))
    Job.Arguments.insert(Job.Arguments.begin() + 1, "-ferror-limit=0");
  return Job;
}

/// What one parse led to.
struct Planned {
  TranslationUnit Unit;
  std::vector<SourceError> Accepted; ///< errors that cost a function its check
};

class Analysis {
public:
  Analysis(const CompileInput &Input, const RewriteOptions &Options,
           std::string &Diagnostics)
      : Options(Options), Diagnostics(Diagnostics),
        Command(adaptCommand(Input.CommandLine,
                             findResourceDir(Options.ResourceDir),
                             Input.Directory)),
        Job(jobFor(Input, Options, Command)), File(Input.File),
        AcceptErrors(!isClang(Input.CommandLine)) {}

  llvm::Expected<TranslationUnit> run() {
    for (unsigned Round = 0; Round != MaxRounds; ++Round) {
      llvm::Expected<Planned> Plan = planOnce();
      if (!Plan)
        return Plan.takeError();
      bool Changed = false;
      if (Options.Verify)
        if (llvm::Error Failed =
                verifyUnit(Plan->Unit, Job, Plan->Accepted, Known, Changed))
          return Failed;
      if (!Changed)
        return std::move(Plan->Unit);
    }
    return llvm::createStringError(
        "%s: the checks could not be proven to compile", File.c_str());
  }

private:
  llvm::Expected<Planned> planOnce() {
    Planned Result;
    std::unique_ptr<InclusionRecorder> Recorder;
    ParseHooks Hooks;
    Hooks.BeforeParse = [&](Preprocessor &PP) {
      Recorder = std::make_unique<InclusionRecorder>(PP, Options);
    };
    Hooks.Accept = [&](ASTContext &Context,
                       const std::vector<SourceError> &Errors) {
      Result.Accepted = Errors;
      return AcceptErrors &&
             standInBodies(Errors, Context, !Options.CompilerJudges);
    };
    Hooks.AfterParse = [&](ASTContext &Context) {
      Recorder->finish(Result.Unit);
      leaveErrorsAlone(Result.Accepted, Context, *Recorder, Known);
      planUnit(Context, *Recorder, Options, Command.Estimate, Known,
               Result.Unit);
    };
    if (llvm::Error Failed = parse(Job, Hooks, Diagnostics))
      return Failed;
    for (const std::string &Note : Command.Notes)
      Result.Unit.Findings.push_back({Finding::Note, File, 0, 0, Note});
    return Result;
  }

  const RewriteOptions &Options;
  std::string &Diagnostics;
  const AdaptedCommand Command;
  const ParseJob Job;
  const std::string &File;
  const bool AcceptErrors;
  Demotions Known;
};

} // namespace

llvm::Expected<TranslationUnit> analyze(const CompileInput &Input,
                                        const RewriteOptions &Options,
                                        std::string &Diagnostics) {
  return Analysis(Input, Options, Diagnostics).run();
}

} // namespace segstack

//===- Rewriter.cpp - from a compile command to checks -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   parse, watched by the recorder --> planner --> proof --> done
//                                        ^           |
//                                        '-- what failed gets a safer shape
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/Rewriter.h"
#include "AcceptedErrors.h"
#include "InclusionRecorder.h"
#include "Parser.h"
#include "TargetPragmas.h"
#include "UnitPlanner.h"
#include "Verifier.h"
#include "segstack/rewriter/CommandLine.h"
#include "clang/AST/ASTContext.h"
#include <optional>

using namespace clang;

namespace segstack {
namespace {

/// How often checks that fail the proof may be replaced by safer ones. Each
/// round takes one shape from each of them, so two would do but for checks
/// that hid behind others' errors, as templates do that are not instantiated
/// then; after some rounds it takes both.
constexpr unsigned MaxRounds = 40, PatientRounds = 3;

/// What has failed since \p Before gets no check at all.
void giveUp(const Demotions &Before, Demotions &Known) {
  for (auto &[Place, Now] : Known) {
    auto Then = Before.find(Place);
    if ((Then == Before.end() || Then->second.AtMost != Now.AtMost) &&
        Now.AtMost != Shape::Retry)
      Now.AtMost = Shape::None;
  }
}

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

/// With \p AsGcc clang says that it is the GCC of the command.
AdaptedCommand commandOf(const CompileInput &Input,
                         const RewriteOptions &Options, bool AsGcc) {
  AdaptedCommand Command = adaptCommand(
      Input.CommandLine, findResourceDir(Options.ResourceDir), Input.Directory);
  if (!AsGcc)
    llvm::erase(Command.Arguments, Command.GccVersion);
  return Command;
}

class Analysis {
public:
  Analysis(const CompileInput &Input, const RewriteOptions &Options,
           std::string &Diagnostics, bool AsGcc)
      : Options(Options), Diagnostics(Diagnostics),
        Command(commandOf(Input, Options, AsGcc)),
        Job(jobFor(Input, Options, Command)), File(Input.File),
        AcceptErrors(!isClang(Input.CommandLine)) {}

  llvm::Expected<TranslationUnit> run() {
    std::unique_ptr<InclusionRecorder> Recorder;
    std::unique_ptr<TargetPragmas> Targets;
    std::vector<SourceError> Accepted;
    std::optional<llvm::Expected<TranslationUnit>> Proven;
    ParseHooks Hooks;
    Hooks.BeforeParse = [&](Preprocessor &PP) {
      Recorder = std::make_unique<InclusionRecorder>(PP, Options);
      Targets = std::make_unique<TargetPragmas>(PP);
    };
    Hooks.Accept = [&](ASTContext &Context,
                       const std::vector<SourceError> &Errors) {
      Accepted = Errors;
      return AcceptErrors &&
             standInBodies(Errors, Context, !Options.CompilerJudges);
    };
    Hooks.AfterParse = [&](ASTContext &Context) {
      Parsed = true;
      Proven.emplace(planUntilProven(Context, *Recorder, *Targets, Accepted));
    };
    if (llvm::Error Failed = parse(Job, Hooks, Diagnostics))
      return Failed;
    return std::move(*Proven);
  }

  /// Whether clang might parse what it did not, if it did not say that it is
  /// GCC. Only after run().
  bool mayBeForClang() const { return !Parsed && !Command.GccVersion.empty(); }

private:
  /// The source is parsed once; each proof parses a result of its own.
  llvm::Expected<TranslationUnit>
  planUntilProven(ASTContext &Context, InclusionRecorder &Recorder,
                  const TargetPragmas &Targets,
                  const std::vector<SourceError> &Accepted) {
    if (Context.getCurrentNamedModule())
      return llvm::createStringError(
          "%s: it is a unit of a C++20 module, and no #include can come before "
          "its first line",
          File.c_str());
    TranslationUnit Files;
    Recorder.finish(Files);
    leaveErrorsAlone(Accepted, Context, Recorder, Known);
    for (unsigned Round = 0; Round != MaxRounds; ++Round) {
      TranslationUnit Unit = Files;
      planUnit(Context, Recorder, Targets, Options, Command.Estimate, Known,
               Unit);
      bool Changed = false;
      const Demotions Before = Known;
      if (Options.Verify)
        if (llvm::Error Failed =
                verifyUnit(Unit, Job, Accepted, Known, Changed))
          return Failed;
      if (Changed && Round >= PatientRounds)
        giveUp(Before, Known);
      if (Changed)
        continue;
      for (const std::string &Note : Command.Notes)
        Unit.Findings.push_back({Finding::Note, File, 0, 0, Note});
      return Unit;
    }
    return llvm::createStringError(
        "%s: the checks could not be proven to compile", File.c_str());
  }

  const RewriteOptions &Options;
  std::string &Diagnostics;
  const AdaptedCommand Command;
  const ParseJob Job;
  const std::string &File;
  const bool AcceptErrors;
  Demotions Known;
  bool Parsed = false;
};

} // namespace

llvm::Expected<TranslationUnit> analyze(const CompileInput &Input,
                                        const RewriteOptions &Options,
                                        std::string &Diagnostics) {
  Analysis AsGcc(Input, Options, Diagnostics, /*AsGcc=*/true);
  llvm::Expected<TranslationUnit> Unit = AsGcc.run();
  if (Unit || !AsGcc.mayBeForClang())
    return Unit;
  // What only a newer GCC knows may stand behind its version.
  std::string Again;
  llvm::Expected<TranslationUnit> AsClang =
      Analysis(Input, Options, Again, /*AsGcc=*/false).run();
  if (!AsClang) {
    llvm::consumeError(AsClang.takeError());
    return Unit;
  }
  llvm::consumeError(Unit.takeError());
  Diagnostics = Again;
  return AsClang;
}

} // namespace segstack

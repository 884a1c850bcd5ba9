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

ParseJob jobFor(const CompileInput &Input, const RewriteOptions &Options,
                const AdaptedCommand &Command) {
  ParseJob Job;
  Job.Directory = Input.Directory;
  Job.Arguments = Command.Arguments;
  if (!Options.RuntimeInclude.empty())
    Job.Arguments.insert(Job.Arguments.begin() + 1,
                         {"-isystem", Options.RuntimeInclude});
  return Job;
}

llvm::Expected<TranslationUnit> planOnce(const ParseJob &Job,
                                         const RewriteOptions &Options,
                                         const EstimateOptions &Estimate,
                                         const Demotions &Known,
                                         std::string &Diagnostics) {
  TranslationUnit Unit;
  std::unique_ptr<InclusionRecorder> Recorder;
  ParseHooks Hooks;
  Hooks.BeforeParse = [&](Preprocessor &PP) {
    Recorder = std::make_unique<InclusionRecorder>(PP, Options);
  };
  Hooks.AfterParse = [&](ASTContext &Context) {
    Recorder->finish(Unit);
    planUnit(Context, *Recorder, Options, Estimate, Known, Unit);
  };
  if (llvm::Error Failed = parse(Job, Hooks, Diagnostics))
    return Failed;
  return Unit;
}

} // namespace

llvm::Expected<TranslationUnit> analyze(const CompileInput &Input,
                                        const RewriteOptions &Options,
                                        std::string &Diagnostics) {
  AdaptedCommand Command =
      adaptCommand(Input.CommandLine, findResourceDir(Options.ResourceDir));
  ParseJob Job = jobFor(Input, Options, Command);
  Demotions Known;
  for (unsigned Round = 0;; ++Round) {
    llvm::Expected<TranslationUnit> Unit =
        planOnce(Job, Options, Command.Estimate, Known, Diagnostics);
    if (!Unit)
      return Unit.takeError();
    for (const std::string &Note : Command.Notes)
      Unit->Findings.push_back({Finding::Note, Input.File, 0, 0, Note});
    if (!Options.Verify)
      return Unit;
    size_t Before = Known.size();
    llvm::Error Failed = verifyUnit(*Unit, Job, Known);
    if (Failed)
      return Failed;
    if (Known.size() == Before)
      return Unit;
    if (Round == MaxRounds)
      return llvm::createStringError(
          "the checks of %s could not be proven to compile",
          Input.File.c_str());
  }
}

} // namespace segstack

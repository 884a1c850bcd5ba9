//===- VerifyVerb.cpp - segstack verify -----------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   plan + sizes of each build -> matched -> proved one by one -> printed
//                                       '-> the largest, back into the plan
//
//===----------------------------------------------------------------------===//

#include "FrameMatcher.h"
#include "Paths.h"
#include "PlanFile.h"
#include "Verbs.h"
#include "report/OutputFile.h"
#include "report/ProofPrinter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

namespace segstack {
namespace {

llvm::Expected<MatchedFrames> framesOf(const SizesOfBuild &Build,
                                       const ProgramPlan &Plan,
                                       llvm::StringRef PlanFile) {
  if (Build.Paths.empty())
    return MatchedFrames();
  llvm::Expected<std::vector<FrameEntry>> Entries = readFrameSizes(Build.Paths);
  if (!Entries)
    return Entries.takeError();
  std::string Folder =
      llvm::sys::path::parent_path(absolutePath(PlanFile)).str();
  MatchedFrames Result = matchFrames(Plan, Folder, *Entries);
  if (Result.Frames.empty() && !Plan.Functions.empty())
    return fail(ExitCode::Usage,
                "the sizes of '" + Build.Name + "' are of no function of '" +
                    displayPath(PlanFile) + "'; is it the plan of that build?");
  return Result;
}

/// A plan that names a function twice would be proved with one of the two.
llvm::Error checkKeys(const ProgramPlan &Plan, llvm::StringRef File) {
  llvm::StringSet<> Keys;
  for (const PlannedFunction &F : Plan.Functions)
    if (!Keys.insert(F.Key).second)
      return fail(ExitCode::Usage, displayPath(File) +
                                       ": not a plan: two "
                                       "functions have the "
                                       "key '" +
                                       F.Key + "'");
  return llvm::Error::success();
}

/// Of several builds the largest: a check has to suffice in all of them.
void feedBack(const RealFrames &Frames, ProgramPlan &Into) {
  for (PlannedFunction &F : Into.Functions) {
    auto Found = Frames.find(F.Key);
    if (Found != Frames.end() && !Found->second.Inlined)
      F.RealBytes = std::max(F.RealBytes.value_or(0), Found->second.Bytes);
  }
}

bool isAssumed(const ProofAssumption &A) {
  return A.What != ProofAssumption::Foreign || A.Source == "assumed";
}

bool findsAny(const VerifyCommand &Command,
              llvm::ArrayRef<ProofOfBuild> Proofs) {
  return llvm::any_of(Proofs, [&](const ProofOfBuild &Of) {
    return (Command.FailUnproved && !Of.Proof.proved()) ||
           (Command.FailUncovered && !Of.Proof.Cycles.empty()) ||
           (Command.FailAmbiguous && !Of.Problems.empty()) ||
           (Command.FailAssumed &&
            llvm::any_of(Of.Proof.Assumptions, isAssumed));
  });
}

} // namespace

llvm::Expected<ExitCode> runVerify(const VerifyCommand &Command) {
  llvm::Expected<ProgramPlan> Plan = readPlan(Command.Plan);
  if (!Plan)
    return Plan.takeError();
  if (llvm::Error Err = checkKeys(*Plan, Command.Plan))
    return Err;
  std::vector<ProofOfBuild> Proofs;
  ProgramPlan Fed = *Plan;
  if (Command.FeedBack)
    for (PlannedFunction &F : Fed.Functions)
      F.RealBytes.reset();
  for (const SizesOfBuild &Build : Command.Builds) {
    llvm::Expected<MatchedFrames> Frames = framesOf(Build, *Plan, Command.Plan);
    if (!Frames)
      return Frames.takeError();
    if (!Command.Quiet)
      for (const std::string &Problem : Frames->Problems)
        llvm::WithColor::warning(llvm::errs(), "segstack") << Problem << '\n';
    Proofs.push_back({Build.Name,
                      proveChains(*Plan, Frames->Frames, Command.Limits),
                      std::move(Frames->Problems)});
    feedBack(Frames->Frames, Fed);
  }
  if (Command.FeedBack)
    if (llvm::Error Err = writeFiles({{Command.FeedBackInto, printPlan(Fed)}}))
      return Err;
  std::string Text =
      Command.Json ? printProofsJson(Proofs, Command.Limits)
                   : printProofsText(Proofs, Command.Limits, Command.Quiet);
  if (llvm::Error Err = writeStandardOutput(Text))
    return Err;
  return findsAny(Command, Proofs) ? ExitCode::Findings : ExitCode::Fine;
}

} // namespace segstack

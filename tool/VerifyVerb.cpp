//===- VerifyVerb.cpp - segstack verify -----------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   plan + sizes of each build -> PlanProof -> printed
//                                       '-> real frames, back into the plan
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "PlanFile.h"
#include "PlanProof.h"
#include "Verbs.h"
#include "report/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

namespace segstack {
namespace {

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

bool isAssumed(const ProofAssumption &A) {
  return A.Source != "table" && A.Source != "given";
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
  auto Builds =
      readBuilds(Command.Proof.Builds, *Plan, Command.Plan, Command.Quiet);
  if (!Builds)
    return Builds.takeError();
  if (Command.FeedBack) {
    ProgramPlan Fed = *Plan;
    takeRealFrames(*Builds, Fed);
    askForWhatIsShort(*Builds, Command.Proof.Limits, Fed);
    if (llvm::Error Err = writeFiles({{Command.FeedBackInto, printPlan(Fed)}}))
      return Err;
  }
  nameFromHere(*Plan, Command.Plan);
  ProofsOfPlan Proofs = proveBuilds(*Plan, *Builds, Command.Proof.Limits);
  std::string Text = Command.Json ? printProofsJson(Proofs)
                                  : printProofsText(Proofs, Command.Quiet);
  if (llvm::Error Err = writeStandardOutput(Text))
    return Err;
  return findsAny(Command, Proofs.Builds) ? ExitCode::Findings : ExitCode::Fine;
}

} // namespace segstack

//===- VerifyOptions.cpp - the command line of verify ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VerifyOptions.h"
#include "Failure.h"
#include "Options.h"
#include "Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"

namespace cl = llvm::cl;
namespace path = llvm::sys::path;
using llvm::StringRef;

namespace segstack {
namespace {

cl::OptionCategory Category("segstack verify options");

using Text = cl::opt<std::string>;
using Switch = cl::opt<bool>;
using Texts = cl::list<std::string>;

#define IN_VERIFY cl::sub(verifySubCommand()), cl::cat(Category)

Texts Plans(cl::Positional, cl::desc("[PLAN]"), IN_VERIFY);
Text PlanOption("plan", cl::value_desc("file"), IN_VERIFY,
                cl::desc("The plan, as 'segstack plan' writes it"));
Switch FeedBack("feed-back", IN_VERIFY,
                cl::desc("Write the real sizes into the plan"));
Text OutputFile("o", cl::value_desc("file"), IN_VERIFY,
                cl::desc("With --feed-back: the plan to write"));
Text Format("format", cl::value_desc("text|json"), cl::init("text"), IN_VERIFY,
            cl::desc("Of what is printed"));
cl::list<std::string>
    FailOn("fail-on", cl::CommaSeparated, cl::value_desc("findings"), IN_VERIFY,
           cl::desc("Exit with 1 for: unproved (the default), uncovered, "
                    "assumed, ambiguous; or none"));
Switch Quiet("quiet", IN_VERIFY, cl::desc("Print what is refuted only"));

llvm::Error badUsage(const llvm::Twine &Message) {
  return fail(ExitCode::Usage, Message);
}

llvm::Error readPlanName(std::string &Into) {
  if (PlanOption.getNumOccurrences() + Plans.size() != 1)
    return badUsage("expected one plan, as 'segstack plan' writes it");
  Into = Plans.empty() ? std::string(PlanOption) : Plans.front();
  return llvm::Error::success();
}

llvm::Error readFailOn(VerifyCommand &Into) {
  if (!FailOn.getNumOccurrences())
    return llvm::Error::success();
  Into.FailUnproved = false;
  bool None = false;
  const std::pair<StringRef, bool *> Words[] = {
      {"unproved", &Into.FailUnproved},
      {"uncovered", &Into.FailUncovered},
      {"assumed", &Into.FailAssumed},
      {"ambiguous", &Into.FailAmbiguous},
      {"none", &None},
  };
  for (const std::string &Each : FailOn) {
    auto Found = llvm::find_if(
        Words, [&](const auto &Word) { return Word.first == Each; });
    if (Found == std::end(Words))
      return badUsage("--fail-on: expected 'unproved', 'uncovered', 'assumed', "
                      "'ambiguous' or 'none', found '" +
                      Each + "'; " +
                      nearestHint(Each, {"unproved", "uncovered", "assumed",
                                         "ambiguous", "none"}));
    *Found->second = true;
  }
  return llvm::Error::success();
}

llvm::Error readOutput(VerifyCommand &Into) {
  Into.Json = Format == "json";
  if (!Into.Json && Format != "text")
    return badUsage("--format: expected 'text' or 'json', found '" + Format +
                    "'; " + nearestHint(Format, {"text", "json"}));
  Into.FeedBack = FeedBack;
  Into.FeedBackInto = OutputFile.getNumOccurrences() ? OutputFile : Into.Plan;
  if (OutputFile.getNumOccurrences() && !FeedBack)
    return badUsage("-o is for --feed-back: the plan that it writes");
  if (FeedBack && (Into.FeedBackInto.empty() || Into.FeedBackInto == "-"))
    return badUsage("-o: expected a file for the plan, found '" +
                    Into.FeedBackInto + "'");
  if (FeedBack && absolutePath(path::parent_path(Into.FeedBackInto)) !=
                      absolutePath(path::parent_path(Into.Plan)))
    return badUsage("-o: expected a file in the folder of the plan, which its "
                    "paths begin at, found '" +
                    Into.FeedBackInto + "'");
  if (FeedBack && !Into.Proof.HasSizes)
    return badUsage("--feed-back needs the real sizes: give --sizes");
  return llvm::Error::success();
}

} // namespace

cl::SubCommand &verifySubCommand() {
  static cl::SubCommand Verify("verify",
                               "prove that the checks of a plan suffice");
  return Verify;
}

llvm::Expected<VerifyCommand>
parseVerifyCommand(llvm::ArrayRef<const char *> Arguments) {
  cl::HideUnrelatedOptions({&Category, &proofCategory()}, verifySubCommand());
  if (llvm::Error Err = runOptionParser(Arguments))
    return Err;
  VerifyCommand Command;
  Command.Quiet = Quiet;
  if (llvm::Error Err = readPlanName(Command.Plan))
    return Err;
  if (llvm::Error Err = readProofOptions(Command.Proof))
    return Err;
  if (llvm::Error Err = readFailOn(Command))
    return Err;
  if (llvm::Error Err = readOutput(Command))
    return Err;
  return Command;
}

} // namespace segstack

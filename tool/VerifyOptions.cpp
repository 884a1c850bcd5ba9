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

cl::SubCommand Verify("verify", "prove that the checks of a plan suffice");

cl::OptionCategory Category("segstack verify options");

using Text = cl::opt<std::string>;
using Switch = cl::opt<bool>;
using Texts = cl::list<std::string>;

#define IN_VERIFY cl::sub(Verify), cl::cat(Category)

Texts Plans(cl::Positional, cl::desc("[PLAN]"), IN_VERIFY);
Text PlanOption("plan", cl::value_desc("file"), IN_VERIFY,
                cl::desc("The plan, as 'segstack plan' writes it"));
Texts Sizes("sizes", cl::value_desc("[name=]paths"), IN_VERIFY,
            cl::desc("Folders and files, separated by commas, with the frame "
                     "sizes of a build: .su, .ci, or objects with "
                     ".stack_sizes. Builds of several names are proved one by "
                     "one; default: the plan's own numbers"));
Text ReserveOption("reserve", cl::value_desc("bytes"), IN_VERIFY,
                   cl::desc("The runtime's reserve; default: 64k"));
Text MainStack("main-stack", cl::value_desc("bytes"), IN_VERIFY,
               cl::desc("Of the stack that main begins on; default: 1m"));
Text SignalFrame("signal-frame", cl::value_desc("bytes"), IN_VERIFY,
                 cl::desc("What of it signal handlers have; default: 11k; 0 "
                          "where they have a stack of their own"));
Text Assume("assume", cl::value_desc("bytes"), IN_VERIFY,
            cl::desc("What code is taken to need of which nothing is known"));
Texts External("external-stack", cl::value_desc("name=bytes"), IN_VERIFY,
               cl::desc("Stack that a function takes which is compiled "
                        "elsewhere"));
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

/// `64k`, `1m` or plain bytes, as --external-stack takes them.
llvm::Error readBytes(const Text &Option, uint64_t &Into) {
  if (!Option.getNumOccurrences())
    return llvm::Error::success();
  Settings OfOne;
  llvm::Expected<std::string> Pair = parseExternalStack("x=" + Option);
  if (!Pair) {
    llvm::consumeError(Pair.takeError());
    return badUsage("--" + Option.ArgStr +
                    ": expected a number of bytes of at most 1024m, as '64k', "
                    "found '" +
                    Option + "'");
  }
  OfOne.ExternalStack = {*Pair};
  Into = OfOne.rewriteOptions().ExternalStacks.front().Bytes;
  return llvm::Error::success();
}

llvm::Error readLimits(ProofLimits &Into) {
  if (llvm::Error Err = readBytes(ReserveOption, Into.Reserve))
    return Err;
  if (llvm::Error Err = readBytes(MainStack, Into.MainStack))
    return Err;
  if (llvm::Error Err = readBytes(SignalFrame, Into.SignalFrame))
    return Err;
  if (Assume.getNumOccurrences()) {
    Into.Assumed = 0;
    if (llvm::Error Err = readBytes(Assume, *Into.Assumed))
      return Err;
  }
  Settings Given;
  for (const std::string &Each : External) {
    llvm::Expected<std::string> Pair = parseExternalStack(Each);
    if (!Pair)
      return badUsage("--external-stack: " + llvm::toString(Pair.takeError()));
    Given.ExternalStack.push_back(*Pair);
  }
  Into.Given = Given.rewriteOptions().ExternalStacks;
  if (!Into.usable())
    return badUsage("--reserve: nothing of it is left for functions without a "
                    "check: signal handlers have " +
                    llvm::Twine(Into.SignalFrame) + " bytes and crossings " +
                    llvm::Twine(Into.Crossing) + "; see --signal-frame");
  return llvm::Error::success();
}

llvm::Error readPlanName(std::string &Into) {
  if (PlanOption.getNumOccurrences() + Plans.size() != 1)
    return badUsage("expected one plan, as 'segstack plan' writes it");
  Into = Plans.empty() ? std::string(PlanOption) : Plans.front();
  return llvm::Error::success();
}

llvm::Error readSizes(std::vector<SizesOfBuild> &Into) {
  for (StringRef Each : Sizes) {
    auto [Name, Paths] = Each.split('=');
    if (!Each.contains('='))
      std::tie(Name, Paths) = std::make_pair(StringRef("build"), Each);
    llvm::SmallVector<StringRef, 4> Parts;
    Paths.split(Parts, ',', -1, /*KeepEmpty=*/false);
    if (Name.empty() || Parts.empty())
      return badUsage("--sizes: expected folders or files, or NAME=PATHS, "
                      "found '" +
                      Each + "'");
    auto Build =
        llvm::find_if(Into, [Wanted = Name](const SizesOfBuild &Known) {
          return Known.Name == Wanted;
        });
    if (Build == Into.end())
      Build = Into.insert(Into.end(), {Name.str(), {}});
    for (StringRef Part : Parts)
      Build->Paths.push_back(Part.str());
  }
  if (Into.empty())
    Into.push_back({"estimates", {}});
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
  if (FeedBack && !Sizes.getNumOccurrences())
    return badUsage("--feed-back needs the real sizes: give --sizes");
  return llvm::Error::success();
}

} // namespace

llvm::Expected<VerifyCommand>
parseVerifyCommand(llvm::ArrayRef<const char *> Arguments) {
  cl::HideUnrelatedOptions(Category, Verify);
  if (llvm::Error Err = runOptionParser(Arguments))
    return Err;
  VerifyCommand Command;
  Command.Quiet = Quiet;
  if (llvm::Error Err = readPlanName(Command.Plan))
    return Err;
  if (llvm::Error Err = readSizes(Command.Builds))
    return Err;
  if (llvm::Error Err = readLimits(Command.Limits))
    return Err;
  if (llvm::Error Err = readFailOn(Command))
    return Err;
  if (llvm::Error Err = readOutput(Command))
    return Err;
  return Command;
}

} // namespace segstack

//===- ProofOptions.cpp - the options of a proof --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProofOptions.h"
#include "Failure.h"
#include "Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/CommandLine.h"

namespace cl = llvm::cl;
using llvm::StringRef;

namespace segstack {
namespace {

using Text = cl::opt<std::string>;
using Texts = cl::list<std::string>;

#define IN_PROOF                                                               \
  cl::sub(verifySubCommand()), cl::sub(reportSubCommand()),                    \
      cl::cat(proofCategory())

Texts Sizes("sizes", cl::value_desc("[name=]paths"), IN_PROOF,
            cl::desc("Folders and files, separated by commas, with the frame "
                     "sizes of a build: .su, .ci, or objects with "
                     ".stack_sizes. Builds of several names are proved one by "
                     "one; default: the plan's own numbers"));
Text ReserveOption("reserve", cl::value_desc("bytes"), IN_PROOF,
                   cl::desc("The runtime's reserve; default: 64k"));
Text MainStack("main-stack", cl::value_desc("bytes"), IN_PROOF,
               cl::desc("Of the stack that main begins on; default: 1m"));
Text SignalFrame("signal-frame", cl::value_desc("bytes"), IN_PROOF,
                 cl::desc("What of it signal handlers have; default: 11k; 0 "
                          "where they have a stack of their own"));
Text Assume("assume", cl::value_desc("bytes"), IN_PROOF,
            cl::desc("What code is taken to need of which nothing is known"));
Texts External("external-stack", cl::value_desc("name=bytes"), IN_PROOF,
               cl::desc("Stack that a function takes which is compiled "
                        "elsewhere"));
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
  return llvm::Error::success();
}

} // namespace

cl::OptionCategory &proofCategory() {
  static cl::OptionCategory Category("proof options");
  return Category;
}

bool asksForProof() {
  for (int Given :
       {Sizes.getNumOccurrences(), ReserveOption.getNumOccurrences(),
        MainStack.getNumOccurrences(), SignalFrame.getNumOccurrences(),
        Assume.getNumOccurrences(), External.getNumOccurrences()})
    if (Given)
      return true;
  return false;
}

llvm::Error readProofOptions(ProofCommand &Into) {
  if (llvm::Error Err = readSizes(Into.Builds))
    return Err;
  Into.HasSizes = !Into.Builds.empty();
  if (!Into.HasSizes)
    Into.Builds.push_back({"estimates", {}});
  return readLimits(Into.Limits);
}

} // namespace segstack

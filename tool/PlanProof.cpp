//===- PlanProof.cpp - a plan proved for its builds --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanProof.h"
#include "Failure.h"
#include "Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <map>

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

void askForMore(const ExternalStack &More, PlannedFunction &Of) {
  // What is not more than a small frame asks for nothing.
  uint64_t Now = std::max(askedBy(Of) + More.Bytes, SmallFrame + 16);
  uint64_t Has = Of.RealBytes.value_or(Of.Frame.Bytes) + Of.External.Bytes;
  uint64_t Bytes = Now > Has ? Now - Has : 0;
  Of.Ask += Bytes;
  Of.External.Bytes += Bytes;
  if (Of.External.Name.empty())
    Of.External.Name = More.Name;
}

} // namespace

llvm::Expected<std::vector<FramesOfBuild>>
readBuilds(llvm::ArrayRef<SizesOfBuild> Builds, const ProgramPlan &Plan,
           llvm::StringRef File, bool Quiet) {
  std::vector<FramesOfBuild> Result;
  for (const SizesOfBuild &Build : Builds) {
    llvm::Expected<MatchedFrames> Frames = framesOf(Build, Plan, File);
    if (!Frames)
      return Frames.takeError();
    if (!Quiet)
      for (const std::string &Problem : Frames->Problems)
        llvm::WithColor::warning(llvm::errs(), "segstack") << Problem << '\n';
    Result.push_back({Build.Name, std::move(*Frames)});
  }
  return Result;
}

void nameFromHere(ProgramPlan &Plan, llvm::StringRef File) {
  std::string Folder = llvm::sys::path::parent_path(realPath(File)).str();
  std::map<std::string, std::string> Names;
  for (PlannedFunction &F : Plan.Functions) {
    if (F.File.empty())
      continue;
    auto [Name, New] = Names.try_emplace(F.File);
    if (New)
      Name->second =
          llvm::json::fixUTF8(displayPath(absolutePath(F.File, Folder)));
    F.File = Name->second;
  }
}

ProofsOfPlan proveBuilds(const ProgramPlan &Plan,
                         llvm::ArrayRef<FramesOfBuild> Builds,
                         const ProofLimits &Limits) {
  ProofsOfPlan Result{Limits, {}};
  for (const FramesOfBuild &Build : Builds)
    Result.Builds.push_back({Build.Name,
                             proveChains(Plan, Build.Matched.Frames, Limits),
                             Build.Matched.Problems});
  return Result;
}

void takeRealFrames(llvm::ArrayRef<FramesOfBuild> Builds, ProgramPlan &Into) {
  for (PlannedFunction &F : Into.Functions) {
    F.RealBytes.reset();
    for (const FramesOfBuild &Build : Builds) {
      auto Found = Build.Matched.Frames.find(F.Key);
      if (Found != Build.Matched.Frames.end() && !Found->second.Inlined)
        F.RealBytes = std::max(F.RealBytes.value_or(0), Found->second.Bytes);
    }
  }
}

void askForWhatIsShort(llvm::ArrayRef<FramesOfBuild> Builds, ProofLimits Limits,
                       ProgramPlan &Into) {
  Limits.MostChains = Into.Functions.size() * 2; // all of them
  std::map<std::string, ExternalStack> Missing;
  std::map<std::string, PlannedFunction *> ByKey;
  for (PlannedFunction &F : Into.Functions)
    ByKey[F.Key] = &F;
  for (const FramesOfBuild &Build : Builds)
    for (const UncheckedChain &Chain :
         proveChains(Into, Build.Matched.Frames, Limits).Chains) {
      if (Chain.AfterCheck)
        Missing[Chain.Asker].raiseTo(
            {Chain.Links.back().Name, Chain.Bytes - Chain.Allowed});
    }
  for (const auto &[Key, More] : Missing)
    askForMore(More, *ByKey.at(Key));
}

} // namespace segstack

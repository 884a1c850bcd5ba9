//===- PlanOnDemand.cpp - functions of a plan, as they are wanted ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanOnDemand.h"
#include "Failure.h"
#include "Paths.h"
#include "PlanFile.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

namespace segstack {

PlanOnDemand::PlanOnDemand(std::unique_ptr<llvm::MemoryBuffer> Text,
                           PlanLines Lines, std::string Name)
    : Text(std::move(Text)), Lines(std::move(Lines)), Name(std::move(Name)),
      Keys(this->Lines.Functions.size()) {}

const std::string &PlanOnDemand::key(size_t Line) {
  if (!Keys[Line])
    Keys[Line] = keyOfLine(Lines.Functions[Line]);
  return *Keys[Line];
}

std::optional<PlannedFunction> PlanOnDemand::find(const std::string &Key) {
  size_t First = 0, Last = Keys.size();
  while (First != Last) {
    size_t Middle = First + (Last - First) / 2;
    if (key(Middle) < Key)
      First = Middle + 1;
    else
      Last = Middle;
  }
  if (First == Keys.size() || key(First) != Key)
    return std::nullopt;
  llvm::Expected<PlannedFunction> Found =
      parsePlannedFunction(withoutCalls(Lines.Functions[First]), Name);
  if (Found)
    return std::move(*Found);
  llvm::WithColor::warning(llvm::errs(), "segstack")
      << llvm::toString(Found.takeError()) << '\n';
  return std::nullopt;
}

/// Of a plan that was read as a whole.
static PlanLookup lookUpIn(ProgramPlan Plan) {
  auto ByKey = std::make_shared<llvm::StringMap<PlannedFunction>>();
  for (PlannedFunction &F : Plan.Functions)
    (*ByKey)[F.Key] = std::move(F);
  return [ByKey](const std::string &Key) -> std::optional<PlannedFunction> {
    auto Found = ByKey->find(Key);
    if (Found == ByKey->end())
      return std::nullopt;
    return Found->second;
  };
}

llvm::Expected<PlanLookup> lookUpPlan(llvm::StringRef File) {
  // Without a terminator a file is mapped, and not copied, whatever its size.
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  std::string Name = displayPath(File);
  if (Buffer)
    if (auto Lines = splitPlan((*Buffer)->getBuffer())) {
      // Of this version, and a plan at all.
      auto Empty = parsePlan((Lines->Head + "]}").str(), Name);
      if (!Empty)
        return Empty.takeError();
      auto OnDemand = std::make_shared<PlanOnDemand>(std::move(*Buffer),
                                                     std::move(*Lines), Name);
      return [OnDemand](const std::string &Key) { return OnDemand->find(Key); };
    }
  llvm::Expected<ProgramPlan> Plan = readPlan(File);
  if (!Plan)
    return Plan.takeError();
  return lookUpIn(std::move(*Plan));
}

llvm::Expected<std::shared_ptr<const PlanDecisions>>
planFor(const Settings &Settings) {
  if (Settings.rewriteOptions().Place != Placement::Plan)
    return nullptr;
  if (!Settings.Plan)
    return fail(ExitCode::Usage, "--place=plan: expected --plan=FILE as well, "
                                 "with what 'segstack plan' wrote");
  llvm::Expected<PlanLookup> Find = lookUpPlan(*Settings.Plan);
  if (!Find)
    return Find.takeError();
  return decisionsOf(
      std::move(*Find),
      llvm::sys::path::parent_path(realPath(*Settings.Plan)).str());
}

} // namespace segstack

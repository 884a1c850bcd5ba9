//===- PlanOnDemand.h - functions of a plan, as they are wanted -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   plan file -> [PlanOnDemand] -> PlanDecisions -> one source, or many
//
// Each compile reads the plan of the whole program. The file is mapped into
// memory, and a function is searched for, and read, when it is asked for.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PLANONDEMAND_H
#define SEGSTACK_TOOL_PLANONDEMAND_H

#include "PlanLines.h"
#include "Settings.h"
#include "segstack/rewriter/ProgramPlan.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace segstack {

class PlanOnDemand {
public:
  /// \p Lines are of \p Text, and \p Name is for messages.
  PlanOnDemand(std::unique_ptr<llvm::MemoryBuffer> Text, PlanLines Lines,
               std::string Name);

  /// Without its calls. What is there but cannot be read is told, and is
  /// nothing.
  std::optional<PlannedFunction> find(const std::string &Key);

private:
  const std::string &key(size_t Line);

  std::unique_ptr<llvm::MemoryBuffer> Text;
  PlanLines Lines;
  std::string Name;
  std::vector<std::optional<std::string>> Keys; ///< those that were looked at
};

/// Functions of the plan in \p File, of whatever layout.
llvm::Expected<PlanLookup> lookUpPlan(llvm::StringRef File);

/// The plan that \p Settings ask for, to be looked up; null when they ask for
/// none.
llvm::Expected<std::shared_ptr<const PlanDecisions>>
planFor(const Settings &Settings);

} // namespace segstack

#endif

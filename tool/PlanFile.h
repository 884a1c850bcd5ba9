//===- PlanFile.h - a program's plan as a file ------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   ProgramPlan <-> JSON, a line for each function, so that a diff of two
//                   plans tells which functions changed
//
// docs/plan.md has the format.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PLANFILE_H
#define SEGSTACK_TOOL_PLANFILE_H

#include "segstack/rewriter/ProgramPlan.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace segstack {

/// The version of the format that is written, and the only one that is read.
constexpr int PlanFormat = 2;

/// The same text for the same plan. Members at their defaults are left out.
std::string printPlan(const ProgramPlan &Plan);

/// \p Name is for messages. An error tells the line of what is no JSON, or the
/// path of the member that is missing, unknown or of another type.
llvm::Expected<ProgramPlan> parsePlan(llvm::StringRef Text,
                                      llvm::StringRef Name);

llvm::Expected<ProgramPlan> readPlan(llvm::StringRef File);

/// One of a plan's functions. \p Name is of the file.
llvm::Expected<PlannedFunction> parsePlannedFunction(llvm::StringRef Text,
                                                     llvm::StringRef Name);

} // namespace segstack

#endif

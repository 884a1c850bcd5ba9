//===- ProgramLinker.h - one call graph of many summaries -------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallSummary of each translation unit -> [linkProgram] -> functions, and a
//                                           CallGraph with the same indices
//
// Calls are resolved by linkage name. A call through a pointer reaches the
// functions of its type whose address is taken, a virtual one those that
// override, what has no body in the program is foreign.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_PROGRAMLINKER_H
#define SEGSTACK_LIB_PROGRAMLINKER_H

#include "CallGraph.h"
#include "segstack/rewriter/CallSummary.h"
#include "segstack/rewriter/ProgramPlan.h"

namespace segstack {

struct LinkedProgram {
  std::vector<PlannedFunction> Functions; ///< by Key; nothing decided
  std::vector<ForeignFunction> Foreign;   ///< by Name
  CallGraph Graph;                        ///< a node for each function
};

/// Of \p Rules counts the folder that paths become relative to, whether sources
/// are missing, which may call all others, as those may that use a library, and
/// what is known of recursion.
LinkedProgram linkProgram(const std::vector<const CallSummary *> &Units,
                          const PlanRules &Rules);

/// \p Key of a summary as a plan in \p Root has it.
std::string relativeKey(const std::string &Key, const std::string &Root);

/// With three digits, so that a plan can be read.
double roundedForReaders(double Number);

/// \p Path, absolute, as it is called in \p Root.
std::string relativePath(const std::string &Path, const std::string &Root);

} // namespace segstack

#endif

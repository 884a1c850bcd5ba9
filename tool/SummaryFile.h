//===- SummaryFile.h - a summary as a file ----------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallSummary and what it was made of <-> JSON, for the cache alone: no
//   interface, and of the same version of segstack
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_SUMMARYFILE_H
#define SEGSTACK_TOOL_SUMMARYFILE_H

#include "segstack/rewriter/CallSummary.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <utility>

namespace segstack {

struct KeptSummary {
  /// The files that were read, and a hash of what was in them.
  std::vector<std::pair<std::string, std::string>> Inputs;
  CallSummary Calls;
};

std::string printSummary(const KeptSummary &Summary);

/// Nothing when \p Text is not what printSummary() gives.
std::optional<KeptSummary> parseSummary(llvm::StringRef Text);

} // namespace segstack

#endif

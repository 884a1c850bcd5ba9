//===- PlanLines.h - a plan's text, by its lines ----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   {"segstack-plan": 1,          Head
//   "functions": [
//   {"calls":[...],"key":"a",...},   a function, sorted by key
//   {"key":"b",...}
//   ],                            Tail
//   "cycles": [...]}
//
// A plan of a large program has tens of megabytes, and each compile needs a few
// hundred of its functions. As printPlan() writes a line for each, those can be
// found without reading the others. A plan in another layout is no less a plan,
// it is read as a whole.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PLANLINES_H
#define SEGSTACK_TOOL_PLANLINES_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace segstack {

/// Parts of a text that has to stay.
struct PlanLines {
  llvm::StringRef Head;                   ///< up to the functions' bracket
  std::vector<llvm::StringRef> Functions; ///< each an object, without a comma
  llvm::StringRef Tail;                   ///< from the closing bracket on
};

/// Nothing when \p Text is not laid out as printPlan() does.
std::optional<PlanLines> splitPlan(llvm::StringRef Text);

/// The member `key` of \p Function, a line of PlanLines; empty when there is
/// none.
std::string keyOfLine(llvm::StringRef Function);

/// \p Function without its member `calls`, by far the longest.
std::string withoutCalls(llvm::StringRef Function);

} // namespace segstack

#endif

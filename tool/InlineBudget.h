//===- InlineBudget.h - room for the check in g++'s inliner -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// g++ inlines a function on its own account (one that is not `inline`) while it
// is below `--param max-inline-insns-auto`. A check is about 10 of these units
// (13 in C); so small functions, recursive ones above all, would no longer be
// inlined for a check that costs one branch. The limit is raised by what a
// check is.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_INLINEBUDGET_H
#define SEGSTACK_TOOL_INLINEBUDGET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace segstack {

/// The option to put before the user's \p Arguments, theirs winning; empty
/// when they do not optimise for speed, or for compilers before GCC 10, whose
/// limit was another. \p GccInstallDir ends in the version.
std::string inlineBudgetOption(llvm::ArrayRef<std::string> Arguments,
                               llvm::StringRef GccInstallDir, bool InC);

} // namespace segstack

#endif

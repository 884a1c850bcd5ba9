//===- UncoveredCycles.h - recursion that no check is in -*- C++ -*--------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallGraph - functions with a check -> cycles -> those through the project
//     -> "recursion without a check: A -> B -> A", and what to do
//
// A list of std::unique_ptr is destroyed by such a cycle: an implicit
// destructor, and functions of system headers.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_UNCOVEREDCYCLES_H
#define SEGSTACK_LIB_UNCOVEREDCYCLES_H

#include "RecursionFinder.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class ASTContext;
}

namespace segstack {

class InclusionRecorder;
struct TranslationUnit;

/// Adds a warning to \p Unit for each cycle of unchecked calls that goes
/// through a file of the project. Cycles among system headers alone are not
/// told: there are some in every program (std::map's tree, std::sort), and
/// their depth is that of a logarithm, std::regex excepted.
void noteUncoveredCycles(const CallGraph &Graph,
                         const std::vector<bool> &Checked,
                         const clang::ASTContext &Context,
                         const InclusionRecorder &Inclusions,
                         TranslationUnit &Unit);

} // namespace segstack

#endif

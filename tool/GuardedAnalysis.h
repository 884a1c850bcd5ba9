//===- GuardedAnalysis.h - an analysis that may crash -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang, or what is built on it here, may crash on a source that nobody has
// tried. That is the failure of one translation unit, not the end of a build.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_GUARDEDANALYSIS_H
#define SEGSTACK_TOOL_GUARDEDANALYSIS_H

#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace segstack {

/// What \p Analyze gives, run on a thread with a stack for deeply nested
/// sources. An error, if it ends by a signal such as SIGSEGV; what it held is
/// lost then. May be called in several threads.
llvm::Expected<TranslationUnit>
guarded(llvm::function_ref<llvm::Expected<TranslationUnit>()> Analyze);

/// analyze() of the rewriter, guarded.
llvm::Expected<TranslationUnit> analyzeGuarded(const CompileInput &Input,
                                               const RewriteOptions &Options,
                                               std::string &Diagnostics);

} // namespace segstack

#endif

//===- CallSummarizer.h - a call graph as a summary -------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallGraph, ASTContext -> [summarizeCalls] -> CallSummary
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLSUMMARIZER_H
#define SEGSTACK_LIB_CALLSUMMARIZER_H

#include "FunctionKeys.h"
#include "segstack/rewriter/CallSummary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

struct CallGraph;
struct CheckPlan;

/// What is decided for a function, or null: of an implicit member.
using PlanOf =
    llvm::function_ref<const CheckPlan *(const clang::FunctionDecl &)>;

/// \p Graph is what buildCallGraph() made of \p Context.
CallSummary summarizeCalls(const CallGraph &Graph, clang::ASTContext &Context,
                           PlanOf Plan, FileOf File);

/// By function of \p Unit, the summary of \p Graph: it is an inline function of
/// the system's headers that nothing of the source leads to. Most are such.
std::vector<bool> findUnused(const CallGraph &Graph, const CallSummary &Unit);

/// Takes those out of \p Unit.
void dropUnused(const CallGraph &Graph, CallSummary &Unit);

} // namespace segstack

#endif

//===- CallReader.h - the calls of one function -----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   body -> [CallReader] -> a node of the CallGraph, with how often each call
//                           is made in one of the function
//
// How often: BranchOdds.h.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLREADER_H
#define SEGSTACK_LIB_CALLREADER_H

#include "CallGraphBuilder.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace segstack {

/// What bodies are read with.
struct CallContext {
  CallContext(const clang::ASTContext &Context, const HeavyExternals *Externals,
              OutlinedInitializer Outlined)
      : Context(Context), Externals(Externals), Outlined(Outlined) {}

  const clang::ASTContext &Context;
  const HeavyExternals *Externals;
  OutlinedInitializer Outlined;
  /// Of canonical declarations.
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> Indices;
  /// What overrides virtual functions of the standard library within it.
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<unsigned>> Standard;
};

/// Fills in what \p Node.Function calls.
void readCalls(const CallContext &Known, CallGraph::Node &Node);

} // namespace segstack

#endif

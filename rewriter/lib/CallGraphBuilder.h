//===- CallGraphBuilder.h - the call graph of an AST -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLGRAPHBUILDER_H
#define SEGSTACK_LIB_CALLGRAPHBUILDER_H

#include "CallGraph.h"
#include "segstack/rewriter/FrameEstimate.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class ASTContext;
class CXXConstructorDecl;
class Expr;
} // namespace clang

namespace segstack {

struct FunctionUses;

class HeavyExternals;

/// Whether a check is in a member initialiser of a constructor.
using OutlinedInitializer = llvm::function_ref<bool(
    const clang::CXXConstructorDecl &, const clang::Expr &)>;

/// Every function that \p Context has a body of: instantiations, lambdas and
/// implicit members included, patterns of templates not (nothing calls them).
/// Nodes are in the order of the AST.
///
/// Implicit calls are edges as well: constructors, destructors of locals,
/// temporaries and members, conversions, default arguments. Calls of virtual
/// functions, through pointers, and of functions without a body here are
/// open, and unknown but for those of the libraries. A function that may be
/// defined elsewhere too (inline, weak) is the same there. Virtual functions of
/// the standard library lead to those of its own classes that override them,
/// as in the control block of std::shared_ptr.
///
/// \p Externals tells what functions need that have no body here.
CallGraph buildCallGraph(
    clang::ASTContext &Context,
    llvm::function_ref<FrameEstimate(const clang::FunctionDecl &)> Estimate,
    llvm::function_ref<bool(const clang::FunctionDecl &)> Instrumentable,
    OutlinedInitializer Outlined = nullptr,
    const HeavyExternals *Externals = nullptr);

/// Whoever has got it may call it: its address is taken, say.
bool isHandedOut(const clang::FunctionDecl &F, const FunctionUses &Uses);

/// It overrides a function of a library: of a stream buffer, say. The library
/// calls it, whoever gave it the object.
bool isLibrarysToCall(const clang::FunctionDecl &F);

/// One of the program's own by a library's name; see LibraryFunctions.h.
bool isOwnLibraryFunction(const clang::FunctionDecl &F);

} // namespace segstack

#endif

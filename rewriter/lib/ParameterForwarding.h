//===- ParameterForwarding.h - arguments of the repeated call -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every parameter reaches the repeated call as it came: references stay
// references, rvalues stay rvalues, values are moved at most once.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_PARAMETERFORWARDING_H
#define SEGSTACK_LIB_PARAMETERFORWARDING_H

#include "FunctionFinder.h"
#include "segstack/rewriter/CheckPlan.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class ASTContext;
class ParmVarDecl;
} // namespace clang

namespace segstack {

struct Forwarding {
  const Candidate &Function;
  clang::FileID File;
  const clang::ASTContext &Context;
  /// Another function might fit: arguments get the parameters' exact types.
  bool Exact;

  /// Sets Plan.Call to the argument list, adds to Plan.Captures and
  /// Plan.Names. Not Fine: why it cannot be done, the parameter in
  /// Plan.Detail.
  Reason forwardAll(CheckPlan &Plan) const;

  /// In C, where every argument is its parameter's name: sets Plan.Call, adds
  /// to Plan.Names.
  Reason nameAll(CheckPlan &Plan) const;

private:
  std::string freeName(size_t Index) const;
  Reason forwardOne(const clang::ParmVarDecl &Parameter, CheckPlan &Plan) const;
  Reason nameOf(const clang::ParmVarDecl &Parameter, CheckPlan &Plan,
                std::string &Name) const;
};

/// True when the parameter at the place of \p Parameter is of scalar type in
/// the text, or in every instance of it.
bool isScalarInAllInstances(const Candidate &Function,
                            const clang::ParmVarDecl &Parameter);

/// True unless the body, or what `if constexpr` leaves of it in an instance,
/// does without the value of \p Parameter.
bool isUsedInAllInstances(const Candidate &Function,
                          const clang::ParmVarDecl &Parameter);

/// Whether `return parameter;` does the same in a closure, where it names
/// another function's variable and so copies.
bool isCopyAMove(const Candidate &Function, const clang::ParmVarDecl &Parameter,
                 const clang::ASTContext &Context);

} // namespace segstack

#endif

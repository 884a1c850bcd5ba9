//===- FrameEscapes.h - which locals must live in memory -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When optimising, a local whose address no remaining call learns is broken up
// and kept in registers. This finds the others, in one pass over a body.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMEESCAPES_H
#define SEGSTACK_LIB_FRAMEESCAPES_H

#include "llvm/ADT/DenseSet.h"

namespace clang {
class Expr;
class FunctionDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace segstack {

class FrameEstimator;

struct Escapes {
  llvm::DenseSet<const clang::VarDecl *> Address; ///< of the variable itself
  llvm::DenseSet<const clang::VarDecl *> Value;   ///< what it points to
  bool This = false;
};

/// Reads \p Definition's body and member initialisers. Which calls remain is
/// asked of \p Estimator.
Escapes findEscapes(const clang::FunctionDecl &Definition,
                    FrameEstimator &Estimator);

} // namespace segstack

#endif

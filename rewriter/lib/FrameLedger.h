//===- FrameLedger.h - what is alive while a body is walked -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bookkeeping of FrameWalker: it says what comes into being and what is
// called, in the order of the text; this keeps the largest sum.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMELEDGER_H
#define SEGSTACK_LIB_FRAMELEDGER_H

#include "FrameEscapes.h"
#include "FrameParts.h"
#include "FrameTypes.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace segstack {

class FrameEstimator;

class FrameLedger {
public:
  FrameLedger(const clang::FunctionDecl &Definition, FrameEstimator &Estimator);

  /// A slot; \p Promotable when nobody learns its address.
  void addObject(const FrameType &T, bool Promotable = false);
  /// A value that may be in registers. Null stands for `this`.
  void addValue(const clang::Decl *Key, unsigned Words);
  void use(const clang::Decl *Key);
  /// A variable or a parameter: an object or a value, as its type and what is
  /// done with its address want it.
  void addVariable(const clang::VarDecl *Variable);

  void countCall(const clang::FunctionDecl *Callee, uint64_t Outgoing = 0,
                 bool IsTail = false);
  void countCopy(clang::QualType T);
  void countDestructor(clang::QualType T);
  /// \p T's destructor is due at the end of the innermost scope.
  void destroyLater(clang::QualType T);
  bool isDestructorDue() const { return !Destroyed.empty(); }

  /// What is alive when a scope begins, for closeScope.
  struct Scope {
    uint64_t Bytes;
    size_t Destroyed;
  };
  Scope openScope() const { return {Current, Destroyed.size()}; }
  /// Destroys, and gives the bytes back unless the objects outlive the scope.
  void closeScope(const Scope &Opened, bool KeepBytes = false);

  /// True when code that is not inlined builds or destroys an object of type
  /// \p T from \p Init.
  bool builtInMemory(const clang::Expr *Init, clang::QualType T);

  FrameParts finish();

  FrameParts Parts;
  LiveValues Values;
  Escapes Escaped;
  const bool Optimizing;

  /// Objects of up to this many words are broken up into registers.
  static constexpr unsigned MostWords = 8;

private:
  const clang::FunctionDecl &Definition;
  FrameEstimator &Estimator;
  const bool Sharing; ///< objects whose lives do not overlap share bytes
  llvm::DenseMap<const clang::Decl *, unsigned> Numbers; ///< of the values
  llvm::SmallVector<clang::QualType, 8> Destroyed;       ///< in the open scopes
  uint64_t Current = 0;
};

} // namespace segstack

#endif

//===- BodyFacts.h - what a body does that decides its shape -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_BODYFACTS_H
#define SEGSTACK_LIB_BODYFACTS_H

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace clang {
class CallExpr;
class Expr;
class FunctionDecl;
class ParmVarDecl;
class VarDecl;
} // namespace clang

namespace segstack {

/// Facts about one body, nested closures included unless said otherwise.
struct BodyFacts {
  /// What the body first asks for that names the function, as `__func__` does;
  /// in nested closures what names the function around them; else empty.
  std::string FunctionName;
  /// All of these are arguments of calls that do not return, as in assert().
  bool NamedInLastWords = true;
  /// Calls of setjmp and its kin, outside of closures.
  llvm::SmallVector<const clang::CallExpr *, 1> Jumps;
  bool FrameAddress = false;   ///< __builtin_frame_address and its like
  bool DynamicStack = false;   ///< alloca or a VLA of this function's own
  bool VariadicStart = false;  ///< va_start
  bool Coroutine = false;      ///< co_await, co_yield, co_return
  bool LocalLabels = false;    ///< __label__ in the outermost block
  bool CompilerBranch = false; ///< asm goto, address of a label
  /// The local variable that every `return` outside of closures names, if so.
  const clang::VarDecl *NamedResult = nullptr;
  /// A local variable of static storage that is no constant, and one within a
  /// nested closure or local class; else empty.
  std::string StaticLocal, StaticInClosure;
  unsigned Closures = 0; ///< lambdas, without those nested in another
  /// What `return name;` or `throw name;` moves from, outside of closures.
  llvm::SmallPtrSet<const clang::ParmVarDecl *, 2> MovedParameters;
  /// One of them whose move is part of a conversion to another class, by a
  /// function that tells rvalues from lvalues; else null.
  const clang::ParmVarDecl *ConvertedParameter = nullptr;
  llvm::SmallPtrSet<const clang::ParmVarDecl *, 4> UsedParameters;
};

BodyFacts gatherBodyFacts(const clang::FunctionDecl &Function);

/// Whether control may come back to a call of \p Function with another result.
bool isSetjmp(const clang::FunctionDecl &Function);

/// As BodyFacts::FunctionName, of one expression.
std::string functionNameIn(const clang::Expr &Expression);

} // namespace segstack

#endif

//===- FrameTypes.h - the size of a type in a frame -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMETYPES_H
#define SEGSTACK_LIB_FRAMETYPES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

namespace segstack {

/// A type as the frame sees it.
struct FrameType {
  uint64_t Bytes = 0;
  uint64_t Alignment = 1;
  bool Scalar = false;  ///< fits registers by its nature
  bool Dynamic = false; ///< a VLA
  bool Guess = false;   ///< dependent: Bytes is a guess
  unsigned words() const { return (Bytes + 7) / 8; }
};

/// What an object of type \p T takes; a pointer for a reference.
FrameType frameType(clang::QualType T, const clang::ASTContext &Context);

/// True when a call returns \p T, or takes it by value, in memory whose
/// address the caller passes.
bool passedByAddress(clang::QualType T, const clang::ASTContext &Context);

/// The bytes of stack arguments of a call of a function of type \p T.
uint64_t stackArguments(llvm::ArrayRef<const clang::Expr *> Arguments,
                        bool ReturnsByAddress,
                        const clang::ASTContext &Context);

/// The destructor that runs at the end of an object of type \p T (of an
/// array: of its elements), or null where that does nothing.
const clang::CXXDestructorDecl *destructorOf(clang::QualType T);

/// True for a builtin that the compiler expands and does not call; not for
/// __builtin_memcpy and the like, which it may call.
bool isExpanded(const clang::FunctionDecl *Callee,
                const clang::ASTContext &Context);

/// True for alloca, whatever its spelling.
bool isAlloca(const clang::FunctionDecl *Callee);

/// A call, whatever its syntax.
struct FrameCall {
  /// Null when unknown: virtual, through a pointer, dependent.
  const clang::FunctionDecl *Callee = nullptr;
  bool HasObject = false; ///< Arguments[0] is the object; null if under way
  llvm::SmallVector<const clang::Expr *, 6> Arguments;
};

/// Reads a call or construction; false if \p E is neither.
bool readCall(const clang::Expr *E, FrameCall &Call);

} // namespace segstack

#endif

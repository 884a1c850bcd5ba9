//===- CallTypes.h - what a call through a pointer can reach ----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A type of functions as text, the same in every source, so that a call through
// a pointer finds the functions that it may reach:
//
//   int (*compare)(const void *, const void *)  "int (const void *, ...)"
//   int (Shape::*)() const                      "member int ()"
//   int (*walk)(), in C                         "int (?)"
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLTYPES_H
#define SEGSTACK_LIB_CALLTYPES_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class ASTContext;
class CallExpr;
class FunctionDecl;
class QualType;
} // namespace clang

namespace segstack {

/// Of what is not known: a call by it may reach any function, and any call may
/// reach a function that has it.
constexpr const char *AnyCallType = "()";

/// Of an address that was converted to what is no pointer to a function, `void
/// *` or an integer, and of what comes from there.
constexpr const char *HiddenCallType = "*";

/// Whether \p Type is of a C function without a prototype: `int (?)`. A call by
/// it may reach all that give the same.
bool isUnprototyped(llvm::StringRef Type);

/// `int (` of `int (?)`: what the types begin with that it stands for.
llvm::StringRef resultOfUnprototyped(llvm::StringRef Type);

/// Of \p Function, as far as a caller has to agree with it: without noexcept,
/// and in C with the integers that enumerations are.
std::string callType(const clang::FunctionDecl &Function);

/// The same as if it were no member function, as a lambda's operator is called
/// by the pointer that the lambda becomes.
std::string plainCallType(const clang::FunctionDecl &Function);

/// Of what \p Pointer, to a function or a member function, points to; empty for
/// other types.
std::string pointeeCallType(clang::QualType Pointer,
                            const clang::ASTContext &Context);

/// Of the function that \p Call, through a pointer, calls.
std::string callTypeOf(const clang::CallExpr &Call,
                       const clang::ASTContext &Context);

} // namespace segstack

#endif

//===- StackArguments.h - what a call passes on the stack -------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The retry of C passes registers on as they are and copies the arguments that
// are on the stack: how many bytes, only the calling convention tells. That of
// x86-64 is in the System V ABI's AMD64 supplement, 3.2.3.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_STACKARGUMENTS_H
#define SEGSTACK_LIB_STACKARGUMENTS_H

#include <optional>
#include <string>

namespace clang {
class ASTContext;
class CallExpr;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// Bytes of arguments that a call of \p Function has on the stack, rounded up
/// to 16. Where compilers differ, the larger number.
unsigned stackArgumentBytes(const clang::FunctionDecl &Function,
                            const clang::ASTContext &Context);

/// The same of \p Call, whose function may be variadic or have no prototype.
unsigned stackArgumentBytes(const clang::CallExpr &Call,
                            const clang::ASTContext &Context);

/// What of \p Function the retry's assembly does not keep, as "parameter 'v' of
/// type ..., a vector of 32 bytes"; nothing: all is well.
std::optional<std::string> whatIsNotKept(const clang::FunctionDecl &Function,
                                         const clang::ASTContext &Context);

/// The same of a call and its arguments.
std::optional<std::string> whatIsNotKept(const clang::CallExpr &Call,
                                         const clang::ASTContext &Context);

} // namespace segstack

#endif

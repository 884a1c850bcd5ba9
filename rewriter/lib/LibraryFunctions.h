//===- LibraryFunctions.h - what calls nothing of the program ---*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   a call without a body here -> [LibraryFunctions]
//     leaf      next to no stack, and it calls nothing: memcpy, strlen
//     library   it calls nothing of the program but what it was given the
//               address of, earlier: operator new and its handler
//     unknown   all others, those with a pointer to a function among them
//
// The program may have one of its own by the same name. Then that has checks by
// the same rules, or is compiled as the library is.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_LIBRARYFUNCTIONS_H
#define SEGSTACK_LIB_LIBRARYFUNCTIONS_H

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// Functions of the C library that call nothing of the program and need next
/// to no stack.
bool isHarmlessLeaf(const clang::FunctionDecl &Function,
                    const clang::ASTContext &Context);

/// Functions of the C and C++ libraries that do not call back. They need less
/// stack than the reserve has for foreign code.
bool isOfLibrary(const clang::FunctionDecl &Function);

} // namespace segstack

#endif

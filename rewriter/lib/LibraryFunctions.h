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
//     streams   those of stdio.h: so, unless the program makes streams, or
//               conversions of printf, of its own functions
//     unknown   all others, those with a pointer to a function among them
//
// The program may have one of its own by the same name. Then that has checks by
// the same rules, or is compiled as the library is.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_LIBRARYFUNCTIONS_H
#define SEGSTACK_LIB_LIBRARYFUNCTIONS_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class ASTContext;
class Decl;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// It stands in a header of the system.
bool isOfSystem(const clang::Decl &D);

/// Functions of the C library that call nothing of the program and need next
/// to no stack.
bool isHarmlessLeaf(const clang::FunctionDecl &Function,
                    const clang::ASTContext &Context);

/// Functions of the C and C++ libraries that do not call back. They need less
/// stack than the reserve has for foreign code.
bool isOfLibrary(const clang::FunctionDecl &Function);

/// Those that do not either, but for the functions of a stream.
bool isOfStreams(const clang::FunctionDecl &Function);

/// Whether the function of that name makes streams of functions of the program.
bool makesStreams(llvm::StringRef LinkageName);

} // namespace segstack

#endif

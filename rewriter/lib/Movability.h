//===- Movability.h - may a by-value parameter be passed on? -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_MOVABILITY_H
#define SEGSTACK_LIB_MOVABILITY_H

namespace clang {
class ASTContext;
class QualType;
} // namespace clang

namespace segstack {

/// How the value of a by-value parameter reaches the repeated call.
enum class Passing {
  Copy,        ///< trivially copyable: the closure holds the value itself
  Move,        ///< one move that no program can see
  NotHarmless, ///< there is a move, but the program may see it
  Impossible   ///< only a copy, or neither
};

/// \p Type is complete and depends on nothing.
Passing passingOf(clang::QualType Type, const clang::ASTContext &Context);

} // namespace segstack

#endif

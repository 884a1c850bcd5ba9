//===- FrameReferences.h - how often functions are named -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that no other translation unit can name and that is called from
// one place is inlined there, however long it is.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMEREFERENCES_H
#define SEGSTACK_LIB_FRAMEREFERENCES_H

#include "llvm/ADT/DenseMap.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// For each function without external linkage (by its canonical declaration),
/// how often the bodies of \p Context refer to it.
llvm::DenseMap<const clang::FunctionDecl *, unsigned>
countReferences(const clang::ASTContext &Context);

} // namespace segstack

#endif

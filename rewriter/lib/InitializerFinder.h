//===- InitializerFinder.h - recursion before a constructor's body -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_INITIALIZERFINDER_H
#define SEGSTACK_LIB_INITIALIZERFINDER_H

#include "segstack/rewriter/CheckPlan.h"
#include "clang/Basic/SourceLocation.h"

namespace clang {
class ASTContext;
class CXXConstructorDecl;
} // namespace clang

namespace segstack {

/// The arguments of member initialisers that make objects of classes, and so
/// may come back to this constructor before its body is reached. Those that
/// stand in braces or come from macros cannot be outlined and are left out.
std::vector<InitializerRange>
findInitializers(const clang::CXXConstructorDecl &Constructor,
                 clang::FileID File, const clang::ASTContext &Context);

} // namespace segstack

#endif

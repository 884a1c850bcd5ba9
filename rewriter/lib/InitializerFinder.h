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
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class ASTContext;
class CXXConstructorDecl;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// The arguments of member initialisers that make objects of classes, and so
/// may come back to this constructor before its body is reached. Left out are
/// those that stand in braces or come from macros; those that name the
/// function; and those with temporaries that something behind a closure could
/// still use, in one of the \p Instances of the constructor (itself, if no
/// template).
std::vector<ByteRange>
findInitializers(const clang::CXXConstructorDecl &Constructor,
                 llvm::ArrayRef<const clang::FunctionDecl *> Instances,
                 clang::FileID File, const clang::ASTContext &Context);

} // namespace segstack

#endif

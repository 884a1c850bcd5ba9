//===- ClosureEffects.h - what a closure would change -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An outlined body is the body of a closure: attributes of the function are not
// the closure's, and parameters are another function's there. Asked by the
// ShapeDecider before it outlines.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CLOSUREEFFECTS_H
#define SEGSTACK_LIB_CLOSUREEFFECTS_H

#include "BodyFacts.h"
#include "FunctionFinder.h"

namespace clang {
class CXXConstructorDecl;
class LambdaExpr;
} // namespace clang

namespace segstack {

/// Whether several sources may define it, or what it is in, so that the linker
/// keeps one. They need not agree on its shape: what a template's instances
/// are, or what is known of its calls, differs from source to source.
bool isShared(const clang::FunctionDecl &Function);

/// An attribute of \p Function that says how its body is compiled, and would
/// not reach a closure; else empty. \p Text is what stands before the body,
/// since clang does not keep attributes of GCC's own.
std::string attributeOfBody(const clang::FunctionDecl &Function,
                            llvm::StringRef Text);

/// A parameter that the program moves from where a closure would copy it, or
/// convert it by another function; else null.
const clang::ParmVarDecl *copiedParameter(const Candidate &Function,
                                          const BodyFacts &Facts,
                                          const clang::ASTContext &Context);

/// A closure or local class of the body that is part of the type of the result,
/// by name; else empty. In an outlined body it is another type in each source.
std::string localTypeOfResult(const Candidate &Function);

/// Whether \p Lambda, which does not capture `this`, would do so with a closure
/// around its body: what a generic one names of the class without a use of the
/// object counts as a use there.
bool wouldCaptureThis(const clang::LambdaExpr &Lambda);

/// The parameters to which something may refer that the member initialisers of
/// \p Constructor have made: the body must see them and no copies.
llvm::SmallPtrSet<const clang::ParmVarDecl *, 4>
parametersBoundBefore(const clang::CXXConstructorDecl &Constructor);

} // namespace segstack

#endif

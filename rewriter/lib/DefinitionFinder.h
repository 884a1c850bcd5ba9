//===- DefinitionFinder.h - every function body of an AST -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_DEFINITIONFINDER_H
#define SEGSTACK_LIB_DEFINITIONFINDER_H

#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// Every definition with a body that becomes code: instantiations, lambdas'
/// call operators and implicit members included, patterns of templates not.
/// In the order of the AST.
std::vector<const clang::FunctionDecl *>
findDefinitions(const clang::ASTContext &Context);

/// Whether it is one of check.h, where each source has its own of them.
bool isOfCheck(const clang::FunctionDecl &Function);

} // namespace segstack

#endif

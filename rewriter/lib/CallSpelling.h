//===- CallSpelling.h - how a function is called from its own body -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLSPELLING_H
#define SEGSTACK_LIB_CALLSPELLING_H

#include "segstack/rewriter/CheckPlan.h"
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class FunctionDecl;
class QualType;
} // namespace clang

namespace segstack {

struct FoundFunctions;

/// The text before the argument list of a call that, written in the body of
/// \p Function, reaches \p Function itself: `parse`, `::ns::parse`,
/// `this->Node::visit`, `get<T, N>`. Nothing when there is none.
std::optional<std::string> spellCallee(const clang::FunctionDecl &Function,
                                       const FoundFunctions &Found,
                                       const clang::ASTContext &Context);

/// True when the arguments must have exactly the parameters' types and value
/// categories, because another function might fit an lvalue as well.
bool mayBeOverloaded(const clang::FunctionDecl &Function,
                     const FoundFunctions &Found);

/// A type as it can be written in the body; nothing for types without a name.
std::optional<std::string> spellType(clang::QualType Type,
                                     const clang::ASTContext &Context);

} // namespace segstack

#endif

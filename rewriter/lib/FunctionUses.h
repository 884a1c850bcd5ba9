//===- FunctionUses.h - whose address is taken ------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   AST -> [findTakenFunctions] -> buildCallGraph: who can call a function
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FUNCTIONUSES_H
#define SEGSTACK_LIB_FUNCTIONUSES_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include <set>
#include <string>
#include <utility>

namespace clang {
class ASTContext;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace segstack {

/// How a source uses functions otherwise than by calling them.
struct FunctionUses {
  /// Whose address is taken, canonical, with the types (CallTypes.h), beyond
  /// its own, that it was converted to there.
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SmallVector<std::string, 1>>
      Taken;
  /// Types of other pointers, and those that they were converted to: what was
  /// called by the one may be called by the other.
  std::set<std::pair<std::string, std::string>> Converted;
  /// Linkage names that aliases and the like stand for.
  llvm::StringSet<> Aliased;
  /// That other sources see, and are named or defined here.
  llvm::SmallVector<const clang::VarDecl *, 16> Variables;
  /// There is assembly outside of functions, which may name any of them.
  bool Assembly = false;
};

FunctionUses findFunctionUses(const clang::ASTContext &Context);

/// Whether this source has a definition of \p Variable; in C `int x;` is one.
bool isDefined(const clang::VarDecl &Variable);

} // namespace segstack

#endif

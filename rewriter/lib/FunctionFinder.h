//===- FunctionFinder.h - all function definitions of one parse -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   AST -> [FunctionFinder] -> Candidate -> ShapeDecider -> CheckPlan
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FUNCTIONFINDER_H
#define SEGSTACK_LIB_FUNCTIONFINDER_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <vector>

namespace clang {
class ASTContext;
class CompoundStmt;
class FunctionDecl;
class LambdaExpr;
} // namespace clang

namespace segstack {

/// One definition in the source text, with all that was made of it.
struct Candidate {
  /// What the text says: a template's pattern, or the function itself.
  const clang::FunctionDecl *Pattern = nullptr;
  /// The functions that exist: the instantiations seen, or the pattern itself
  /// when it depends on nothing. May be empty.
  llvm::SmallVector<const clang::FunctionDecl *, 1> Instances;
  /// Set for a lambda's call operator.
  const clang::LambdaExpr *Lambda = nullptr;
  /// A template that may get other arguments, later, than the instances have.
  bool Open = false;
};

/// What a translation unit defines and declares.
struct FoundFunctions {
  std::vector<Candidate> Candidates; ///< in the order of the text
  /// How many different functions at namespace scope have a name.
  llvm::StringMap<unsigned> NamesAtNamespaceScope;
  /// The linkage names of functions that choose another one at start-up.
  llvm::StringSet<> Resolvers;

  bool isOnlyOneNamed(llvm::StringRef Name) const {
    auto Found = NamesAtNamespaceScope.find(Name);
    return Found != NamesAtNamespaceScope.end() && Found->second == 1;
  }
};

FoundFunctions findFunctions(clang::ASTContext &Context);

} // namespace segstack

#endif

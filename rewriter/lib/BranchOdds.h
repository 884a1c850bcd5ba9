//===- BranchOdds.h - how often statements run ------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop turns eight times, a branch is taken every other time, and what the
// source says is unlikely, or ends by a throw, every 64th time. Static
// estimates of this kind, and such numbers: Ball and Larus, "Branch prediction
// for free", PLDI 1993; Wu and Larus, "Static branch frequency and program
// profile analysis", MICRO 1994.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_BRANCHODDS_H
#define SEGSTACK_LIB_BRANCHODDS_H

namespace clang {
class ASTContext;
class BinaryOperator;
class ConditionalOperator;
class FunctionDecl;
class IfStmt;
} // namespace clang

namespace segstack {

constexpr double OddsOfLoop = 8, OddsOfBranch = 0.5, OddsOfRare = 1.0 / 64;

/// Of the first branch, by `__builtin_expect`, and by which of the two fails,
/// or calls a function that is marked as cold, as compilers take it.
double oddsOfThen(const clang::IfStmt &If, const clang::ASTContext &Context);
double oddsOfThen(const clang::ConditionalOperator &Either,
                  const clang::ASTContext &Context);

/// Of the right side of `&&` and `||`.
double oddsOfRight(const clang::BinaryOperator &Logical);

/// Of functions marked so by their authors: `[[gnu::cold]]`, `[[gnu::hot]]`.
bool isMarkedCold(const clang::FunctionDecl &F);
bool isMarkedHot(const clang::FunctionDecl &F);

} // namespace segstack

#endif

//===- LeftAlone.h - functions that never get a check -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first question of the ShapeDecider: what no shape of a check would fit.
// What depends on the shape is asked there.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_LEFTALONE_H
#define SEGSTACK_LIB_LEFTALONE_H

#include "segstack/rewriter/CheckPlan.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

struct ShapeQuestion;

struct LeftAlone {
  Reason Why = Reason::Fine; ///< Fine: a check may fit
  std::string Detail = {};   ///< completes it, as in CheckPlan
};

LeftAlone whyLeftAlone(const ShapeQuestion &Question,
                       const clang::ASTContext &Context);

/// What a check in the body of \p Function cannot cover if it is a destructor,
/// as the end of a sentence: members are destroyed behind the body, in the
/// frame that stays where it is. Else empty.
std::string destroyedBehind(const clang::FunctionDecl &Function);

} // namespace segstack

#endif

//===- RetryInC.h - the check of a function in C ----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of the ShapeDecider. C has one shape, the retry, and names things
// simply; what remains is what a call passes, and which function it reaches.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_RETRYINC_H
#define SEGSTACK_LIB_RETRYINC_H

#include "LeftAlone.h"

namespace segstack {

/// Fills in the text of the check; not Fine: why there cannot be one.
LeftAlone planRetryInC(const ShapeQuestion &Question,
                       const clang::ASTContext &Context, CheckPlan &Plan);

} // namespace segstack

#endif

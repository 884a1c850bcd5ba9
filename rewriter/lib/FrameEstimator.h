//===- FrameEstimator.h - the frame of one function, from its AST -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMEESTIMATOR_H
#define SEGSTACK_LIB_FRAMEESTIMATOR_H

#include "segstack/rewriter/FrameEstimate.h"

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// Estimates the frame of \p Definition, which has a body. For a template
/// pattern, sizes of dependent types are guessed and Guess is set; call it for
/// each instantiation and take the largest.
FrameEstimate estimateFrame(const clang::FunctionDecl &Definition,
                            const clang::ASTContext &Context,
                            const EstimateOptions &Options);

} // namespace segstack

#endif

//===- FrameWalker.h - from a body to the parts of its frame -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks a function in the order of its text and keeps count of what is alive.
// At -O0 nothing ever dies: each object has its own slot. When optimising,
// objects die with their scope, so that sibling scopes share their bytes.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMEWALKER_H
#define SEGSTACK_LIB_FRAMEWALKER_H

#include "FrameParts.h"

namespace clang {
class FunctionDecl;
}

namespace segstack {

class FrameEstimator;

/// The parts of the frame of \p Definition, inlined callees included.
FrameParts walkFrame(const clang::FunctionDecl &Definition,
                     FrameEstimator &Estimator);

} // namespace segstack

#endif

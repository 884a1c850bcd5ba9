//===- CheckPlacer.h - which functions need a check -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `--place=auto`, for one translation unit. A function goes without a check
// where all that it can call is known, none of it is recursive, and the frames
// of the deepest path without a check fit the budget:
//
//   leaf 40 <- helper 120 <- parse 300 -> (unknown)
//   no         no            check
//
// A function that cannot be instrumented counts as part of its callers.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CHECKPLACER_H
#define SEGSTACK_LIB_CHECKPLACER_H

#include <cstdint>
#include <vector>

namespace segstack {

struct CallGraph;

/// Frames of more bytes than this are checked whatever they call, so that no
/// frame can step over a guard page. The same number as in room.h.
constexpr uint64_t LargeFrame = 4096 - 1;

/// Frames of more bytes than this do not fit a segment's reserve together with
/// a crossing: a check behind the prologue would come too late.
constexpr uint64_t HugeFrame = 32 * 1024;

/// Which nodes of \p Graph need a check. \p Budget is how many bytes the frames
/// of functions without one may add up to.
std::vector<bool> placeChecks(const CallGraph &Graph, uint64_t Budget);

} // namespace segstack

#endif

//===- CheckPlacer.h - which functions need a check -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallGraph -> [placeChecks] -> why each function has a check, or none
//     1. large and dynamic frames; calls of what needs more than the reserve
//     2. cycles: a few cold functions that cover them
//     3. from those that call nothing upwards: entries that lead out again, and
//        what is deeper than the budget
//
// It keeps two promises, which do not depend on what other sources decide:
//
//   an entry without a check calls nothing unknown, directly or through others
//   without a check, and what it can reach without a check fits the budget;
//   a call of something unknown is made at most the budget below a check, or
//   below a function that nobody calls.
//
// So a chain of frames without a check that goes from one source into another
// is twice the budget at most, and no cycle through other sources is without a
// check, where all sources keep them:
//
//   leaf 40 <- helper 120 <- parse 300 (exported) -> (unknown)
//   no         no            check
//   leaf 40 <- step 80 (static) -> (unknown)
//   no         no: who calls it has a check, or calls it from within the budget
//
// A function that cannot be checked counts as part of its callers.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CHECKPLACER_H
#define SEGSTACK_LIB_CHECKPLACER_H

#include "segstack/rewriter/ProgramPlan.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace segstack {

struct CallGraph;

/// Frames of more bytes than this do not fit a segment's reserve together with
/// a crossing: a check behind the prologue would come too late.
constexpr uint64_t HugeFrame = 32 * 1024;

/// Why each node of \p Graph needs a check; PlacedFor::Nothing and
/// PlacedFor::Uncheckable: it gets none. \p Decided has what is known already,
/// by node, or is empty. The frames of functions without a check may add up to
/// \p Budget bytes. \p Heat: how often nodes are called, where that is known
/// better than by estimateHeat().
std::vector<PlacedFor>
placeChecks(const CallGraph &Graph, uint64_t Budget,
            const std::vector<std::optional<bool>> &Decided = {},
            const std::vector<double> &Heat = {});

/// Whether that is a reason for a check.
bool isCheck(PlacedFor Why);

} // namespace segstack

#endif

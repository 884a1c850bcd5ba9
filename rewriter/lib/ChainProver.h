//===- ChainProver.h - does every unchecked chain fit? ----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   ChainGraph -> longest way down from each node -> chains by their begin
//              -> cycles                             '-> remedies (here)
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CHAINPROVER_H
#define SEGSTACK_LIB_CHAINPROVER_H

#include "ChainGraph.h"
#include <cstdint>

namespace segstack {

constexpr unsigned NoNode = ~0u;

/// A chain before it is told: nodes, and what is known of its begin.
struct FoundChain {
  std::vector<unsigned> Nodes;
  /// The first node is where a check has passed; else a chain comes to it.
  bool AfterCheck = false;
  uint64_t First = 0;       ///< bytes of the first node's frame that count
  unsigned Within = NoNode; ///< the function whose frame that is
  uint64_t Bytes = 0, Allowed = 0;
  unsigned Asker = NoNode; ///< whose check could ask for more
};

/// What makes \p Chain fit, and of several such ways the cheapest: a check that
/// asks for its own frame, else one in the function that is called least, else
/// one that asks for more. \p Limits tells of the reserve.
Remedy remedyFor(const FoundChain &Chain, const ProgramPlan &Plan,
                 const ChainGraph &Graph, const ProofLimits &Limits);

/// The same for \p Cycle, which is of nodes of \p Graph.
Remedy remedyFor(const std::vector<unsigned> &Cycle, const ProgramPlan &Plan,
                 const ChainGraph &Graph);

} // namespace segstack

#endif

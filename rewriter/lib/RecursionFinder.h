//===- RecursionFinder.h - the cycles of a graph -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_RECURSIONFINDER_H
#define SEGSTACK_LIB_RECURSIONFINDER_H

#include <vector>

namespace segstack {

struct CallGraph;

/// For each node of a graph, the nodes that it leads to.
using Edges = std::vector<std::vector<unsigned>>;

/// The strongly connected components (Tarjan's algorithm), each sorted. A
/// component comes after every other one that it leads to: callees first.
std::vector<std::vector<unsigned>> findComponents(const Edges &Graph);

/// The components that are cycles: of several nodes, or of one node that leads
/// to itself. Sorted by their first node.
std::vector<std::vector<unsigned>> findCycles(const Edges &Graph);

/// The shortest cycle of \p Graph through \p Start, beginning with it; empty if
/// there is none.
std::vector<unsigned> shortestCycle(const Edges &Graph, unsigned Start);

/// All calls of \p Graph.
Edges callsOf(const CallGraph &Graph);

/// The calls of \p Graph that no check is around. \p Checked: by node. Of a
/// destructor with a check those remain that come after its body.
Edges uncheckedCalls(const CallGraph &Graph, const std::vector<bool> &Checked);

/// The sets of functions of \p Graph that call one another in a cycle.
std::vector<std::vector<unsigned>> findRecursion(const CallGraph &Graph);

} // namespace segstack

#endif

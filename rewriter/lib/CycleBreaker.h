//===- CycleBreaker.h - few and cold checks in every cycle ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallGraph, what a check in each function costs
//       -> [breakCycles] -> checks, so that no cycle of calls is without one
//
//   value <-> array     one of the two, the colder
//     ^-> object <-'
//
// The problem is the weighted feedback vertex set of a directed graph, which is
// NP-hard (Karp 1972). This is the greedy algorithm on strongly connected
// components with a second pass that gives up what proves unneeded, as in
// Becker and Geiger, "Optimization of Pearl's method of conditioning and
// greedy-like approximation algorithms for the vertex feedback set problem",
// Artificial Intelligence 83 (1996), for undirected graphs:
//
//   1. a function that calls itself gets a check;
//   2. of a component, the function with the least cost for the ways round that
//      lead through it (calls in times calls out); then the components of what
//      is left;
//   3. the dearest first, each check without which all cycles still have one is
//      given up;
//   4. the same with the sum in place of the product, and with the cost alone:
//      the cheapest of the three stays.
//
// Time: a pass over a component for each check in it; of components of more
// than 2,000 functions two in a hundred are chosen at a time, in one attempt.
// CycleBreakerTest compares with the minimum on small graphs.
//
// Capriccio (von Behren et al., SOSP 2003) puts checks on the back edges of a
// depth-first search, whatever they cost.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CYCLEBREAKER_H
#define SEGSTACK_LIB_CYCLEBREAKER_H

#include <vector>

namespace segstack {

struct CallGraph;

/// Functions with one text have a check or none.
struct CheckGroups {
  std::vector<unsigned> Of;                   ///< by node
  std::vector<std::vector<unsigned>> Members; ///< by group
  std::vector<double> Cost;                   ///< of a check, by group
  std::vector<bool> Possible;                 ///< by group
};

/// Raises \p Checked, by node, to where every cycle of \p Graph has a check, as
/// far as the groups allow it. A check is not around the calls outside of a
/// body.
void breakCycles(const CallGraph &Graph, const CheckGroups &Groups,
                 std::vector<bool> &Checked);

} // namespace segstack

#endif

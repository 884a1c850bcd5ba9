//===- CallHeat.h - how often functions are called --------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallGraph, how often each call is made -> [estimateHeat] -> one number per
//                                             node, for placeChecks
//
// Callers come first, and hand on what they have. Within a cycle all have what
// comes in, times eight, in the proportion that walking round it tends to (the
// dominant eigenvector of its calls, by power iteration). After Wu and Larus,
// MICRO 1994. Linear in the calls. A function that is marked as hot has eight
// times as much as its callers hand on, one that is marked as cold a 64th.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLHEAT_H
#define SEGSTACK_LIB_CALLHEAT_H

#include <vector>

namespace segstack {

struct CallGraph;

/// 1 is what a function has that is called once from outside.
std::vector<double> estimateHeat(const CallGraph &Graph);

} // namespace segstack

#endif

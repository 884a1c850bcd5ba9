//===- ExternalNeeds.h - what checks ask for beyond a frame -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   CallGraph, who has a check -> [findExternalNeeds] -> one need per node
//
// A function without a check hands the need of what it calls on to its callers,
// with its own frame on top:
//
//   parse (check) -> log 200 (variadic, none) -> vfwprintf 69632
//   69832            69632
//
// So does one whose check comes behind a large frame, which has to fit before:
//
//   walk (check) -> show 300000 (check behind its frame)
//   349152, of which the reserve covers 49152
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_EXTERNALNEEDS_H
#define SEGSTACK_LIB_EXTERNALNEEDS_H

#include "CallGraph.h"
#include <vector>

namespace segstack {

/// For each node of \p Graph the most stack, and for which function, that code
/// may use below its frame and does not ask for: code without a body here, and
/// what is in \p Late, by node: a frame that is checked once it is made.
/// \p Checked tells which nodes have a check in the body.
std::vector<ExternalStack>
findExternalNeeds(const CallGraph &Graph, const std::vector<bool> &Checked,
                  const std::vector<ExternalStack> &Late);

/// Of \p Function, whose frame is checked once it is made. Nothing of it is the
/// reserve's to cover, which may be small (a fiber's).
ExternalStack needOfLate(std::string Function, uint64_t Frame);

/// What a check has to ask for beyond its frame so that \p Need fits.
ExternalStack beyondReserve(const ExternalStack &Need);

} // namespace segstack

#endif

//===- BoundedRecursion.h - recursion that ends by itself -------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of the C++ library that call themselves, and cannot have a check,
// but only so often:
//
//   std::_Rb_tree::_M_erase, _M_copy; of libc++ std::__tree::destroy
//       once for each level of a red-black tree, of which n nodes have at most
//       2 log2(n + 1) (Guibas and Sedgewick 1978); memory has room for less
//       than 2^47 / 32 of them: 84
//   std::__introsort_loop, __introsort
//       2 log2(n) times, then it sorts otherwise (Musser 1997): 94
//   std::__inplace_stable_sort, __stable_sort_adaptive
//       each level has half of the range: 47
//   std::__merge_without_buffer, __merge_adaptive, __inplace_merge
//       each level halves the longer of two parts, and the other one does not
//       grow: log2(n1) + log2(n2), 94 (Dudzinski and Dydek 1981)
//   std::uniform_int_distribution::operator()
//       one level for each number of the generator that a result needs, of
//       which each has at least a bit: 64
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_BOUNDEDRECURSION_H
#define SEGSTACK_LIB_BOUNDEDRECURSION_H

#include "segstack/rewriter/ProgramPlan.h"

namespace segstack {

/// The most frames that \p Function, whose calls are known, has by calling
/// itself; 0: it does not, or nobody knows. What was given counts before the
/// list above.
uint64_t mostLevels(const PlannedFunction &Function);

/// What the last of \p Given that \p Name is of says; 0 where none is.
uint64_t givenDepth(const std::vector<RecursionDepth> &Given,
                    const std::string &Name);

} // namespace segstack

#endif

//===- uncounted.h - expectations on counters that do not exist -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included before a program of tests/programs/runtime that is built without
// segstack: EXPECT_EQ as in expect.h, but nothing is asked of a counter.
//
//===----------------------------------------------------------------------===//

#ifndef UNCOUNTED_H
#define UNCOUNTED_H

#ifdef SPLIT_STACK
#define UNCHECKED __attribute__((no_split_stack))
#endif

#include "../../runtime/expect.h"

template <class A, class B> inline bool as_expected(const A &a, const B &b) {
  return (long long)a == (long long)b;
}
template <class A>
inline bool as_expected(const A &, const segstack_uncounted &) {
  return true;
}
template <class B>
inline bool as_expected(const segstack_uncounted &, const B &) {
  return true;
}
inline bool as_expected(const segstack_uncounted &,
                        const segstack_uncounted &) {
  return true;
}

#undef EXPECT_EQ
#define EXPECT_EQ(a, b)                                                        \
  do {                                                                         \
    const auto &left = (a);                                                    \
    const auto &right = (b);                                                   \
    if (!as_expected(left, right)) {                                           \
      std::fprintf(stderr, "%s:%d: %s is %lld, expected %s = %lld\n",          \
                   __FILE__, __LINE__, #a, (long long)left, #b,                \
                   (long long)right);                                          \
      std::_Exit(1);                                                           \
    }                                                                          \
  } while (0)

#endif // UNCOUNTED_H

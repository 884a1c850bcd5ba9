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

template <class A, class B>
inline void expect_equal(const A &left, const B &right, const char *a,
                         const char *b, const char *file, int line) {
  if (as_expected(left, right))
    return;
  std::fprintf(stderr, "%s:%d: %s is %lld, expected %s = %lld\n", file, line, a,
               (long long)left, b, (long long)right);
  std::_Exit(1);
}

#undef EXPECT_EQ
#define EXPECT_EQ(a, b) expect_equal((a), (b), #a, #b, __FILE__, __LINE__)

#endif // UNCOUNTED_H

//===- expect.h - assertions for programs that run to the end ---*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The programs here are instrumented by hand, so that the runtime is tested
// without the rewriter. The first expectation that fails ends the program
// with status 1 and says what was seen.
//
//===----------------------------------------------------------------------===//

#ifndef EXPECT_H
#define EXPECT_H

#include <segstack/check.h>
#include <segstack/segstack.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#define EXPECT(...)                                                            \
  do {                                                                         \
    if (!(__VA_ARGS__)) {                                                      \
      std::fprintf(stderr, "%s:%d: expected: %s\n", __FILE__, __LINE__,        \
                   #__VA_ARGS__);                                              \
      std::_Exit(1);                                                           \
    }                                                                          \
  } while (0)

#define EXPECT_EQ(a, b)                                                        \
  do {                                                                         \
    long long left = (long long)(a), right = (long long)(b);                   \
    if (left != right) {                                                       \
      std::fprintf(stderr, "%s:%d: %s is %lld, expected %s = %lld\n",          \
                   __FILE__, __LINE__, #a, left, #b, right);                   \
      std::_Exit(1);                                                           \
    }                                                                          \
  } while (0)

#define NOINLINE __attribute__((noinline))

/// A function that gets no check, whoever puts them in.
#ifndef UNCHECKED
#define UNCHECKED
#endif

/// Keeps the compiler from turning recursion into a loop.
template <class T> inline void keep(T &value) {
  __asm__ volatile("" : : "r"(&value) : "memory");
}

inline segstack_stats stats() {
  segstack_stats now;
  segstack_get_stats(&now);
  return now;
}

#endif // EXPECT_H

//===- deep.h - what the programs have in common -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stacks of 8 KiB, recursion that is far deeper, and frames that notice when
// somebody else has written into them. The depth is the program's argument, so
// that the same program without checks can be tried with little depth, too.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TESTS_BOOST_DEEP_H
#define SEGSTACK_TESTS_BOOST_DEEP_H

#include <boost/context/protected_fixedsize_stack.hpp>
#include <segstack/segstack.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>

#if defined(BOOST_USE_SEGMENTED_STACKS)
#include <boost/context/segmented_stack.hpp>
typedef boost::context::segmented_stack small_stack;
#else
typedef boost::context::protected_fixedsize_stack small_stack;
#endif

inline small_stack small(int kib = 8) { return small_stack(kib * 1024); }

#define EXPECT(...)                                                            \
  ((__VA_ARGS__) ? void() : fail(__FILE__, __LINE__, #__VA_ARGS__))

[[noreturn]] inline void fail(const char *file, int line, const char *what) {
  fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
  _Exit(1);
}

/// How many levels the recursions go down.
inline long levels(int argc, char **argv) {
  return argc > 1 ? atol(argv[1]) : 100000;
}

/// A local variable that is there as long as its frame is, and unharmed.
class Mark {
public:
  explicit Mark(long n) : value{n, ~n, n + 1, 3 * n} { ++alive; }
  ~Mark() {
    long n = value[0];
    EXPECT(value[1] == ~n && value[2] == n + 1 && value[3] == 3 * n);
    --alive;
  }
  Mark(const Mark &) = delete;
  Mark &operator=(const Mark &) = delete;

  static inline std::atomic<long> alive{0};

private:
  volatile long value[4];
};

/// Goes \p depth levels down, calls \p bottom there, and counts its way up.
inline long descend(long depth, const std::function<void()> &bottom) {
  Mark mark(depth);
  if (depth == 0) {
    bottom();
    return 0;
  }
  return descend(depth - 1, bottom) + 1;
}

extern "C" __attribute__((weak)) void segstack_get_stats(segstack_stats *);

/// Bytes of segments; 0 in a program without segstack.
inline unsigned long long live_bytes() {
  segstack_stats stats = {};
  if (segstack_get_stats)
    segstack_get_stats(&stats);
  return stats.bytes_live;
}

#endif // SEGSTACK_TESTS_BOOST_DEEP_H

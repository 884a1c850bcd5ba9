//===- fiber_cases.h - what fibers do, in two tests -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by a program that has a Fiber with `depth`, `result` and `done`;
// prepare(), resume() and release() for it, yield() to leave it; pause_every,
// how many levels lie between two pauses; is_told(), whether the runtime knows
// of its stacks.
//
//===----------------------------------------------------------------------===//

#ifndef FIBER_CASES_H
#define FIBER_CASES_H

#include <vector>

namespace {

NOINLINE inline long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

/// Switches away every so many levels, down and up.
NOINLINE inline long pausing(Fiber &fiber, long n) {
  SEGSTACK_CHECK(96, (&fiber, n), pausing(fiber, n));
  bool pause = n % pause_every == 3;
  if (pause)
    yield(fiber);
  long below = n ? pausing(fiber, n - 1) : 0;
  if (pause)
    yield(fiber);
  keep(below);
  return below + 1;
}

inline void recurse(Fiber &fiber) {
  fiber.result = pausing(fiber, fiber.depth);
  fiber.result += pausing(fiber, fiber.depth / 2);
}

inline long expected(long depth) { return depth + 1 + depth / 2 + 1; }

struct Thrown {
  long at;
};

NOINLINE inline long throwing(Fiber &fiber, long n) {
  SEGSTACK_CHECK(128, (&fiber, n), throwing(fiber, n));
  if (n == 0) {
    yield(fiber);
    throw Thrown{fiber.depth};
  }
  if (n % 499 == 0)
    yield(fiber);
  long below;
  try {
    below = throwing(fiber, n - 1);
  } catch (Thrown &thrown) {
    --thrown.at;
    if (n % 997 == 0)
      yield(fiber);
    throw;
  }
  keep(below);
  return below + 1;
}

inline void catches(Fiber &fiber) {
  try {
    fiber.result = throwing(fiber, fiber.depth);
  } catch (Thrown &thrown) {
    fiber.result = thrown.at - 17;
  }
}

/// Exceptions that fly while other fibers have theirs in the air would share
/// the thread's list of caught ones, so one fiber at a time.
inline void exceptions(long count, long depth) {
  for (long i = 0; i < count; ++i) {
    Fiber fiber = {};
    prepare(fiber, catches, depth);
    while (!fiber.done) {
      resume(fiber);
      if (is_told())
        EXPECT_EQ(deep(5000), 5001);
    }
    EXPECT_EQ(fiber.result, -17);
    release(fiber);
  }
}

inline void until_exhausted(Fiber &fiber) {
  try {
    deep(1 << 30);
  } catch (segstack::stack_exhausted &) {
    fiber.result = 1;
  }
  yield(fiber);
  fiber.result += deep(1000);
}

/// Each fiber may use as much as a thread, and goes on after it.
inline void exhausted(long count) {
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (Fiber &fiber : fibers) {
    prepare(fiber, until_exhausted, 0);
    resume(fiber);
    EXPECT_EQ(fiber.result, 1);
  }
  for (Fiber &fiber : fibers) {
    resume(fiber);
    EXPECT_EQ(fiber.result, 1002);
    release(fiber);
  }
}

} // namespace

#endif // FIBER_CASES_H

//===- fiber_cases.h - what fibers do, in two tests -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by a program that has a Fiber, with `depth` and `result`, yield() to
// leave it, and pause_every: how many levels lie between two pauses.
//
//===----------------------------------------------------------------------===//

#ifndef FIBER_CASES_H
#define FIBER_CASES_H

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

} // namespace

#endif // FIBER_CASES_H

//===- perf.cpp - works at the end of a chain of segments -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: perf LEVELS TURNS. The levels are few, since perf records 127 frames
// at most, and large, so that they take several segments.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

NOINLINE static long spin(long turns) {
  SEGSTACK_CHECK(64, (turns), spin(turns));
  for (long i = 0; i < turns; ++i)
    keep(i);
  return turns;
}

NOINLINE static long walk(long n, long turns) {
  SEGSTACK_CHECK(3300, (n, turns), walk(n, turns));
  char frame[3072];
  keep(frame);
  long below = n ? walk(n - 1, turns) : spin(turns);
  keep(frame);
  return below + 1;
}

int main(int argc, char **argv) {
  EXPECT_EQ(argc, 3);
  long levels = std::atol(argv[1]), turns = std::atol(argv[2]);
  EXPECT_EQ(walk(levels, turns), levels + 1 + turns);
  EXPECT(stats().crossings >= 3);
}

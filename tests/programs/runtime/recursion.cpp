//===- recursion.cpp - deep recursion by retry and by outline ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: recursion LEVELS [STRESS]. With STRESS=N, SEGSTACK_OPTIONS says the
// same, and the runtime must have crossed at exactly every Nth check.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <sys/resource.h>

static long checks;

NOINLINE static long retry(long n) {
  SEGSTACK_CHECK(64, (n), retry(n));
  ++checks;
  long below = n ? retry(n - 1) : 0;
  keep(below);
  return below + 1;
}

NOINLINE static long outline(long n){SEGSTACK_BODY(64, (n), -> long){++checks;
long below = n ? outline(n - 1) : 0;
keep(below);
return below + 1;
}
SEGSTACK_BODY_END
}

/// Larger than small_frame: its size is subtracted before the comparison.
NOINLINE static long medium(long n) {
  SEGSTACK_CHECK(1200, (n), medium(n));
  char block[1000];
  std::memset(block, static_cast<int>(n), sizeof(block));
  ++checks;
  long below = n ? medium(n - 1) : 0;
  keep(block);
  EXPECT_EQ(block[999], static_cast<char>(n));
  return below + 1;
}

/// Larger than a guard page: checked before it exists.
NOINLINE static long large(long n) {
  SEGSTACK_BODY(9000, (n), ->long) {
    char block[8500];
    keep(block);
    std::memset(block, static_cast<int>(n), sizeof(block));
    ++checks;
    long below = n ? large(n - 1) : 0;
    keep(block);
    EXPECT_EQ(block[0], static_cast<char>(n));
    return below + 1;
  }
  SEGSTACK_BODY_END
}

static void expect_crossings(long stress) {
  segstack_stats now = stats();
  EXPECT_EQ(now.checks, checks);
  EXPECT_EQ(now.crossings, checks / stress);
}

static bool stack_holds(long levels) {
  rlimit limit;
  EXPECT_EQ(getrlimit(RLIMIT_STACK, &limit), 0);
  return limit.rlim_cur / 500 > static_cast<rlim_t>(levels);
}

int main(int argc, char **argv) {
  long levels = argc > 1 ? std::atol(argv[1]) : 1000000;
  long stress = argc > 2 ? std::atol(argv[2]) : 0;
  EXPECT_EQ(retry(levels), levels + 1);
  if (stress)
    expect_crossings(stress);
  EXPECT_EQ(outline(levels), levels + 1);
  if (stress)
    expect_crossings(stress);
  EXPECT_EQ(medium(levels / 20), levels / 20 + 1);
  EXPECT_EQ(large(levels / 200), levels / 200 + 1);
  // The chain is used again: nothing new is needed for the same depth.
  EXPECT_EQ(retry(levels), levels + 1);
  if (stress)
    expect_crossings(stress);
  else
    // All of the thread's own stack comes first.
    EXPECT_EQ(stats().crossings > 0, !stack_holds(levels));
}

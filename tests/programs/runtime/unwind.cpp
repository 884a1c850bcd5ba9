//===- unwind.cpp - backtrace() and gdb see the whole stack ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints how many frames backtrace() finds and whether main is among them.
// gdb.sh stops at bottom() and asks for the same.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <execinfo.h>
#include <vector>

int main(int argc, char **argv);

NOINLINE static void bottom(int levels) {
  std::vector<void *> frames(static_cast<size_t>(levels) * 2 + 1000);
  int found = backtrace(frames.data(), static_cast<int>(frames.size()));
  EXPECT(found > levels);
  EXPECT(found < static_cast<int>(frames.size()));
  char *from = reinterpret_cast<char *>(&main);
  bool saw_main = false;
  for (int i = 0; i < found; ++i) {
    char *pc = static_cast<char *>(frames[static_cast<size_t>(i)]);
    saw_main |= pc > from && pc < from + 400;
  }
  EXPECT(saw_main);
}

/// How often the next level lay far above or far below the one before.
static int jumps_up, jumps_down;

NOINLINE static int walk(int n, int levels, char *above) {
  SEGSTACK_CHECK(1100, (n, levels, above), walk(n, levels, above));
  // So that a few levels fill a segment.
  char block[1000];
  keep(block);
  jumps_up += block > above;
  jumps_down += above - block > 16384;
  int below = 0;
  if (n)
    below = walk(n - 1, levels, block);
  else
    bottom(levels);
  keep(block);
  return below + 1;
}

int main(int argc, char **argv) {
  int levels = argc > 1 ? std::atoi(argv[1]) : 20000;
  const char *layout = argc > 2 ? argv[2] : "any";
  char here;
  keep(here);
  EXPECT_EQ(walk(levels, levels, &here), levels + 1);
  EXPECT_EQ(jumps_up + jumps_down, stats().crossings);
  EXPECT(stats().crossings > 1);
  if (std::strcmp(layout, "above") == 0)
    EXPECT(jumps_up > 0);
  if (std::strcmp(layout, "below") == 0)
    EXPECT(jumps_up == 0);
}

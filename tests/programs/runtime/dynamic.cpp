//===- dynamic.cpp - frames that grow while they run ----------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: dynamic recursion|arrays|loop|flat|jumps|exceptions|size. alloca and
// arrays of variable size where there is no room for them on the segment: what
// they hold stays, and all goes back with the frame.
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include <segstack/dynamic.h>

#include <csetjmp>
#include <csignal>

#ifndef __clang__
#pragma GCC diagnostic ignored "-Wclobbered"
#endif
#pragma GCC diagnostic ignored "-Wvla"

static void fill(char *at, size_t size, int with) {
  std::memset(at, with, size);
  keep(*at);
}

static bool holds(const char *at, size_t size, int what) {
  for (size_t i = 0; i < size; i += 61)
    if (at[i] != what)
      return false;
  return at[size - 1] == what;
}

NOINLINE static long recurse(long n, size_t size) {
  SEGSTACK_CHECK(112, (n, size), recurse(n, size));
  char *block = static_cast<char *>(__builtin_alloca(size));
  fill(block, size, n & 0x7f);
  long below = n ? recurse(n - 1, size) : 0;
  EXPECT(holds(block, size, n & 0x7f));
  return below + 1;
}

/// One array after another; the call is made with the second.
NOINLINE static long arrays(long n, int length) {
  SEGSTACK_CHECK(112, (n, length), arrays(n, length));
  long sum = 0;
  for (int i = 1; i <= 3; ++i) {
    int array[SEGSTACK_LENGTH(sizeof(int), length * i)];
    for (int k = 0; k < length * i; ++k)
      array[k] = static_cast<int>(n) + k + i;
    sum += i == 2 && n ? arrays(n - 1, length) : 0;
    for (int k = 0; k < length * i; ++k)
      EXPECT(array[k] == static_cast<int>(n) + k + i);
  }
  return sum + 1;
}

NOINLINE static long leaf(size_t size) {
  SEGSTACK_CHECK(112, (size), leaf(size));
  char *block = static_cast<char *>(__builtin_alloca(size));
  fill(block, size, 3);
  return block[size - 1];
}

NOINLINE static long many_calls(long n, long calls) {
  SEGSTACK_CHECK(208, (n, calls), many_calls(n, calls));
  char room[128];
  keep(room);
  long sum = n ? many_calls(n - 1, calls) : 0;
  for (long i = 0; !n && i < calls; ++i)
    sum += leaf(20000);
  keep(sum);
  return sum;
}

NOINLINE static long many_blocks(long n) {
  SEGSTACK_CHECK(208, (n), many_blocks(n));
  char room[128];
  keep(room);
  if (n) {
    long below = many_blocks(n - 1);
    keep(below);
    return below;
  }
  char *blocks[1000];
  for (int i = 0; i < 1000; ++i) {
    blocks[i] = static_cast<char *>(__builtin_alloca(1000 + i));
    fill(blocks[i], 1000 + i, i & 0x7f);
  }
  for (int i = 0; i < 1000; ++i)
    EXPECT(holds(blocks[i], 1000 + i, i & 0x7f));
  return 1000;
}

/// Of a constant size: what is compared is another address each time.
NOINLINE static long many_same_blocks(long blocks) {
  SEGSTACK_CHECK(112, (blocks), many_same_blocks(blocks));
  struct Block {
    Block *previous;
    char bytes[20000];
  } *last = nullptr;
  for (long i = 0; i < blocks; ++i) {
    Block *block = static_cast<Block *>(__builtin_alloca(sizeof(Block)));
    block->previous = last;
    fill(block->bytes, sizeof(block->bytes), i & 0x7f);
    last = block;
  }
  long sum = 0;
  for (long i = blocks; i-- > 0; ++sum, last = last->previous)
    EXPECT(holds(last->bytes, sizeof(last->bytes), i & 0x7f));
  return sum;
}

static std::jmp_buf target;

/// Down, and out by a jump or an exception.
NOINLINE static long leave(long n, size_t size, bool throws) {
  SEGSTACK_CHECK(112, (n, size, throws), leave(n, size, throws));
  char *block = static_cast<char *>(__builtin_alloca(size));
  fill(block, size, 1);
  if (n == 0) {
    if (throws)
      throw 7;
    std::longjmp(target, 1);
  }
  long below = leave(n - 1, size, throws);
  EXPECT(holds(block, size, 1));
  return below;
}

NOINLINE static int jump(long n) {
  SEGSTACK_CHECK(400, (n), jump(n));
  SEGSTACK_POSITION;
  if (SEGSTACK_SETJMP(setjmp(target)))
    return 7;
  return static_cast<int>(leave(n, 50000, false));
}

NOINLINE static int caught(long n) {
  SEGSTACK_CHECK(208, (n), caught(n));
  try {
    char *block = static_cast<char *>(__builtin_alloca(300000));
    fill(block, 300000, 2);
    return static_cast<int>(leave(n, 50000, true)) + block[9];
  } catch (int thrown) {
    return thrown;
  }
}

/// What is held once the deepest has been left, and a check has seen it.
static size_t held(int (*leaves)(long)) {
  EXPECT_EQ(leaves(200), 7);
  EXPECT_EQ(recurse(10, 100), 11);
  return stats().bytes_live;
}

static void stays_flat(int (*leaves)(long)) {
  held(leaves);
  size_t before = held(leaves);
  for (long i = 0; i < 200; ++i)
    EXPECT_EQ(leaves(i), 7);
  EXPECT(held(leaves) <= before);
  EXPECT_EQ(recurse(2000, 20000), 2001);
}

/// 10,000,000 blocks of 20,000 bytes, which would be 200 GB.
static void flat(long calls) {
  for (long n = 0; n < 3000; n += 17)
    many_calls(n, 100);
  many_calls(30000, 100);
  segstack_stats before = stats();
  many_calls(30000, calls);
  EXPECT(stats().bytes_live <= before.bytes_live + (1 << 20));
  EXPECT(stats().bytes_peak <= before.bytes_peak + (1 << 20));
}

static void end_well(int) { std::_Exit(0); }

int main(int argc, char **argv) {
  EXPECT(argc == 2);
  const char *which = argv[1];
  if (!std::strcmp(which, "recursion")) {
    EXPECT_EQ(recurse(2000, 50000), 2001);
    EXPECT_EQ(recurse(100000, 300), 100001);
    EXPECT_EQ(recurse(5, 20000000), 6);
  } else if (!std::strcmp(which, "arrays")) {
    EXPECT_EQ(arrays(2000, 1000), 2001);
  } else if (!std::strcmp(which, "loop")) {
    for (long n = 0; n < 5000; n += 499)
      EXPECT_EQ(many_blocks(n), 1000);
    EXPECT_EQ(many_same_blocks(2000), 2000);
  } else if (!std::strcmp(which, "flat")) {
    flat(10000000);
  } else if (!std::strcmp(which, "jumps")) {
    stays_flat(jump);
  } else if (!std::strcmp(which, "exceptions")) {
    stays_flat(caught);
  } else {
    std::signal(SIGABRT, end_well); // the message is what counts
    volatile int length = -1;
    return static_cast<int>(arrays(0, length));
  }
}

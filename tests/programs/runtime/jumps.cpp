//===- jumps.cpp - jumps by code that knows nothing of segments --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: jumps KIND JUMPS DEPTH. Jumps from DEPTH levels deep to main and to
// every depth between, and goes as deep again from where it landed: on a limit
// that belongs to another stack that would run over the thread's 256 KiB.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <csetjmp>
#include <ucontext.h>

#ifndef __clang__
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

extern "C" {
void _longjmp(jmp_buf, int) __attribute__((noreturn));
void __longjmp_chk(jmp_buf, int) __attribute__((noreturn));
}

static jmp_buf target;
static sigjmp_buf signal_target;
static ucontext_t context;
static void *words[5];
static segstack_position position;
static const char *kind;

static bool is(const char *name) { return std::strcmp(kind, name) == 0; }

NOINLINE static long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

NOINLINE static void jump() {
  if (is("longjmp"))
    longjmp(target, 1);
  if (is("_longjmp"))
    _longjmp(target, 1);
  if (is("fortified"))
    __longjmp_chk(target, 1);
  if (is("siglongjmp"))
    siglongjmp(signal_target, 1);
  if (is("setcontext"))
    setcontext(&context);
  if (is("builtin"))
    __builtin_longjmp(words, 1);
  EXPECT(!"a kind of jump");
}

NOINLINE static long jumps_at(long n) {
  SEGSTACK_CHECK(96, (n), jumps_at(n));
  if (n == 0)
    jump();
  long below = jumps_at(n - 1);
  keep(below);
  return below + 1;
}

/// Lands where it began. No check in it, as in foreign code.
NOINLINE static void there_and_back(long depth) {
  volatile int jumped = 0;
  int first = 0;
  if (is("siglongjmp"))
    first = sigsetjmp(signal_target, 1);
  else if (is("setcontext")) {
    EXPECT_EQ(getcontext(&context), 0);
    first = jumped;
  } else if (is("builtin")) {
    // The one that the runtime does not see.
    segstack_save_position(&position);
    first = __builtin_setjmp(words);
    if (first)
      segstack_restore_position(&position);
  } else
    first = setjmp(target);
  if (first == 0) {
    jumped = 1;
    jumps_at(depth);
    EXPECT(!"came back from a jump");
  }
  EXPECT_EQ(jumped, 1);
}

/// At every \p step levels goes \p depth deeper and jumps back.
NOINLINE static long in_between(long n, long step, long depth) {
  SEGSTACK_CHECK(128, (n, step, depth), in_between(n, step, depth));
  if (n % step == 0) {
    there_and_back(depth);
    EXPECT_EQ(deep(depth), depth + 1);
  }
  long below = n ? in_between(n - 1, step, depth) : 0;
  keep(below);
  return below + 1;
}

int main(int argc, char **argv) {
  EXPECT_EQ(argc, 4);
  kind = argv[1];
  long jumps = std::atol(argv[2]), depth = std::atol(argv[3]);
  there_and_back(depth);
  EXPECT_EQ(deep(depth), depth + 1);
  segstack_stats before = stats();
  EXPECT(before.crossings > 0);
  for (long i = 1; i < jumps; ++i)
    there_and_back(depth);
  EXPECT_EQ(deep(depth), depth + 1);
  segstack_stats after = stats();
  EXPECT(after.segments_live <= before.segments_live);
  EXPECT(after.bytes_live <= before.bytes_live);

  EXPECT_EQ(in_between(depth, depth / 7, depth / 2), depth + 1);
  EXPECT_EQ(in_between(depth, depth / 7, depth / 2), depth + 1);
  after = stats();
  EXPECT(after.segments_live <= before.segments_live + 1);
}

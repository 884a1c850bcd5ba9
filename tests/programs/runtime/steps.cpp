//===- steps.cpp - a signal after every instruction of a crossing ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: steps own|alternate|jumps. The trap flag of the CPU: while a recursion
// goes down over several segments and up again, SIGTRAP comes after each of its
// instructions, those of the runtime included. The handler recurses and crosses
// as well: at every 97th instruction, and then, round by round, at one place of
// segstack_call alone, so that nothing it does elsewhere hides what is wrong
// there. With `jumps` it jumps out now and then, and the round begins again.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <csetjmp>
#include <csignal>
#include <ucontext.h>

#ifndef __clang__
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

static long traps, crossings, until_jump;
static volatile long round_number;
static sigjmp_buf target;

/// Places in segstack_call, from its begin.
constexpr long places = 512;
static bool seen[places];
static volatile long only = -1; ///< where the handler crosses; -1: by count

/// Counts its own crossings: they are far from one frame to the next.
NOINLINE static long in_handler(long n, char *above) {
  SEGSTACK_CHECK(224, (n, above), in_handler(n, above));
  char here[96];
  keep(here);
  long distance = above - here;
  if (distance < 0 || distance > 16384)
    ++crossings;
  long below = n ? in_handler(n - 1, here) : 0;
  keep(below);
  return below + 1;
}

static void handle(int, siginfo_t *, void *context) {
  const ucontext_t *at = static_cast<ucontext_t *>(context);
  long place = static_cast<long>(at->uc_mcontext.gregs[REG_RIP]) -
               reinterpret_cast<long>(&segstack_call);
  if (place >= 0 && place < places)
    seen[place] = true;
  ++traps;
  // 150 levels are more than a segment of 80 KiB holds.
  bool deep = only < 0 ? traps % 97 == 0 : place == only;
  char here;
  long levels = deep ? 150 : 0;
  EXPECT_EQ(in_handler(levels, &here), levels + 1);
  if (until_jump && traps == until_jump) {
    until_jump = until_jump * 3 / 2 + 1;
    siglongjmp(target, 1);
  }
}

NOINLINE static long leaf(long n) {
  SEGSTACK_CHECK(96, (n), leaf(n));
  keep(n);
  return n;
}

/// At the edge of every segment the calls of leaf() cross, each time.
NOINLINE static long work(long n) {
  SEGSTACK_CHECK(160, (n), work(n));
  char room[96];
  keep(room);
  long sum = leaf(n) - leaf(n);
  long below = n ? work(n - 1) : 0;
  keep(below);
  return below + 1 + sum;
}

/// With the handler at every level.
NOINLINE static long work_and_raise(long n, long all) {
  SEGSTACK_CHECK(160, (n, all), work_and_raise(n, all));
  char room[96];
  keep(room);
  raise(SIGTRAP);
  long below = n ? work_and_raise(n - 1, all) : 0;
  keep(below);
  return below + 1;
}

/// Past the red zone of the function that it is in.
static inline void set_trap_flag(bool on) {
  if (on)
    __asm__ volatile("leaq -128(%%rsp), %%rsp\n\tpushfq\n\t"
                     "orq $0x100, (%%rsp)\n\tpopfq\n\tleaq 128(%%rsp), %%rsp"
                     :
                     :
                     : "cc", "memory");
  else
    __asm__ volatile("leaq -128(%%rsp), %%rsp\n\tpushfq\n\t"
                     "andq $~0x100, (%%rsp)\n\tpopfq\n\tleaq 128(%%rsp), %%rsp"
                     :
                     :
                     : "cc", "memory");
}

/// A trap while signals are blocked ends a process, and they are where segments
/// are mapped: first all that is needed is made to be there.
NOINLINE static long stepped(long n) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(work_and_raise(n, n), n + 1);
    EXPECT_EQ(work(n), n + 1);
  }
  set_trap_flag(true);
  long levels = work(n);
  set_trap_flag(false);
  return levels;
}

/// Past the thread's own stack, and some more.
NOINLINE static long descend(long n) {
  SEGSTACK_CHECK(1200, (n), descend(n));
  char room[1000];
  keep(room);
  long below = n ? descend(n - 1) : stepped(150);
  keep(below);
  return below;
}

static void install(bool alternate) {
  static char room[16384];
  stack_t stack = {};
  stack.ss_sp = room;
  stack.ss_size = sizeof(room);
  if (alternate)
    EXPECT_EQ(sigaltstack(&stack, nullptr), 0);
  struct sigaction action = {};
  action.sa_sigaction = handle;
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  EXPECT_EQ(sigaction(SIGTRAP, &action, nullptr), 0);
}

int main(int argc, char **argv) {
  EXPECT(argc == 2);
  install(std::strcmp(argv[1], "alternate") == 0);
  bool jumps = std::strcmp(argv[1], "jumps") == 0;
  until_jump = jumps ? 1001 : 0;
  sigsetjmp(target, 1);
  set_trap_flag(false);
  for (; round_number < 3; round_number = round_number + 1)
    EXPECT_EQ(descend(200 + 3 * round_number), 151);
  for (only = only + 1; only < places; only = only + 1)
    if (seen[only])
      EXPECT_EQ(descend(200 + 3 * only), 151);
  EXPECT_EQ(work(10000), 10001);
  EXPECT(traps > 40000);
  EXPECT(crossings > 100);
  std::printf("%ld traps, %ld crossings in the handler\n", traps, crossings);
}

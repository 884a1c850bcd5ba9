//===- fibers.cpp - recursion that is left in its midst and resumed ----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: fibers CASE SWITCH FIBERS DEPTH. Every fiber recurses DEPTH levels on
// a stack of 16 KiB and switches away on its way down and up again; in between
// the others do, and the thread itself. SWITCH says by what means: swapcontext,
// longjmp after the first time, or assembly, with stacks the runtime was told
// of, or not (without a guard page it cannot know where those end).
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include "switch_stack.h"

#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <pthread.h>
#include <string>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>
#include <vector>

#ifndef __clang__
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

extern "C" void _longjmp(jmp_buf, int) __attribute__((noreturn));

namespace {

constexpr size_t stack_size = 16 << 10;

enum Means { swap, jump, told, untold, guarded };
Means means;

/// Where one side of a switch is while the other runs.
struct Place {
  ucontext_t context;
  jmp_buf jump;
  void *stack;
  segstack_position position;
};

struct Fiber {
  void (*run)(Fiber &);
  long depth, result;
  bool begun, done;
  Place inside, outside;
  char *stack;
};

bool switches_stacks() { return means >= told; }

/// A thread that nobody told of a switch may have a fiber's limit.
bool is_told() { return means <= told; }

/// Where stacks come from when they are a part of the thread's own.
char *local_stacks;

char *new_stack() {
  if (local_stacks)
    return local_stacks += stack_size;
  if (means != guarded)
    return static_cast<char *>(std::malloc(stack_size));
  constexpr size_t page = 4096;
  void *start = mmap(nullptr, page + stack_size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  EXPECT_EQ(mprotect(start, page, PROT_NONE), 0);
  return static_cast<char *>(start) + page;
}

void change(Place &from, Place &to) {
  if (means == swap) {
    EXPECT_EQ(swapcontext(&from.context, &to.context), 0);
  } else if (means == jump) {
    if (!_setjmp(from.jump))
      _longjmp(to.jump, 1);
  } else {
    if (means == told)
      segstack_save_position(&from.position);
    switch_stack(&from.stack, to.stack);
    if (means == told)
      segstack_restore_position(&from.position);
  }
}

void yield(Fiber &fiber) { change(fiber.inside, fiber.outside); }

void body(Fiber *fiber) {
  fiber->run(*fiber);
  fiber->done = true;
  if (means != swap)
    yield(*fiber);
}

void start(unsigned low, unsigned high) {
  body(reinterpret_cast<Fiber *>(uintptr_t(high) << 32 | low));
}

void make(Fiber &fiber) {
  uintptr_t address = reinterpret_cast<uintptr_t>(&fiber);
  if (switches_stacks()) {
    if (means == told)
      EXPECT_EQ(segstack_add_stack(fiber.stack, stack_size), 0);
    void **top = reinterpret_cast<void **>(fiber.stack + stack_size) - 9;
    std::memset(top, 0, 9 * sizeof(*top));
    top[3] = &fiber;
    top[4] = reinterpret_cast<void *>(body);
    top[6] = reinterpret_cast<void *>(first_switch);
    fiber.inside.stack = top;
    return;
  }
  EXPECT_EQ(getcontext(&fiber.inside.context), 0);
  fiber.inside.context.uc_stack.ss_sp = fiber.stack;
  fiber.inside.context.uc_stack.ss_size = stack_size;
  // What nobody has set may be anything.
  fiber.outside.context.uc_stack.ss_sp = reinterpret_cast<void *>(4096);
  fiber.outside.context.uc_stack.ss_size = ~size_t(0) / 2;
  fiber.inside.context.uc_link = &fiber.outside.context;
  makecontext(&fiber.inside.context, reinterpret_cast<void (*)()>(start), 2,
              static_cast<unsigned>(address),
              static_cast<unsigned>(address >> 32));
}

/// Runs it until it yields.
void resume(Fiber &fiber) {
  EXPECT(!fiber.done);
  if (means != jump || fiber.begun) {
    fiber.begun = true;
    change(fiber.outside, fiber.inside);
    return;
  }
  fiber.begun = true;
  if (!_setjmp(fiber.outside.jump))
    swapcontext(&fiber.outside.context, &fiber.inside.context);
}

void prepare(Fiber &fiber, void (*run)(Fiber &), long depth) {
  fiber.run = run;
  fiber.depth = depth;
  fiber.result = 0;
  fiber.begun = fiber.done = false;
  if (!fiber.stack)
    fiber.stack = new_stack();
  make(fiber);
}

void release(Fiber &fiber) {
  if (means == told)
    EXPECT_EQ(segstack_remove_stack(fiber.stack, stack_size), 0);
  if (local_stacks)
    return;
  if (means == guarded)
    munmap(fiber.stack - 4096, 4096 + stack_size);
  else
    std::free(fiber.stack);
  fiber.stack = nullptr;
}

constexpr long pause_every = 701;

} // namespace

#include "fiber_cases.h"

namespace {

/// Takes turns until all are done; the thread goes deep itself at times.
NOINLINE long take_turns(std::vector<Fiber> &fibers, long n) {
  SEGSTACK_CHECK(200, (&fibers, n), take_turns(fibers, n));
  if (n) {
    long below = take_turns(fibers, n - 1);
    keep(below);
    return below;
  }
  long rounds = 0;
  for (bool more = true; more; ++rounds) {
    more = false;
    for (Fiber &fiber : fibers) {
      if (fiber.done)
        continue;
      resume(fiber);
      more = true;
    }
    if (rounds % 16 == 0 && is_told())
      EXPECT_EQ(deep(20000), 20001);
  }
  return rounds;
}

void turns(long count, long depth) {
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (long i = 0; i < count; ++i)
    prepare(fibers[static_cast<size_t>(i)], recurse, depth + 3 * i);
  EXPECT(take_turns(fibers, 9000) > depth / 701);
  for (long i = 0; i < count; ++i) {
    Fiber &fiber = fibers[static_cast<size_t>(i)];
    EXPECT_EQ(fiber.result, expected(depth + 3 * i));
    release(fiber);
  }
  if (is_told())
    EXPECT_EQ(deep(100000), 100001);
}

/// Stacks in main's own frame, or in that of a thread.
void local(long count, long depth) {
  alignas(4096) char stacks[5 * stack_size];
  EXPECT(count <= 4);
  local_stacks = stacks;
  turns(count, depth);
}

/// Nothing is left of what has ended.
void ended(long count, long depth) {
  EXPECT_EQ(deep(depth), depth + 1);
  unsigned long long before = stats().segments_live;
  for (long i = 0; i < count; ++i) {
    Fiber fiber = {};
    prepare(fiber, recurse, depth);
    while (!fiber.done)
      resume(fiber);
    EXPECT_EQ(fiber.result, expected(depth));
    release(fiber);
  }
  if (is_told())
    EXPECT_EQ(deep(depth), depth + 1);
  EXPECT(stats().segments_live <= before + 2);
}

/// Left from deep for good, and another one made on the same stack.
void abandoned(long count, long depth) {
  Fiber fiber = {};
  unsigned long long most = 0;
  for (long i = 0; i < count; ++i) {
    prepare(fiber, recurse, depth);
    for (long turn = 0; turn < 1 + i % 12; ++turn)
      resume(fiber);
    EXPECT(!fiber.done);
    EXPECT_EQ(deep(depth), depth + 1);
    if (i < 12 && stats().segments_live > most)
      most = stats().segments_live;
  }
  EXPECT(stats().segments_live <= most + 2);
  release(fiber);
}

std::vector<Fiber> shared;
pthread_barrier_t barrier;

/// The two threads take every other fiber, and swap them each round.
void *turn_about(void *data) {
  size_t which = reinterpret_cast<size_t>(data);
  for (long round = 0; round < 40; ++round) {
    for (size_t i = (which + static_cast<size_t>(round)) % 2; i < shared.size();
         i += 2)
      if (!shared[i].done)
        resume(shared[i]);
    if (is_told())
      EXPECT_EQ(deep(10000), 10001);
    pthread_barrier_wait(&barrier);
  }
  return nullptr;
}

void migrate(long count, long depth) {
  shared.resize(static_cast<size_t>(count));
  for (Fiber &fiber : shared)
    prepare(fiber, recurse, depth);
  pthread_barrier_init(&barrier, nullptr, 2);
  pthread_t threads[2];
  for (size_t i = 0; i < 2; ++i)
    EXPECT_EQ(pthread_create(&threads[i], nullptr, turn_about,
                             reinterpret_cast<void *>(i)),
              0);
  for (pthread_t thread : threads)
    pthread_join(thread, nullptr);
  for (Fiber &fiber : shared) {
    while (!fiber.done)
      resume(fiber);
    EXPECT_EQ(fiber.result, expected(depth));
    release(fiber);
  }
}

void note_address(void *data) {
  *static_cast<void **>(data) = __builtin_frame_address(0);
}

void *thread_low, *thread_high;

void on_system_stack(Fiber &fiber) {
  void *address = nullptr;
  int status = segstack_run_on_system_stack(note_address, &address, 16 << 10);
  fiber.result = status == 0 && address > thread_low && address < thread_high;
  fiber.result += deep(fiber.depth) - fiber.depth;
}

void system_stack(long depth) {
  pthread_attr_t attributes;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &thread_low, &size);
  thread_high = static_cast<char *>(thread_low) + size;
  EXPECT_EQ(deep(depth), depth + 1);
  Fiber fiber = {};
  prepare(fiber, on_system_stack, depth);
  resume(fiber);
  EXPECT_EQ(fiber.result, 2);
}

/// A thread of its own, so that the first check of all is in a fiber.
void *first_check(void *) {
  Fiber fiber = {};
  prepare(fiber, recurse, 3000);
  while (!fiber.done)
    resume(fiber);
  EXPECT_EQ(fiber.result, expected(3000));
  release(fiber);
  return nullptr;
}

char told_in_handler[4096];

void tell(int) {
  EXPECT_EQ(segstack_add_stack(told_in_handler, sizeof(told_in_handler)), 0);
  EXPECT_EQ(segstack_remove_stack(told_in_handler, sizeof(told_in_handler)), 0);
}

/// Signals come while the table of stacks is locked for a fork, and need it.
void fork_under_signals(long forks) {
  std::signal(SIGALRM, tell);
  itimerval often = {{0, 100}, {0, 100}};
  EXPECT_EQ(setitimer(ITIMER_REAL, &often, nullptr), 0);
  for (long i = 0; i < forks; ++i) {
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
      tell(0);
      _exit(0);
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
      EXPECT_EQ(errno, EINTR);
    EXPECT_EQ(status, 0);
  }
}

} // namespace

int main(int, char **argv) {
  std::string name = argv[1], by = argv[2];
  long count = std::atol(argv[3]), depth = std::atol(argv[4]);
  means = by == "swap"     ? swap
          : by == "jump"   ? jump
          : by == "told"   ? told
          : by == "untold" ? untold
                           : guarded;
  if (name == "turns")
    turns(count, depth);
  else if (name == "local")
    local(count, depth);
  else if (name == "exceptions")
    exceptions(count, depth);
  else if (name == "exhausted")
    exhausted(count);
  else if (name == "ended")
    ended(count, depth);
  else if (name == "abandoned")
    abandoned(count, depth);
  else if (name == "migrate")
    migrate(count, depth);
  else if (name == "system_stack")
    system_stack(depth);
  else if (name == "first_check") {
    pthread_t thread;
    EXPECT_EQ(pthread_create(&thread, nullptr, first_check, nullptr), 0);
    pthread_join(thread, nullptr);
  } else if (name == "fork")
    fork_under_signals(count);
  else
    EXPECT(!"a case");
}

//===- exits.cpp - the ways out of a thread and of a process -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: exits CASE. A process that ends does so in a child, many times, while
// other threads of it recurse; how it ended is its status. Threads that end
// give everything back: segments, mappings, memory.
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include "process.h"

#include <csignal>
#include <initializer_list>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

NOINLINE static long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

/// Calls end() from n levels down.
NOINLINE static long ends(long n, void (*end)()) {
  SEGSTACK_CHECK(96, (n, end), ends(n, end));
  if (n == 0)
    end();
  long below = n ? ends(n - 1, end) : 0;
  keep(below);
  return below + 1;
}

using Thread = void *(void *);

static pthread_t start(Thread *function, void *data = nullptr) {
  pthread_t thread;
  EXPECT_EQ(pthread_create(&thread, nullptr, function, data), 0);
  return thread;
}

static sem_t running;

/// Crosses for ever.
static void *recurse(void *) {
  EXPECT_EQ(deep(5000), 5001);
  sem_post(&running);
  for (long n = 500;; n = n * 3 % 5003)
    EXPECT_EQ(deep(n), n + 1);
}

static void start_others(int count) {
  for (int i = 0; i < count; ++i)
    EXPECT_EQ(pthread_detach(start(recurse)), 0);
  for (int i = 0; i < count; ++i)
    EXPECT_EQ(sem_wait(&running), 0);
}

/// Many children in turn, each with \p wanted as its status.
static void in_children(void (*run)(), int wanted) {
  for (int round = 0; round < 5; ++round) {
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
      alarm(100);
      run();
      std::_Exit(98);
    }
    int status;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), wanted);
  }
}

static long at_end;

/// The handler that was registered first comes last.
static void last_handler() { _exit(at_end == 30001 ? 40 : 97); }
static void recursing_handler() { at_end = deep(30000); }

static void *quick_exit_from_deep(void *) {
  ends(20000, [] { std::quick_exit(1); });
  return nullptr;
}

static void quick() {
  std::at_quick_exit(last_handler);
  std::at_quick_exit(recursing_handler);
  start_others(2);
  pthread_join(start(quick_exit_from_deep), nullptr);
}

static void *exit_from_deep(void *) {
  ends(20000, [] { std::exit(1); });
  return nullptr;
}

static void exit_in_thread() {
  std::atexit(last_handler);
  std::atexit(recursing_handler);
  start_others(2);
  pthread_join(start(exit_from_deep), nullptr);
}

static void at_once() {
  start_others(2);
  ends(20000, [] { _exit(40); });
}

/// main ends, the process with its last thread: handlers run in that one.
static void *last_thread(void *main) {
  EXPECT_EQ(pthread_join(*static_cast<pthread_t *>(main), nullptr), 0);
  EXPECT_EQ(deep(20000), 20001);
  return nullptr;
}

static void main_ends() {
  std::atexit(last_handler);
  std::atexit(recursing_handler);
  static pthread_t main = pthread_self();
  EXPECT_EQ(pthread_detach(start(last_thread, &main)), 0);
  ends(20000, [] { pthread_exit(nullptr); });
}

static void detached() {
  start_others(3);
  std::exit(40);
}

/// Unwound from an instruction that is no call, over segments.
static void *spin_from_deep(void *) {
  EXPECT_EQ(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, nullptr), 0);
  ends(4000, [] {
    sem_post(&running);
    for (long n = 0;; ++n)
      keep(n);
  });
  return nullptr;
}

/// Mostly in the system calls of a segment that comes or goes.
static void *cancelled_anywhere(void *) {
  EXPECT_EQ(pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, nullptr), 0);
  return recurse(nullptr);
}

static void cancel(Thread *function) {
  pthread_t thread = start(function);
  EXPECT_EQ(sem_wait(&running), 0);
  EXPECT_EQ(pthread_cancel(thread), 0);
  void *result;
  EXPECT_EQ(pthread_join(thread, &result), 0);
  EXPECT(result == PTHREAD_CANCELED);
}

static void cancel_asynchronously() {
  uint64_t live = stats().segments_live;
  for (int round = 0; round < 50; ++round) {
    cancel(spin_from_deep);
    EXPECT_EQ(stats().segments_live, live);
  }
  EXPECT_EQ(deep(20000), 20001);
}

/// How a process ends that cancels a thread while it crosses. Between a
/// crossing's calls the C++ library takes it for an exception where none may
/// come, and aborts: a few instructions, seldom met.
static int cancelled_while_crossing() {
  pid_t child = fork();
  EXPECT(child >= 0);
  if (child == 0) {
    std::freopen("/dev/null", "w", stderr);
    uint64_t live = stats().segments_live;
    for (int round = 0; round < 10; ++round)
      cancel(cancelled_anywhere);
    std::_Exit(stats().segments_live == live ? 40 : 1);
  }
  int status;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT(WIFSIGNALED(status) ? WTERMSIG(status) == SIGABRT
                             : WEXITSTATUS(status) == 40);
  return status;
}

static void cancel_in_crossings() {
  int aborted = 0;
  for (int round = 0; round < 20; ++round)
    aborted += cancelled_while_crossing() != 40 << 8;
  std::printf("%d of 20 aborted\n", aborted);
  EXPECT(aborted <= 5);
}

/// On memory of the program's own: a part of the stack is the C library's.
static void *on_given_stack(void *result) {
  *static_cast<long *>(result) = deep(20000);
  return nullptr;
}

static void given_stacks() {
  alignas(4096) static char memory[16384];
  uint64_t live = stats().segments_live;
  for (size_t size : {sizeof(memory), size_t(PTHREAD_STACK_MIN)})
    for (int round = 0; round < 20; ++round) {
      pthread_attr_t attributes;
      pthread_attr_init(&attributes);
      if (round % 2)
        EXPECT_EQ(pthread_attr_setstack(&attributes, memory, sizeof(memory)),
                  0);
      else
        EXPECT_EQ(pthread_attr_setstacksize(&attributes, size), 0);
      long result = 0;
      pthread_t thread;
      EXPECT_EQ(pthread_create(&thread, &attributes, on_given_stack, &result),
                0);
      pthread_attr_destroy(&attributes);
      EXPECT_EQ(pthread_join(thread, nullptr), 0);
      EXPECT_EQ(result, 20001);
      EXPECT_EQ(stats().segments_live, live);
    }
}

static void *end_by_return(void *) {
  EXPECT_EQ(deep(50000), 50001);
  return nullptr;
}
static void *end_by_exit(void *) {
  ends(10000, [] { pthread_exit(nullptr); });
  return nullptr;
}
static void *end_by_catching(void *) {
  EXPECT_EQ(segstack_set_limit(1 << 20), 0);
  try {
    deep(1L << 40);
  } catch (const segstack::stack_exhausted &) {
    return nullptr;
  }
  std::_Exit(96);
}

/// Threads that end in every way: nothing of them is left.
static void nothing_left() {
  long mapped = 0, memory = 0;
  segstack_stats before = stats();
  for (int round = 0; round < 30; ++round) {
    Thread *ways[] = {end_by_return, end_by_exit, end_by_catching};
    pthread_t threads[3];
    for (int i = 0; i < 3; ++i)
      threads[i] = start(ways[i]);
    for (pthread_t &thread : threads)
      EXPECT_EQ(pthread_join(thread, nullptr), 0);
    cancel(spin_from_deep);
    EXPECT_EQ(stats().segments_live, before.segments_live);
    EXPECT_EQ(stats().bytes_live, before.bytes_live);
    // The C library keeps stacks and arenas of its own in the first rounds.
    if (round == 15) {
      mapped = lines_of_maps();
      memory = memory_kib("VmRSS:");
    }
  }
  EXPECT(lines_of_maps() <= mapped + 8);
  long now = memory_kib("VmRSS:");
  EXPECT(memory > 0);
  // In KiB; each round used 15 MiB.
  EXPECT(now <= memory + 2048);
}

int main(int argc, char **argv) {
  struct {
    const char *name;
    void (*run)();
    int status; ///< of the children that run it; 0: here
  } cases[] = {{"quick_exit", quick, 40},
               {"exit_in_thread", exit_in_thread, 40},
               {"_exit", at_once, 40},
               {"main_ends", main_ends, 40},
               {"detached", detached, 40},
               {"cancel_asynchronously", cancel_asynchronously, 0},
               {"cancel_in_crossings", cancel_in_crossings, 0},
               {"given_stacks", given_stacks, 0},
               {"nothing_left", nothing_left, 0}};
  for (auto &each : cases)
    if (argc > 1 && std::strcmp(argv[1], each.name) == 0) {
      EXPECT_EQ(deep(1), 2);
      EXPECT_EQ(sem_init(&running, 0, 0), 0);
      if (each.status)
        in_children(each.run, each.status);
      else
        each.run();
      return 0;
    }
  return 2;
}

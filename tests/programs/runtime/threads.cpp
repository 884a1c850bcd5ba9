//===- threads.cpp - threads made by anyone, small ones too ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every thread grows its own chain, and gives it back when it ends.
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include "process.h"

#include <atomic>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

NOINLINE static long deep(long n) {
  SEGSTACK_CHECK(64, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

static void *run(void *result) {
  *static_cast<long *>(result) = deep(200000);
  return nullptr;
}

/// What the main thread holds itself, before it starts others.
static segstack_stats before;

static void expect_nothing_left() {
  EXPECT_EQ(stats().segments_live, before.segments_live);
  EXPECT_EQ(stats().bytes_live, before.bytes_live);
}

static void std_threads() {
  for (int round = 0; round < 5; ++round) {
    long results[4] = {};
    std::vector<std::thread> threads;
    for (long &result : results)
      threads.emplace_back([&result] { run(&result); });
    for (std::thread &thread : threads)
      thread.join();
    for (long result : results)
      EXPECT_EQ(result, 200001);
    expect_nothing_left();
  }
  EXPECT(stats().crossings >= 20);
}

static void run_thread(size_t stack, void *(*function)(void *), void *data) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  EXPECT_EQ(pthread_attr_setstacksize(&attributes, stack), 0);
  pthread_t thread;
  EXPECT_EQ(pthread_create(&thread, &attributes, function, data), 0);
  pthread_attr_destroy(&attributes);
  EXPECT_EQ(pthread_join(thread, nullptr), 0);
}

static void tiny_threads() {
  for (size_t stack : {16384, 20480, 32768, 65536, 131072, 1048576}) {
    long result = 0;
    run_thread(stack, run, &result);
    EXPECT_EQ(result, 200001);
    expect_nothing_left();
  }
}

static sem_t finished;

static void detached() {
  sem_init(&finished, 0, 0);
  static long result;
  std::thread([] {
    run(&result);
    sem_post(&finished);
  }).detach();
  sem_wait(&finished);
  EXPECT_EQ(result, 200001);
}

/// Keys made after the runtime's own are destroyed after it: checks still work.
static pthread_key_t late_key;
static std::atomic<long> late;

static void late_destructor(void *value) {
  late += deep(200000);
  // Comes back until glibc gives up, to outlast the runtime's destructor.
  if (late.load() < 3 * 200001)
    pthread_setspecific(late_key, value);
}

static void *with_late_check(void *data) {
  run(data);
  pthread_setspecific(late_key, data);
  return nullptr;
}

static void late_destructors() {
  EXPECT_EQ(pthread_key_create(&late_key, late_destructor), 0);
  long result = 0;
  run_thread(65536, with_late_check, &result);
  EXPECT_EQ(late.load(), 3 * 200001);
  expect_nothing_left();
}

/// A thread that ends in the middle of its recursion.
NOINLINE static long ends(long n) {
  SEGSTACK_CHECK(64, (n), ends(n));
  if (n == 0)
    pthread_exit(nullptr);
  long below = ends(n - 1);
  keep(below);
  return below + 1;
}

static void *run_ends(void *) {
  ends(200000);
  return nullptr;
}

static void exit_from_deep() {
  run_thread(65536, run_ends, nullptr);
  expect_nothing_left();
}

NOINLINE static int fork_at(long n) {
  SEGSTACK_CHECK(64, (n), fork_at(n));
  int status;
  if (n == 0) {
    pid_t child = fork();
    if (child == 0) {
      // The child goes on where it is, deeper, and back to main.
      EXPECT_EQ(deep(300000), 300001);
      return 42;
    }
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT(WIFEXITED(status));
    return WEXITSTATUS(status);
  }
  status = fork_at(n - 1);
  keep(status);
  return status;
}

static void *run_shallow(void *result) {
  *static_cast<long *>(result) = deep(10000);
  return nullptr;
}

/// 10,000 threads of 16 KiB, 64 at a time.
static void many() {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  EXPECT_EQ(pthread_attr_setstacksize(&attributes, 16384), 0);
  long mapped = 0;
  for (int round = 0; round < 157; ++round) {
    pthread_t threads[64];
    long results[64] = {};
    for (int i = 0; i < 64; ++i)
      EXPECT_EQ(
          pthread_create(&threads[i], &attributes, run_shallow, &results[i]),
          0);
    for (int i = 0; i < 64; ++i) {
      EXPECT_EQ(pthread_join(threads[i], nullptr), 0);
      EXPECT_EQ(results[i], 10001);
    }
    // The C library keeps stacks and arenas of its own in the first rounds.
    if (round == 20)
      mapped = lines_of_maps();
  }
  expect_nothing_left();
  EXPECT(lines_of_maps() <= mapped + 64 + 8);
  pthread_attr_destroy(&attributes);
}

static std::atomic<long> destroyed;
struct Counted {
  ~Counted() { ++destroyed; }
};

/// Cancelled where it is deepest: unwound through every crossing.
NOINLINE static long waits(long n) {
  SEGSTACK_CHECK(128, (n), waits(n));
  Counted counted;
  keep(counted);
  if (n == 0) {
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, nullptr);
    for (;;)
      pause();
  }
  long below = waits(n - 1);
  keep(below);
  return below + 1;
}

static void *run_waits(void *) {
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, nullptr);
  waits(50000);
  return nullptr;
}

static void cancel_deep() {
  for (int round = 1; round <= 10; ++round) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    EXPECT_EQ(pthread_attr_setstacksize(&attributes, 65536), 0);
    pthread_t thread;
    EXPECT_EQ(pthread_create(&thread, &attributes, run_waits, nullptr), 0);
    EXPECT_EQ(pthread_cancel(thread), 0);
    void *result;
    EXPECT_EQ(pthread_join(thread, &result), 0);
    EXPECT(result == PTHREAD_CANCELED);
    EXPECT_EQ(destroyed.load(), round * 50001L);
    expect_nothing_left();
  }
}

struct Late {
  long levels = 1;
  ~Late() { late += deep(levels); }
};

static thread_local Late local;

static void thread_locals() {
  std::thread([] {
    EXPECT_EQ(deep(1000), 1001);
    local.levels = 200000;
  }).join();
  EXPECT_EQ(late.load(), 200001);
  expect_nothing_left();
}

static long at_exit;

NOINLINE static long exits(long n) {
  SEGSTACK_CHECK(64, (n), exits(n));
  if (n == 0)
    std::exit(3);
  long below = exits(n - 1);
  keep(below);
  return below + 1;
}

static void process_exit_from_deep() {
  std::atexit([] {
    EXPECT_EQ(at_exit, 200001);
    std::_Exit(0);
  });
  std::atexit([] { at_exit = deep(200000); });
  exits(300000);
}

static pid_t parent;

static void fork_from_deep() {
  parent = getpid();
  int status = fork_at(300000);
  if (getpid() != parent)
    std::_Exit(status);
  EXPECT_EQ(status, 42);
}

int main(int argc, char **argv) {
  struct {
    const char *name;
    void (*run)();
  } cases[] = {{"std_threads", std_threads},
               {"tiny_threads", tiny_threads},
               {"detached", detached},
               {"late_destructors", late_destructors},
               {"exit_from_deep", exit_from_deep},
               {"many", many},
               {"cancel_deep", cancel_deep},
               {"thread_locals", thread_locals},
               {"process_exit_from_deep", process_exit_from_deep},
               {"fork_from_deep", fork_from_deep}};
  for (auto &each : cases)
    if (argc > 1 && std::strcmp(argv[1], each.name) == 0) {
      // The runtime's key is made first, and so destroyed first.
      deep(1);
      before = stats();
      each.run();
      return 0;
    }
  return 2;
}

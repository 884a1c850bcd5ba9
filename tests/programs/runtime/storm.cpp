//===- storm.cpp - a signal every 100 us to every thread -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: storm SECONDS [no-jumps]. Four threads recurse and cross all the time,
// each interrupted by a timer of its own and by the process's, in any order.
// Handlers format text, recurse and cross: on the thread's stack, on alternate
// stacks, nested, and one thread's jump out. It goes on for SECONDS, and until
// every thread has handled a number of signals.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <csetjmp>
#include <csignal>
#include <ctime>
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#ifndef __clang__
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

struct Worker {
  bool alternate, nests, jumps;
  timer_t timer;
  volatile long handled, nested, jumped, crossed, rounds;
  sigjmp_buf target;
};

static Worker workers[4] = {{false, false, false, {}, 0, 0, 0, 0, 0, {}},
                            {true, false, false, {}, 0, 0, 0, 0, 0, {}},
                            {true, true, false, {}, 0, 0, 0, 0, 0, {}},
                            {false, true, true, {}, 0, 0, 0, 0, 0, {}}};
static __thread Worker *self;
static volatile sig_atomic_t stop;
static volatile long by_process;

/// Counts its own crossings: they are far from one frame to the next.
NOINLINE static long in_handler(long n, char *above) {
  SEGSTACK_CHECK(144, (n, above), in_handler(n, above));
  char here[16];
  keep(here);
  long distance = above - here;
  if (distance < 0 || distance > 16384)
    self->crossed = self->crossed + 1;
  long below = n ? in_handler(n - 1, here) : 0;
  keep(below);
  return below + 1;
}

static void recurse_in_handler(long n) {
  char here, text[32], wanted[32];
  EXPECT_EQ(in_handler(n, &here), n + 1);
  EXPECT_EQ(std::snprintf(text, sizeof(text), "%ld levels", n),
            n < 100 ? 9 : 11);
  std::strcpy(wanted, n < 100 ? "30 levels" : "1000 levels");
  EXPECT_EQ(std::strcmp(text, wanted), 0);
}

static void handle_nested(int) {
  recurse_in_handler(30);
  self->nested = self->nested + 1;
}

/// Each signal starts the next one, so that there is time for other work.
static void arm_process() {
  itimerval next = {{0, 0}, {0, 100}};
  setitimer(ITIMER_REAL, &next, nullptr);
}
static void arm() {
  itimerspec next = {{0, 0}, {0, 100000}};
  timer_settime(self->timer, 0, &next, nullptr);
}

/// Of the process's timer: in any thread, inside the other handlers, too.
static void handle_process(int) {
  arm_process();
  // Nor is every thread ready for it.
  if (!self)
    return;
  recurse_in_handler(30);
  by_process = by_process + 1;
}

static void handle(int) {
  long count = self->handled = self->handled + 1;
  recurse_in_handler(count % 8 ? 30 : 1000);
  if (self->nests && count % 4 == 0)
    raise(SIGUSR2);
  arm();
  if (self->jumps && count % 3 == 0) {
    self->jumped = self->jumped + 1;
    siglongjmp(self->target, 1);
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
  long sum = 0;
  for (long i = 0; i < 20; ++i)
    sum += leaf(i) - leaf(i);
  long below = n ? work(n - 1) : 0;
  keep(below);
  return below + 1 + sum;
}

static void make_timer() {
  sigevent event = {};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGRTMIN;
  event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
  EXPECT_EQ(timer_create(CLOCK_MONOTONIC, &event, &self->timer), 0);
}

static void *run(void *worker) {
  self = static_cast<Worker *>(worker);
  static char stacks[4][32768];
  stack_t stack = {};
  stack.ss_sp = stacks[self - workers];
  stack.ss_size = sizeof(stacks[0]);
  if (self->alternate)
    EXPECT_EQ(sigaltstack(&stack, nullptr), 0);
  static __thread long depth;
  make_timer();
  if (sigsetjmp(self->target, 1) == 0)
    arm();
  while (!stop || self->handled < 200 || !self->crossed) {
    depth = (depth * 3 + 500) % 5003;
    EXPECT_EQ(work(depth), depth + 1);
    self->rounds = self->rounds + 1;
  }
  timer_delete(self->timer);
  return nullptr;
}

static void install(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  EXPECT_EQ(sigaction(signal, &action, nullptr), 0);
}

int main(int argc, char **argv) {
  EXPECT(argc >= 2);
  if (argc > 2)
    workers[3].jumps = false;
  install(SIGRTMIN, handle);
  install(SIGUSR2, handle_nested);
  install(SIGALRM, handle_process);
  segstack_stats before = stats();
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(pthread_create(&threads[i], nullptr, run, &workers[i]), 0);
  // Not for this thread.
  sigset_t process;
  sigemptyset(&process);
  sigaddset(&process, SIGALRM);
  EXPECT_EQ(pthread_sigmask(SIG_BLOCK, &process, nullptr), 0);
  for (time_t end = time(nullptr) + std::atoi(argv[1]);
       time(nullptr) < end || by_process < 200;) {
    // Again and again: a jump out of its handler may have come before this.
    arm_process();
    usleep(10000);
  }
  stop = 1;
  for (pthread_t thread : threads)
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
  std::signal(SIGALRM, SIG_IGN);
  for (Worker &worker : workers) {
    std::printf(
        "%ld handled, %ld nested, %ld jumps, %ld crossings in handlers, "
        "%ld rounds\n",
        worker.handled, worker.nested, worker.jumped, worker.crossed,
        worker.rounds);
    EXPECT(worker.handled >= 200);
    EXPECT(worker.crossed > 0);
    EXPECT(worker.nests == (worker.nested > 0));
    EXPECT(worker.jumps == (worker.jumped > 0));
  }
  std::printf("%ld by the process's timer, %llu crossings\n", by_process,
              static_cast<unsigned long long>(stats().crossings));
  EXPECT(by_process >= 200);
  EXPECT(stats().crossings > before.crossings);
  EXPECT_EQ(stats().segments_live, before.segments_live);
}

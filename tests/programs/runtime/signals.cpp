//===- signals.cpp - handlers with checks, at any moment ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: signals CASE STACK SIGNALS. A timer interrupts recursion that crosses
// all the time until SIGNALS have come. Each starts the next one, 50 to 150 us
// later, so the test ends by a count.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <dlfcn.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/time.h>

static volatile sig_atomic_t handled, nested, jumped, wanted;
static bool jumps, nests;
static sigjmp_buf target;
static volatile sig_atomic_t on_alternate;
static char *alternate_low, *alternate_high;

NOINLINE static long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

/// Crosses at the edge of every segment many times on its way.
NOINLINE static long leaf(long n) {
  SEGSTACK_CHECK(96, (n), leaf(n));
  keep(n);
  return n;
}

NOINLINE static long work(long n) {
  SEGSTACK_CHECK(128, (n), work(n));
  long sum = 0;
  for (long i = 0; i < 20; ++i)
    sum += leaf(1) - leaf(1);
  long below = n ? work(n - 1) : 0;
  keep(below);
  return below + 1 + sum;
}

static void arm() {
  struct itimerval next = {};
  next.it_value.tv_usec = 50 + handled % 100;
  setitimer(ITIMER_REAL, &next, nullptr);
}

static void handle_nested(int) {
  if (deep(1000) != 1001)
    std::_Exit(3);
  nested = nested + 1;
}

/// Raises from the end of a recursion, which may have left the handler's stack.
NOINLINE static long raise_below(long n) {
  SEGSTACK_CHECK(112, (n), raise_below(n));
  volatile long mark = n;
  long below = n ? raise_below(n - 1) : raise(SIGUSR1);
  keep(below);
  return below + 1 + (mark - n);
}

/// What the system would say without the runtime.
static void ask_for_alternate() {
  stack_t now = {};
  if (sigaltstack(nullptr, &now) || now.ss_flags != SS_ONSTACK ||
      now.ss_sp != alternate_low || sigaltstack(&now, nullptr) == 0 ||
      errno != EPERM)
    std::_Exit(4);
}

static void handle(int) {
  char here;
  if (&here >= alternate_low && &here < alternate_high) {
    on_alternate = on_alternate + 1;
    ask_for_alternate();
  }
  if (deep(handled % 10 ? 3000 : 20000) < 3001)
    std::_Exit(3);
  long levels = handled % 2 * 3000;
  if (nests && raise_below(levels) != levels + 1)
    std::_Exit(3);
  handled = handled + 1;
  if (handled < wanted)
    arm();
  if (jumps && handled % 3 == 0) {
    jumped = jumped + 1;
    siglongjmp(target, 1);
  }
}

static void install(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  if (alternate_low)
    action.sa_flags = SA_ONSTACK;
  EXPECT_EQ(sigaction(signal, &action, nullptr), 0);
  // What is asked for is what was installed.
  struct sigaction now;
  EXPECT_EQ(sigaction(signal, nullptr, &now), 0);
  EXPECT(now.sa_handler == handler);
}

static void use_alternate(void *low, size_t size) {
  stack_t stack = {};
  stack.ss_sp = low;
  stack.ss_size = size;
  EXPECT_EQ(sigaltstack(&stack, nullptr), 0);
  stack_t now = {};
  EXPECT_EQ(sigaltstack(nullptr, &now), 0);
  EXPECT(now.ss_sp == low && now.ss_size == size && now.ss_flags == 0);
  alternate_low = static_cast<char *>(low);
  alternate_high = alternate_low + size;
}

static void interrupted() {
  install(SIGALRM, handle);
  install(SIGUSR1, handle_nested);
  handled = jumped = nested = 0;
  if (sigsetjmp(target, 1) == 0)
    arm();
  for (long depth = 500; handled < wanted; depth = depth * 3 % 20011)
    EXPECT_EQ(work(depth), depth + 1);
  EXPECT_EQ(work(20000), 20001);
  EXPECT_EQ(handled, wanted);
  EXPECT_EQ(nested, nests ? wanted : 0);
  EXPECT_EQ(jumped, jumps ? wanted / 3 : 0);
  // Between a jump and the first check after it the thread has no alternate
  // stack.
  EXPECT(on_alternate <= (alternate_low ? wanted : 0));
  EXPECT(on_alternate >= (alternate_low ? wanted - jumped : 0));
}

/// The alternate stack may lie above every segment, below, or on the stack.
static void with_stack(const char *kind) {
  static char in_data[16384];
  char local[65536];
  keep(local);
  void *mapped = mmap(nullptr, 65536, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (std::strcmp(kind, "data") == 0)
    use_alternate(in_data, sizeof(in_data));
  else if (std::strcmp(kind, "mapped") == 0)
    use_alternate(mapped, 65536);
  else if (std::strcmp(kind, "local") == 0)
    use_alternate(local, sizeof(local));
  else
    EXPECT(std::strcmp(kind, "own") == 0);
  interrupted();
}

static void set_alarm_mask(int how) {
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  EXPECT_EQ(pthread_sigmask(how, &alarm, nullptr), 0);
}

static void *in_thread(void *kind) {
  set_alarm_mask(SIG_UNBLOCK);
  with_stack(static_cast<const char *>(kind));
  return nullptr;
}

/// A thread whose first check is in a handler.
static volatile sig_atomic_t first;
static void handle_first(int) {
  if (deep(20000) != 20001)
    std::_Exit(3);
  first = first + 1;
}
static void *never_checked(void *) {
  for (int i = 0; i < 20; ++i)
    pthread_kill(pthread_self(), SIGUSR2);
  return nullptr;
}

/// A signal in the middle of a thread's being measured, which locks the thread.
/// The handler must wait for that, or not measure it again.
static __thread bool interrupts, inside;
static volatile sig_atomic_t meanwhile, again;
static __thread sigjmp_buf behind_handler;
static void jump_out(int) {
  if (deep(20000) == 20001)
    siglongjmp(behind_handler, 1);
}
static void handle_meanwhile(int) {
  if (deep(20000) != 20001)
    std::_Exit(3);
  meanwhile = meanwhile + 1;
}
extern "C" int pthread_getattr_np(pthread_t thread, pthread_attr_t *into) {
  using Measure = int (*)(pthread_t, pthread_attr_t *);
  static Measure next =
      reinterpret_cast<Measure>(dlsym(RTLD_NEXT, "pthread_getattr_np"));
  again = again + inside;
  bool interrupt = interrupts && !inside;
  inside = true;
  if (interrupt)
    pthread_kill(pthread_self(), SIGUSR1);
  int status = next(thread, into);
  inside = false;
  return status;
}
static void *measured_late(void *) {
  if (sigsetjmp(behind_handler, 1) == 0)
    pthread_kill(pthread_self(), SIGUSR2);
  interrupts = true;
  EXPECT_EQ(deep(20000), 20001);
  return nullptr;
}

int main(int argc, char **argv) {
  EXPECT_EQ(argc, 4);
  const char *test = argv[1];
  wanted = std::atoi(argv[3]);
  jumps = std::strstr(test, "jumps");
  nests = std::strstr(test, "nested");
  EXPECT_EQ(deep(100000), 100001);
  segstack_stats before = stats();
  if (std::strcmp(test, "first") == 0) {
    EXPECT(signal(SIGUSR2, handle_first) != SIG_ERR);
    for (int i = 0; i < 20; ++i) {
      pthread_t thread;
      EXPECT_EQ(pthread_create(&thread, nullptr, never_checked, nullptr), 0);
      EXPECT_EQ(pthread_join(thread, nullptr), 0);
    }
    EXPECT_EQ(first, 400);
    EXPECT_EQ(stats().segments_live, before.segments_live);
  } else if (std::strcmp(test, "measured") == 0) {
    EXPECT(signal(SIGUSR2, jump_out) != SIG_ERR);
    EXPECT(signal(SIGUSR1, handle_meanwhile) != SIG_ERR);
    pthread_t thread;
    EXPECT_EQ(pthread_create(&thread, nullptr, measured_late, nullptr), 0);
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
    EXPECT_EQ(meanwhile, 1);
    EXPECT_EQ(again, 0);
  } else if (std::strstr(test, "thread")) {
    pthread_t thread;
    set_alarm_mask(SIG_BLOCK);
    EXPECT_EQ(pthread_create(&thread, nullptr, in_thread, argv[2]), 0);
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
    EXPECT_EQ(stats().segments_live, before.segments_live);
  } else {
    with_stack(argv[2]);
    EXPECT(stats().segments_live <= before.segments_live + 2);
  }
  EXPECT_EQ(deep(100000), 100001);
}

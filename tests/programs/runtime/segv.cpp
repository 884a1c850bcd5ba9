//===- segv.cpp - SIGSEGV stays the program's ----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: segv CASE. What a program asks of SIGSEGV is what it gets, with
// checks that compare and with checks that fault: each case is a program that
// recurses deeply before, in between and behind, and knows what it must see.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <csetjmp>
#include <csignal>
#include <pthread.h>
#include <string>
#include <sys/mman.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

namespace {

constexpr long depth = 50000;

NOINLINE long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

void recurse() { EXPECT_EQ(deep(depth), depth + 1); }

char *volatile nowhere;
sigjmp_buf after;
volatile sig_atomic_t faults;
volatile uintptr_t fault_address, handler_frame;
volatile int fault_code;

void note(int, siginfo_t *info, void *) {
  char here;
  handler_frame = reinterpret_cast<uintptr_t>(&here);
  fault_address = reinterpret_cast<uintptr_t>(info->si_addr);
  fault_code = info->si_code;
  faults = faults + 1;
  EXPECT_EQ(deep(300), 301);
  siglongjmp(after, 1);
}

void install(void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction action = {};
  action.sa_sigaction = handler;
  action.sa_flags = flags | SA_SIGINFO;
  EXPECT_EQ(sigaction(SIGSEGV, &action, nullptr), 0);
}

NOINLINE void touch(long offset) {
  SEGSTACK_CHECK(64, (offset), touch(offset));
  nowhere[offset] = 1;
}

/// From deep, where what is left has many segments.
NOINLINE void touch_from(long n, long offset) {
  SEGSTACK_CHECK(96, (n, offset), touch_from(n, offset));
  if (n)
    touch_from(n - 1, offset);
  else
    touch(offset);
  keep(n);
}

void expect_fault(long levels) {
  int before = faults;
  if (!sigsetjmp(after, 1)) {
    touch_from(levels, 24);
    EXPECT(!"the fault");
  }
  EXPECT_EQ(faults, before + 1);
  EXPECT_EQ(fault_address, 24);
  EXPECT_EQ(fault_code, SEGV_MAPERR);
  recurse();
}

/// The C library's mapping that may not be written is another kind of fault.
void handler() {
  install(note, 0);
  for (long levels : {0L, 10L, 20000L})
    expect_fault(levels);
  struct sigaction now;
  EXPECT_EQ(sigaction(SIGSEGV, nullptr, &now), 0);
  EXPECT(now.sa_sigaction == note);
  EXPECT_EQ(now.sa_flags & (SA_SIGINFO | SA_ONSTACK | SA_NODEFER), SA_SIGINFO);
  void *page =
      mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  nowhere = static_cast<char *>(page);
  if (!sigsetjmp(after, 1))
    touch_from(1000, 24);
  EXPECT_EQ(fault_code, SEGV_ACCERR);
  EXPECT_EQ(fault_address, reinterpret_cast<uintptr_t>(page) + 24);
}

void on_alternate_stack() {
  static char stack[65536];
  stack_t wanted = {};
  wanted.ss_sp = stack;
  wanted.ss_size = sizeof(stack);
  EXPECT_EQ(sigaltstack(&wanted, nullptr), 0);
  stack_t now;
  EXPECT_EQ(sigaltstack(nullptr, &now), 0);
  EXPECT(now.ss_sp == stack && now.ss_size == sizeof(stack));
  EXPECT_EQ(now.ss_flags, 0);
  install(note, SA_ONSTACK);
  for (int i = 0; i < 5; ++i) {
    expect_fault(20000);
    EXPECT(handler_frame - reinterpret_cast<uintptr_t>(stack) < sizeof(stack));
  }
}

/// How a child ends that runs \p body.
template <class Body> int ends_with(Body body) {
  pid_t child = fork();
  EXPECT(child >= 0);
  if (child == 0) {
    body();
    std::_Exit(0);
  }
  int status;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return status;
}

template <class Body> void expect_killed(Body body) {
  int status = ends_with(body);
  EXPECT(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGSEGV);
}

void deadly() {
  // No handler; one that is gone when it has been used; itself at fault;
  // ignored; blocked: of all these the kernel ends the process.
  expect_killed([] { touch_from(20000, 24); });
  expect_killed([] {
    install(note, SA_RESETHAND);
    expect_fault(1000);
    touch(24);
  });
  expect_killed([] {
    install([](int, siginfo_t *, void *) { touch(24); }, 0);
    touch_from(1000, 24);
  });
  expect_killed([] {
    std::signal(SIGSEGV, SIG_IGN);
    recurse();
    touch(24);
  });
  expect_killed([] {
    install(note, 0);
    sigset_t set;
    sigfillset(&set);
    EXPECT_EQ(sigprocmask(SIG_SETMASK, &set, nullptr), 0);
    recurse();
    touch(24);
  });
  expect_killed([] {
    std::signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
  });
  EXPECT_EQ(ends_with([] {
              std::signal(SIGSEGV, SIG_IGN);
              raise(SIGSEGV);
              recurse();
            }),
            0);
}

volatile sig_atomic_t sent;

void sent_signals() {
  std::signal(SIGSEGV, [](int) { sent = sent + 1; });
  for (int i = 0; i < 3; ++i) {
    raise(SIGSEGV);
    recurse();
  }
  EXPECT_EQ(sent, 3);
}

void *recurse_blocked(void *) {
  sigset_t all, now;
  sigfillset(&all);
  EXPECT_EQ(pthread_sigmask(SIG_SETMASK, &all, nullptr), 0);
  for (int i = 0; i < 20; ++i)
    recurse();
  EXPECT_EQ(pthread_sigmask(SIG_SETMASK, nullptr, &now), 0);
  EXPECT_EQ(sigismember(&now, SIGSEGV), 1);
  EXPECT_EQ(sigismember(&now, SIGUSR1), 1);
  return nullptr;
}

/// Whoever blocks all signals recurses on, here and in what it starts.
void masks() {
  sigset_t set, old;
  sigemptyset(&set);
  sigaddset(&set, SIGSEGV);
  EXPECT_EQ(sigprocmask(SIG_BLOCK, &set, &old), 0);
  EXPECT_EQ(sigismember(&old, SIGSEGV), 0);
  recurse();
  EXPECT_EQ(sigprocmask(SIG_UNBLOCK, &set, &old), 0);
  EXPECT_EQ(sigismember(&old, SIGSEGV), 1);
  EXPECT_EQ(sigprocmask(SIG_SETMASK, nullptr, &old), 0);
  EXPECT_EQ(sigismember(&old, SIGSEGV), 0);
  EXPECT_EQ(sigprocmask(99, &set, nullptr), -1);
  pthread_t threads[3];
  for (pthread_t &thread : threads)
    EXPECT_EQ(pthread_create(&thread, nullptr, recurse_blocked, nullptr), 0);
  for (pthread_t thread : threads)
    pthread_join(thread, nullptr);
  // The mask of another signal's handler.
  struct sigaction action = {};
  action.sa_handler = [](int) { recurse(); };
  sigfillset(&action.sa_mask);
  EXPECT_EQ(sigaction(SIGUSR1, &action, nullptr), 0);
  raise(SIGUSR1);
  recurse();
}

} // namespace

int main(int, char **argv) {
  std::string name = argv[1];
  recurse();
  if (name == "handler")
    handler();
  else if (name == "alternate")
    on_alternate_stack();
  else if (name == "deadly")
    deadly();
  else if (name == "sent")
    sent_signals();
  else if (name == "masks")
    masks();
  else
    EXPECT(!"a case");
}

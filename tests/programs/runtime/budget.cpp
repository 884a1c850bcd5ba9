//===- budget.cpp - memory that ends, as without overcommitment --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: budget exception|callback|noexcept|threads|data|jump
//
// Linked with --wrap=mmap,--wrap=mprotect,--wrap=munmap, which count as the
// kernel does with vm.overcommit_memory=2: address space without access is
// free, every byte that can be written counts from the moment it can be. Past
// the budget mprotect fails. One child process for each budget recurses without
// end. It must see the exception, the callback or the report, what it held must
// be given back, and then it goes on. `data`: the same by RLIMIT_DATA. `jump`:
// a longjmp leaves what runs on the reserve, which is whole again.
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include "process.h"

#include <cerrno>
#include <csetjmp>
#include <pthread.h>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// A reservation of the runtime, and how much of it may be written.
struct Reserved {
  uintptr_t low;
  size_t size, writable;
};
Reserved all[4096];
size_t budget = SIZE_MAX, writable;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/// The one that holds \p at; a free one for 0.
Reserved *find(uintptr_t at) {
  for (Reserved &one : all)
    if (at ? at - one.low < one.size : !one.size)
      return &one;
  EXPECT(at && "too many reservations");
  return nullptr;
}

void account(Reserved &one, size_t bytes) {
  one.writable += bytes;
  writable += bytes;
}

struct Locked {
  Locked() { pthread_mutex_lock(&lock); }
  ~Locked() { pthread_mutex_unlock(&lock); }
};

} // namespace

extern "C" {
void *__real_mmap(void *, size_t, int, int, int, off_t);
int __real_mprotect(void *, size_t, int);
int __real_munmap(void *, size_t);

void *__wrap_mmap(void *at, size_t size, int access, int flags, int file,
                  off_t offset) {
  Locked locked;
  void *got = __real_mmap(at, size, access, flags, file, offset);
  if (got == MAP_FAILED || !(flags & MAP_STACK))
    return got;
  EXPECT_EQ(access, PROT_NONE);
  if (flags & MAP_FIXED)
    account(*find(reinterpret_cast<uintptr_t>(at)), 0 - size);
  else
    *find(0) = {reinterpret_cast<uintptr_t>(got), size, 0};
  return got;
}

int __wrap_mprotect(void *at, size_t size, int access) {
  // What nobody may write is not counted: the wall of checks that fault.
  if (access == PROT_READ)
    return __real_mprotect(at, size, access);
  Locked locked;
  EXPECT_EQ(access, PROT_READ | PROT_WRITE);
  Reserved *one = find(reinterpret_cast<uintptr_t>(at));
  EXPECT(one);
  if (writable + size > budget) {
    errno = ENOMEM;
    return -1;
  }
  int status = __real_mprotect(at, size, access);
  if (status == 0)
    account(*one, size);
  return status;
}

int __wrap_munmap(void *at, size_t size) {
  Locked locked;
  if (Reserved *one = find(reinterpret_cast<uintptr_t>(at))) {
    EXPECT_EQ(one->size, size);
    writable -= one->writable;
    *one = {0, 0, 0};
  }
  return __real_munmap(at, size);
}
}

namespace {

thread_local long deepest, destroyed;
long told, caught_in_all;

NOINLINE long must_not_throw(long n) noexcept {
  SEGSTACK_CHECK(96, (n), must_not_throw(n));
  long below = n ? must_not_throw(n - 1) : 0;
  keep(below);
  return below + 1;
}

/// Some destructors recurse, while the exception flies and memory is out; at
/// the end of the stack all do.
struct Counted {
  long n;
  ~Counted() {
    ++destroyed;
    if (n % 256 == 0 || n > deepest - 4)
      EXPECT_EQ(must_not_throw(20), 21);
  }
};

NOINLINE long deep(long n, long level) {
  SEGSTACK_CHECK(128, (n, level), deep(n, level));
  Counted counted = {level};
  keep(counted);
  if (level > deepest)
    deepest = level;
  long below = n ? deep(n - 1, level + 1) : 0;
  keep(below);
  return below + 1;
}

/// True when there was memory for at least the thread's record.
bool run_out() {
  bool caught = false;
  deepest = destroyed = 0;
  try {
    deep(1L << 40, 1);
  } catch (const segstack::stack_exhausted &error) {
    caught = true;
    __atomic_add_fetch(&caught_in_all, 1, __ATOMIC_RELAXED);
    EXPECT(std::strstr(error.what(), "stack exhausted"));
    EXPECT(!std::strstr(error.what(), "max_stack="));
  }
  EXPECT(caught);
  EXPECT_EQ(destroyed, deepest);
  EXPECT(writable <= budget);
  return deepest > 0;
}

void go_on() {
  destroyed = 0;
  long levels = deepest / 2;
  EXPECT_EQ(deep(levels, 1), levels + 1);
  EXPECT_EQ(destroyed, levels + 1);
}

/// The limit of the thread's own stack; 0 when there is no memory to know it.
uintptr_t own_limit() {
  try {
    deep(0, 1);
  } catch (const segstack::stack_exhausted &) {
    ++caught_in_all;
    return 0;
  }
  return segstack_limit;
}

void *rounds(void *) {
  size_t held = 0;
  uintptr_t limit = own_limit();
  int ran = 0;
  for (int round = 0; round < 6; ++round) {
    // In stress mode the first rounds may end while a target's constants are
    // looked for, before any of its levels has run.
    if (!run_out())
      continue;
    // What destructors used of the reserve is reserve again.
    EXPECT(!limit || segstack_limit == limit);
    uint64_t live = stats().segments_live;
    EXPECT(ran < 2 || writable <= held);
    held = writable;
    ++ran;
    go_on();
    EXPECT(stats().segments_live <= live);
  }
  return nullptr;
}

void in_thread(void *(*run)(void *), int threads) {
  pthread_t started[8];
  for (int i = 0; i < threads; ++i)
    EXPECT_EQ(pthread_create(&started[i], nullptr, run, nullptr), 0);
  for (int i = 0; i < threads; ++i)
    EXPECT_EQ(pthread_join(started[i], nullptr), 0);
}

void *together(void *) {
  for (int round = 0; round < 4; ++round)
    run_out();
  return nullptr;
}

/// A thread gives back all but its record, which the next one takes.
void threads_in_turn() {
  in_thread(rounds, 1);
  size_t held = writable;
  uint64_t live = stats().segments_live;
  for (int i = 0; i < 3; ++i)
    in_thread(rounds, 1);
  EXPECT(writable <= held);
  EXPECT(stats().segments_live <= live);
}

void threads_at_once() {
  bool could = run_out();
  long alone = deepest;
  in_thread(together, 6);
  // Their records stay; all else is for this thread again.
  bool can = run_out();
  EXPECT(can || !could);
  EXPECT(deepest > alone / 2 || alone < 4000);
  if (can)
    go_on();
}

jmp_buf target;

/// Jumps out of a call that runs on the reserve.
NOINLINE long until_reserve(long n, uintptr_t limit) noexcept {
  SEGSTACK_CHECK(96, (n, limit), until_reserve(n, limit));
  if (segstack_limit < limit)
    longjmp(target, 1);
  long below = n ? until_reserve(n - 1, limit) : 0;
  keep(below);
  return below + 1;
}

void jump_from_reserve() {
  static uintptr_t limit;
  for (static int round = 0; round < 3; ++round) {
    limit = own_limit();
    budget = writable;
    if (!setjmp(target))
      until_reserve(1L << 40, limit);
    EXPECT_EQ(own_limit(), limit);
    EXPECT(run_out());
    EXPECT_EQ(segstack_limit, limit);
  }
  std::exit(0);
}

/// Limits what can be written to \p more bytes above what is now.
void limit_data(size_t more) {
  unsigned long now = static_cast<unsigned long>(memory_kib("VmData:"));
  rlimit limit = {now * 1024 + more, now * 1024 + more};
  EXPECT_EQ(setrlimit(RLIMIT_DATA, &limit), 0);
}

void run_child(const std::string &which, size_t bytes) {
  if (which == "data")
    limit_data(bytes);
  else
    budget = bytes;
  if (which == "callback")
    segstack_on_exhausted(
        [](const segstack_exhaustion *info, void *) {
          EXPECT(info->limit == nullptr);
          ++told;
        },
        nullptr);
  if (which == "noexcept")
    must_not_throw(1L << 40);
  if (which == "threads") {
    threads_in_turn();
    threads_at_once();
  } else {
    rounds(nullptr);
    EXPECT_EQ(told, which == "callback" ? caught_in_all : 0);
    // Without a record of the thread nothing is counted.
    EXPECT_EQ(stats().exhausted,
              stats().exhausted || deepest ? caught_in_all : 0);
  }
  std::_Exit(0);
}

void expect_report(FILE *reports, int status) {
  EXPECT(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGABRT);
  std::rewind(reports);
  char line[512];
  EXPECT(std::fgets(line, sizeof(line), reports));
  EXPECT(std::strncmp(line, "segstack: ", 10) == 0);
  EXPECT_EQ(ftruncate(fileno(reports), 0), 0);
  std::rewind(reports);
}

} // namespace

int main(int argc, char **argv) {
  EXPECT(argc > 1);
  const std::string which = argv[1];
  if (which == "jump")
    jump_from_reserve();
  FILE *reports = std::tmpfile();
  EXPECT(reports != nullptr);
  size_t step = which == "threads" ? 52 << 10 : 20 << 10;
  for (size_t bytes = 0; bytes < 1200 << 10; bytes += step) {
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
      if (which == "noexcept")
        dup2(fileno(reports), 2);
      run_child(which, bytes);
    }
    int status;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    if (which == "noexcept")
      expect_report(reports, status);
    else if (status)
      std::fprintf(stderr, "with %zu bytes: status %d\n", bytes, status);
    EXPECT(which == "noexcept" || status == 0);
  }
}

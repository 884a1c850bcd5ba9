//===- faults.cpp - the system refuses memory, at every call -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: faults once|from|limit [callback|noexcept]
//
// Linked with --wrap=mmap,--wrap=mprotect. For n = 1, 2, ... a child process
// recurses while the n-th call fails (or all from the n-th on), until n is more
// than all the calls there are. Each child must end by the exception (or its
// report, where it must not throw), or do without; never by a crash. With the
// fault gone it goes as deep again. `limit`: endless recursion under RLIMIT_AS.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long calls, fails_at;
static bool fails_from;

// Called where there is no room, by whoever maps stacks.
UNCHECKED static bool refused();
extern "C" {
UNCHECKED void *__wrap_mmap(void *, size_t, int, int, int, off_t);
UNCHECKED int __wrap_mprotect(void *, size_t, int);
}

static bool refused() {
  ++calls;
  if (fails_at && (fails_from ? calls >= fails_at : calls == fails_at)) {
    errno = ENOMEM;
    return true;
  }
  return false;
}

extern "C" {
void *__real_mmap(void *, size_t, int, int, int, off_t);
int __real_mprotect(void *, size_t, int);

void *__wrap_mmap(void *at, size_t size, int access, int flags, int file,
                  off_t offset) {
  return refused() ? MAP_FAILED
                   : __real_mmap(at, size, access, flags, file, offset);
}
int __wrap_mprotect(void *at, size_t size, int access) {
  return refused() ? -1 : __real_mprotect(at, size, access);
}
}

static long destroyed, told;
struct Counted {
  ~Counted() { ++destroyed; }
};

NOINLINE static long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  Counted counted;
  keep(counted);
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

NOINLINE static long must_not_throw(long n) noexcept {
  SEGSTACK_CHECK(96, (n), must_not_throw(n));
  long below = n ? must_not_throw(n - 1) : 0;
  keep(below);
  return below + 1;
}

static void tell(const segstack_exhaustion *info, void *) {
  EXPECT(info->limit == nullptr);
  ++told;
}

enum { no_fault = 10, thrown, done_without };
constexpr long levels = 60000, most_faults = 10000;

/// The child. Its exit status tells what it saw.
static int recurse(bool callback, bool no_throw) {
  if (callback)
    segstack_on_exhausted(tell, nullptr);
  bool caught = false;
  calls = 0;
  if (no_throw) {
    EXPECT_EQ(must_not_throw(2 * levels), 2 * levels + 1);
  } else {
    try {
      EXPECT_EQ(deep(levels), levels + 1);
    } catch (const segstack::stack_exhausted &error) {
      caught = true;
      EXPECT(std::strstr(error.what(), "stack exhausted"));
    }
  }
  bool reached = calls >= fails_at;
  fails_at = 0;
  destroyed = 0;
  EXPECT_EQ(deep(levels), levels + 1);
  EXPECT_EQ(destroyed, levels + 1);
  EXPECT_EQ(told, callback && caught);
  return caught ? thrown : reached ? done_without : no_fault;
}

static int in_child(long fault, bool callback, bool no_throw, int report) {
  pid_t child = fork();
  EXPECT(child >= 0);
  if (child == 0) {
    fails_at = fault;
    if (no_throw)
      dup2(report, 2);
    std::_Exit(recurse(callback, no_throw));
  }
  int status;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  return status;
}

static int endless() {
  rlimit limit = {24 << 20, 24 << 20};
  EXPECT_EQ(setrlimit(RLIMIT_AS, &limit), 0);
  for (int round = 0; round < 3; ++round) {
    bool caught = false;
    try {
      deep(1L << 40);
    } catch (const segstack::stack_exhausted &error) {
      caught = true;
      EXPECT(std::strstr(error.what(), "no more memory"));
    }
    EXPECT(caught);
    EXPECT_EQ(deep(levels), levels + 1);
  }
  EXPECT_EQ(stats().exhausted, 3);
  return 0;
}

int main(int argc, char **argv) {
  EXPECT(argc >= 2);
  if (std::strcmp(argv[1], "limit") == 0)
    return endless();
  fails_from = std::strcmp(argv[1], "from") == 0;
  bool callback = argc > 2 && std::strcmp(argv[2], "callback") == 0;
  bool no_throw = argc > 2 && std::strcmp(argv[2], "noexcept") == 0;
  FILE *reports = std::tmpfile();
  EXPECT(reports != nullptr);
  long fault = 1, seen_thrown = 0, reported = 0;
  for (; fault < most_faults; ++fault) {
    int status = in_child(fault, callback, no_throw, fileno(reports));
    if (WIFSIGNALED(status)) {
      // With a report, where nothing may be thrown.
      EXPECT_EQ(WTERMSIG(status), SIGABRT);
      EXPECT(no_throw);
      ++reported;
      EXPECT(lseek(fileno(reports), 0, SEEK_CUR) > 0);
      EXPECT_EQ(lseek(fileno(reports), 0, SEEK_SET), 0);
      continue;
    }
    EXPECT(WIFEXITED(status));
    if (WEXITSTATUS(status) == no_fault)
      break;
    EXPECT(WEXITSTATUS(status) == thrown ||
           WEXITSTATUS(status) == done_without);
    seen_thrown += WEXITSTATUS(status) == thrown;
  }
  std::printf("%ld calls, %ld thrown, %ld reported\n", fault - 1, seen_thrown,
              reported);
  EXPECT(fault > 4 && fault < most_faults);
  EXPECT(no_throw ? reported > 0 || !fails_from : seen_thrown > 0);
}

//===- slabs.cpp - small stacks, and what they share --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: slabs CASE SWITCH FIBERS SWITCHES, see splitstack.cpp. Stacks of every
// size, without memory, side by side; and the segments that fibers of a thread
// take from each other, with signals that need some, too.
//
//===----------------------------------------------------------------------===//

#include "splitstack.h"

#include <csignal>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

/// Sizes of all kinds, and one that there is no memory for.
void sizes(long count) {
  std::vector<Fiber> fibers;
  for (size_t size = 1; size < size_t(1) << 22; size += size / 3 + 1)
    for (long i = 0; i < count; ++i) {
      fibers.emplace_back();
      make(fibers.back(), size);
      EXPECT(fibers.back().size >= size);
      std::memset(fibers.back().stack, 1, fibers.back().size);
    }
  for (size_t i = 0; i < fibers.size(); i += 2)
    release(fibers[i]);
  for (size_t i = 0; i < fibers.size(); i += 2)
    make(fibers[i], fibers[i].size);
  for (Fiber &fiber : fibers)
    release(fiber);
  Words words;
  size_t size = 1;
  EXPECT(!__splitstack_makecontext(~size_t(0) / 4, words.at, &size));
  EXPECT_EQ(size, 0);
  EXPECT(!__splitstack_makecontext(~size_t(0) - 100, words.at, &size));
  __splitstack_releasecontext(words.at);
}

/// Crosses after each switch.
void crosses(Fiber &fiber) {
  for (;;) {
    EXPECT_EQ(deep(1000), 1001);
    ++fiber.result;
    yield(fiber);
  }
}

/// A fiber that crosses each time it runs finds a segment there.
void crossings(long count, long switches) {
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (Fiber &fiber : fibers) {
    prepare(fiber, crosses, 0);
    resume(fiber);
  }
  segstack_stats was = stats();
  for (long i = 0; i < switches; ++i)
    resume(fibers[static_cast<size_t>(i % count)]);
  segstack_stats now = stats();
  EXPECT(now.crossings - was.crossings >= static_cast<size_t>(switches));
  EXPECT_EQ(now.segments_mapped, was.segments_mapped);
  EXPECT(now.segments_live <= at_start + 2);
  for (Fiber &fiber : fibers) {
    EXPECT_EQ(fiber.result, 1 + switches / count);
    release(fiber);
  }
}

/// The largest frame that is compared without being subtracted.
NOINLINE long large_frames(long n) {
  SEGSTACK_CHECK(512, (n), large_frames(n));
  char local[440];
  keep(local);
  long below = n ? large_frames(n - 1) : 0;
  keep(below);
  return below + 1;
}

NOINLINE long outlined(long n) {
  SEGSTACK_BODY(4095, (&), ) {
    char local[4000];
    keep(local);
    long below = n ? outlined(n - 1) : deep(100);
    keep(below);
    return below + 1;
  }
  SEGSTACK_BODY_END
}

void has_neighbours(Fiber &fiber) {
  for (long n = 0; n < fiber.depth; ++n) {
    EXPECT_EQ(deep(n), n + 1);
    EXPECT_EQ(large_frames(n), n + 1);
    // A frame that is made before its check.
    if (fiber.size > 6 << 10)
      EXPECT_EQ(outlined(n % 40), n % 40 + 102);
    yield(fiber);
  }
}

/// No crossing needs more of a small stack than there is: what lies below and
/// above stays as it was.
void neighbours(long count, long depth, size_t size) {
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (size_t i = 0; i < fibers.size(); ++i) {
    make(fibers[i], size);
    std::memset(fibers[i].stack, 0x5a, fibers[i].size);
    if (i % 2)
      begin(fibers[i], has_neighbours, depth);
  }
  for (size_t i = 1; i < fibers.size(); i += 2)
    while (!fibers[i].done)
      resume(fibers[i]);
  for (size_t i = 0; i < fibers.size(); ++i) {
    for (size_t at = 0; i % 2 == 0 && at < fibers[i].size; ++at)
      EXPECT_EQ(fibers[i].stack[at], 0x5a);
    release(fibers[i]);
  }
}

volatile long handled;
volatile bool more_signals;

void ask_for_signal() {
  itimerval soon = {{0, 0}, {0, 50}};
  EXPECT_EQ(setitimer(ITIMER_REAL, &soon, nullptr), 0);
}

/// The next one comes some time after this, however long this took.
void handle(int) {
  EXPECT_EQ(deep(300), 301);
  handled = handled + 1;
  if (more_signals)
    ask_for_signal();
}

/// Signals come at any moment of switches and crossings, and need segments.
void signals(long count, long switches) {
  static char space[64 << 10];
  stack_t stack = {};
  stack.ss_sp = space;
  stack.ss_size = sizeof(space);
  EXPECT_EQ(sigaltstack(&stack, nullptr), 0);
  struct sigaction action = {};
  action.sa_handler = handle;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  EXPECT_EQ(sigaction(SIGALRM, &action, nullptr), 0);
  more_signals = true;
  ask_for_signal();
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (long round = 0; round < 20; ++round) {
    for (Fiber &fiber : fibers)
      prepare(fiber, crosses, 0);
    for (long i = 0; i < switches; ++i)
      resume(fibers[static_cast<size_t>(i % count)]);
    for (Fiber &fiber : fibers) {
      EXPECT_EQ(fiber.result, switches / count);
      release(fiber);
    }
  }
  while (handled < 100)
    EXPECT_EQ(deep(1000), 1001);
  more_signals = false;
  itimerval never = {};
  EXPECT_EQ(setitimer(ITIMER_REAL, &never, nullptr), 0);
}

/// The process may have little more memory than it has.
void no_memory() {
  std::vector<Fiber> fibers;
  fibers.reserve(1 << 20);
  rlimit limit;
  EXPECT_EQ(getrlimit(RLIMIT_AS, &limit), 0);
  long pages = 0;
  std::FILE *file = std::fopen("/proc/self/statm", "r");
  EXPECT_EQ(std::fscanf(file, "%ld", &pages), 1);
  std::fclose(file);
  limit.rlim_cur = static_cast<rlim_t>(pages) * 4096 + (32 << 20);
  EXPECT_EQ(setrlimit(RLIMIT_AS, &limit), 0);
  for (size_t size : {2 << 10, 8 << 10, 64 << 10, 1 << 20}) {
    for (;;) {
      Fiber fiber = {};
      void *low =
          __splitstack_makecontext(size, fiber.inside.words.at, &fiber.size);
      if (!low)
        break;
      fibers.push_back(fiber);
    }
    EXPECT(fibers.size() * fibers[0].size >= 8 << 20);
    for (Fiber &fiber : fibers)
      release(fiber);
    fibers.clear();
  }
  limit.rlim_cur = limit.rlim_max;
  EXPECT_EQ(setrlimit(RLIMIT_AS, &limit), 0);
}

/// A frame larger than the stack, which no check knows of.
UNCHECKED void too_large();
NOINLINE void too_large() {
  char frame[10 << 10];
  std::memset(frame, 1, sizeof(frame));
  keep(frame);
}

void overruns(Fiber &fiber) {
  too_large();
  yield(fiber);
}

/// The stack beside it is overwritten: the process ends, and says why.
void overrun() {
  FILE *reports = std::tmpfile();
  EXPECT(reports != nullptr);
  pid_t child = fork();
  if (child == 0) {
    dup2(fileno(reports), 2);
    Fiber fibers[2] = {};
    for (Fiber &fiber : fibers)
      make(fiber, 8 << 10);
    EXPECT(fibers[1].stack > fibers[0].stack);
    prepare(fibers[1], overruns, 0);
    resume(fibers[1]);
    std::_Exit(0);
  }
  int status;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGABRT);
  std::rewind(reports);
  char line[512];
  EXPECT(std::fgets(line, sizeof(line), reports));
  EXPECT(std::strstr(line, "segstack: the stack of a fiber, 8192 bytes, was"));
}

} // namespace

int main(int, char **argv) {
  std::string name = argv[1];
  long count = std::atol(argv[3]), depth = std::atol(argv[4]);
  note_start(argv[2]);
  if (name == "crossings")
    crossings(count, depth);
  else if (name == "neighbours")
    for (size_t size : {2 << 10, 3 << 10, 8 << 10})
      neighbours(count, depth, size);
  else if (name == "signals")
    signals(count, depth);
  else if (name == "no_memory")
    no_memory();
  else if (name == "sizes")
    sizes(count);
  else if (name == "overrun")
    overrun();
  else
    EXPECT(!"a case");
  expect_end();
}

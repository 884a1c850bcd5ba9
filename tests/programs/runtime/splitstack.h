//===- splitstack.h - switches between made stacks --------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   make --> begin --> resume ... yield ... resume --> done --> release
//
// Of a program that has one source file.
//
//===----------------------------------------------------------------------===//

#ifndef SPLITSTACK_H
#define SPLITSTACK_H

#include "expect.h"
#include "process.h"
#include "switch_stack.h"
#include <segstack/splitstack.h>

#include <string>
#include <ucontext.h>

/// __splitstack_resetcontext under its own name.
inline void *(*as_boost_declares_it())(void **, void *) {
  void *(*found)(void **, void *);
  __asm__("movq __splitstack_resetcontext@GOTPCREL(%%rip), %0" : "=r"(found));
  return found;
}

namespace {

enum Means { boost, plain, before, after };
Means means;

/// The ten pointers, to be copied by value.
struct Words {
  void *at[10];
};

/// Where one side of a switch is while the other runs.
struct Place {
  ucontext_t context;
  void *stack;
  Words words;
};

struct Fiber {
  void (*run)(Fiber &);
  long depth, result;
  bool done;
  Place inside, outside;
  char *stack;
  size_t size;
  void *marked;
};

inline bool uses_swapcontext() { return means <= plain; }

NOINLINE void change(Place &from, Place &to) {
  if (means != plain)
    __splitstack_getcontext(from.words.at);
  if (means <= before && means != plain)
    __splitstack_setcontext(to.words.at);
  if (uses_swapcontext())
    swapcontext(&from.context, &to.context);
  else
    switch_stack(&from.stack, to.stack);
  if (means == after)
    __splitstack_setcontext(from.words.at);
}

inline void yield(Fiber &fiber) { change(fiber.inside, fiber.outside); }

inline void body(Fiber *fiber) {
  // What follows a switch at the end that it has not come back from.
  if (means == after)
    __splitstack_setcontext(fiber->inside.words.at);
  fiber->run(*fiber);
  fiber->done = true;
  yield(*fiber);
}

inline void start(unsigned low, unsigned high) {
  body(reinterpret_cast<Fiber *>(uintptr_t(high) << 32 | low));
}

/// A stack of at least \p size bytes.
inline void make(Fiber &fiber, size_t size) {
  void *low =
      __splitstack_makecontext(size, fiber.inside.words.at, &fiber.size);
  EXPECT(low != nullptr);
  fiber.stack = static_cast<char *>(low);
}

/// The next resume calls \p run there.
inline void begin(Fiber &fiber, void (*run)(Fiber &), long depth) {
  fiber.run = run;
  fiber.depth = depth;
  fiber.result = 0;
  fiber.done = false;
  if (!uses_swapcontext()) {
    void **top = reinterpret_cast<void **>(fiber.stack + fiber.size) - 9;
    std::memset(top, 0, 9 * sizeof(*top));
    top[3] = &fiber;
    top[4] = reinterpret_cast<void *>(body);
    top[6] = reinterpret_cast<void *>(first_switch);
    fiber.inside.stack = top;
    return;
  }
  uintptr_t address = reinterpret_cast<uintptr_t>(&fiber);
  ucontext_t &context = fiber.inside.context;
  EXPECT_EQ(getcontext(&context), 0);
  // Boost keeps a record of its own at the top.
  context.uc_stack.ss_sp = fiber.stack;
  context.uc_stack.ss_size = fiber.size - (means == boost ? 1024 : 0);
  context.uc_link = nullptr;
  makecontext(&context, reinterpret_cast<void (*)()>(start), 2,
              static_cast<unsigned>(address),
              static_cast<unsigned>(address >> 32));
}

/// Runs it until it yields.
inline void resume(Fiber &fiber) {
  EXPECT(!fiber.done);
  change(fiber.outside, fiber.inside);
}

inline void release(Fiber &fiber) {
  // A copy, as Boost's.
  Words words = fiber.inside.words;
  __splitstack_releasecontext(words.at);
  fiber.stack = nullptr;
}

/// Segments that are mapped and not cached; one of stress mode's at the start.
inline uint64_t segments_in_use() {
  segstack_stats now = stats();
  return now.segments_live - now.segments_cached;
}
uint64_t at_start;
long lines_at_start;

/// The runtime has made every stack.
inline bool is_told() { return true; }

inline void prepare(Fiber &fiber, void (*run)(Fiber &), long depth) {
  make(fiber, 8 << 10);
  EXPECT(fiber.size >= 8 << 10);
  begin(fiber, run, depth);
}

constexpr long pause_every = 7001;

} // namespace

#include "fiber_cases.h"

namespace {

/// Before anything else.
inline void note_start(const std::string &by) {
  means = by == "boost"    ? boost
          : by == "plain"  ? plain
          : by == "before" ? before
                           : after;
  EXPECT_EQ(deep(100), 101);
  at_start = segments_in_use();
  lines_at_start = lines_of_maps();
}

/// Nothing is left.
inline void expect_end() {
  EXPECT(segments_in_use() <= at_start);
  EXPECT(stats().bytes_live <= 8 << 20);
  EXPECT(lines_of_maps() <= lines_at_start + 40);
}

} // namespace

#endif // SPLITSTACK_H

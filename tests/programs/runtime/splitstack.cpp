//===- splitstack.cpp - fibers by libgcc's interface --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: splitstack CASE SWITCH FIBERS DEPTH. Stacks of 8 KiB are made, left in
// the midst of recursions DEPTH levels deep, run on in other threads, released
// from elsewhere; at the end no segment is left. SWITCH says by what means:
//
//   boost   getcontext, setcontext, swapcontext, as Boost.Context
//   plain   swapcontext alone, the context names the whole stack
//   before  getcontext, setcontext, a switch in assembly
//   after   getcontext, the switch, setcontext by who goes on
//
//===----------------------------------------------------------------------===//

#include "splitstack.h"

#include <pthread.h>
#include <vector>

namespace {

/// Takes turns until all are done, with a recursion of the thread in between.
void take_turns(std::vector<Fiber> &fibers) {
  for (bool more = true; more;) {
    more = false;
    for (Fiber &fiber : fibers) {
      if (fiber.done)
        continue;
      resume(fiber);
      more = true;
    }
    EXPECT_EQ(deep(5000), 5001);
  }
}

void turns(long count, long depth) {
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (long i = 0; i < count; ++i)
    prepare(fibers[static_cast<size_t>(i)], recurse, depth + 3 * i);
  take_turns(fibers);
  for (long i = 0; i < count; ++i) {
    Fiber &fiber = fibers[static_cast<size_t>(i)];
    EXPECT_EQ(fiber.result, expected(depth + 3 * i));
    release(fiber);
  }
}

/// Contexts are copied by value, and what they were copied from is destroyed.
void copies(long count, long depth) {
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (Fiber &fiber : fibers)
    prepare(fiber, recurse, depth);
  for (long left = count; left;) {
    for (Fiber &fiber : fibers) {
      if (fiber.done)
        continue;
      Words copy = fiber.inside.words;
      std::memset(&fiber.inside.words, 0x5a, sizeof(Words));
      fiber.inside.words = copy;
      std::memset(&copy, 0x5a, sizeof(Words));
      resume(fiber);
      left -= fiber.done;
    }
  }
  for (Fiber &fiber : fibers) {
    EXPECT_EQ(fiber.result, expected(depth));
    release(fiber);
  }
}

std::vector<Fiber> shared;
pthread_barrier_t barrier;

/// The two threads take every other fiber, and swap them each round.
void *turn_about(void *data) {
  size_t which = reinterpret_cast<size_t>(data);
  for (size_t round = 0; round < 40; ++round) {
    for (size_t i = (which + round) % 2; i < shared.size(); i += 2)
      if (!shared[i].done)
        resume(shared[i]);
    EXPECT_EQ(deep(10000), 10001);
    pthread_barrier_wait(&barrier);
  }
  // Each releases the other's.
  for (size_t i = (which + 1) % 2; i < shared.size(); i += 2)
    if (shared[i].done)
      release(shared[i]);
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
    if (!fiber.stack) {
      EXPECT_EQ(fiber.result, expected(depth));
      continue;
    }
    while (!fiber.done)
      resume(fiber);
    EXPECT_EQ(fiber.result, expected(depth));
    release(fiber);
  }
}

/// A fiber that is deep itself releases another that was left deep.
void releases(Fiber &fiber) {
  Fiber other = {};
  make(other, 8 << 10);
  begin(other, recurse, fiber.depth);
  for (int i = 0; i < 5; ++i) {
    EXPECT(!other.done);
    resume(other);
    yield(fiber);
  }
  release(other);
  fiber.result = deep(fiber.depth);
}

void released(long count, long depth) {
  std::vector<Fiber> fibers(static_cast<size_t>(count));
  for (Fiber &fiber : fibers)
    prepare(fiber, releases, depth);
  take_turns(fibers);
  for (Fiber &fiber : fibers) {
    EXPECT_EQ(fiber.result, depth + 1);
    release(fiber);
  }
}

/// One stack for many functions, each left deep for good.
void reset(long count, long depth) {
  Fiber fiber = {};
  prepare(fiber, recurse, depth);
  for (long i = 0; i < count; ++i) {
    resume(fiber);
    size_t size = 0;
    void *low = __splitstack_resetcontext(fiber.inside.words.at, &size);
    EXPECT(low == fiber.stack && size == fiber.size);
    EXPECT(segments_in_use() <= at_start);
    begin(fiber, recurse, depth);
  }
  // As Boost declares it: what is in the second register is no pointer.
  void *(*one)(void **, void *) = as_boost_declares_it();
  EXPECT(one(fiber.inside.words.at, reinterpret_cast<void *>(8)) ==
         fiber.stack);
  begin(fiber, recurse, depth);
  while (!fiber.done)
    resume(fiber);
  EXPECT_EQ(fiber.result, expected(depth));
  release(fiber);
}

/// Adds up the stretches from \p start on; \p seen says what holds `wanted`.
size_t add_up(void *start, size_t length, void *segment, void *sp,
              void *initial_sp, void *wanted, int &seen) {
  size_t bytes = 0;
  while (start) {
    bytes += length;
    char *low = static_cast<char *>(start);
    seen += low <= wanted && wanted < low + length;
    start = __splitstack_find(segment, sp, &length, &segment, &sp, &initial_sp);
  }
  return bytes;
}

NOINLINE size_t find_from_deep(long n, int &seen, void *wanted) {
  SEGSTACK_CHECK(96, (n, &seen, wanted), find_from_deep(n, seen, wanted));
  size_t bytes;
  if (n) {
    bytes = find_from_deep(n - 1, seen, wanted);
  } else {
    void *segment, *sp, *initial_sp = nullptr;
    size_t length;
    void *start = __splitstack_find(nullptr, nullptr, &length, &segment, &sp,
                                    &initial_sp);
    bytes = add_up(start, length, segment, sp, initial_sp, wanted, seen);
  }
  keep(bytes);
  return bytes;
}

void finds(Fiber &fiber) {
  int here = 0, found = 0;
  size_t bytes = find_from_deep(fiber.depth, found, &here);
  EXPECT_EQ(found, 1);
  // A frame has a return address and one of the values at least.
  fiber.result = bytes > static_cast<size_t>(fiber.depth) * 16;
  fiber.marked = &here;
  pausing(fiber, fiber.depth);
}

void find(long count, long depth) {
  for (long i = 0; i < count; ++i) {
    Fiber fiber = {};
    prepare(fiber, finds, depth);
    void *segment, *sp, *initial_sp;
    size_t length;
    Words &words = fiber.inside.words;
    EXPECT(!__splitstack_find_context(words.at, &length, &segment, &sp,
                                      &initial_sp));
    EXPECT(
        !__splitstack_find(segment, sp, &length, &segment, &sp, &initial_sp));
    resume(fiber);
    EXPECT_EQ(fiber.result, 1);
    EXPECT(!fiber.done);
    void *start = __splitstack_find_context(words.at, &length, &segment, &sp,
                                            &initial_sp);
    int found = 0;
    add_up(start, length, segment, sp, initial_sp, fiber.marked, found);
    EXPECT_EQ(found, 1);
    while (!fiber.done)
      resume(fiber);
    release(fiber);
    // The thread's own stack.
    int here = 0, seen = 0;
    EXPECT(find_from_deep(depth, seen, &here) > 16 * size_t(depth));
    EXPECT_EQ(seen, 1);
  }
}

void sees_signals(Fiber &fiber) {
  int was = -1, off = 0;
  __splitstack_block_signals(nullptr, &was);
  fiber.result = was;
  __splitstack_block_signals(&off, &was);
  yield(fiber);
  __splitstack_block_signals(nullptr, &was);
  fiber.result = was;
}

/// The flag of who blocks signals goes with the context.
void block_signals() {
  Fiber fiber = {};
  prepare(fiber, sees_signals, 0);
  int was = -1, off = 0, on = 1;
  __splitstack_block_signals_context(fiber.inside.words.at, &off, &was);
  EXPECT_EQ(was, 1);
  __splitstack_block_signals_context(fiber.inside.words.at, &on, &was);
  EXPECT_EQ(was, 0);
  resume(fiber);
  EXPECT_EQ(fiber.result, 1);
  __splitstack_block_signals(nullptr, &was);
  EXPECT_EQ(was, 1);
  __splitstack_block_signals_context(fiber.inside.words.at, nullptr, &was);
  EXPECT_EQ(was, 0);
  resume(fiber);
  EXPECT_EQ(fiber.result, 0);
  EXPECT(fiber.done);
  release(fiber);
}

} // namespace

int main(int, char **argv) {
  std::string name = argv[1];
  long count = std::atol(argv[3]), depth = std::atol(argv[4]);
  note_start(argv[2]);
  if (name == "turns")
    turns(count, depth);
  else if (name == "copies")
    copies(count, depth);
  else if (name == "migrate")
    migrate(count, depth);
  else if (name == "released")
    released(count, depth);
  else if (name == "exceptions")
    exceptions(count, depth);
  else if (name == "exhausted")
    exhausted(count);
  else if (name == "reset")
    reset(count, depth);
  else if (name == "find")
    find(count, depth);
  else if (name == "block_signals")
    block_signals();
  else
    EXPECT(!"a case");
  expect_end();
}

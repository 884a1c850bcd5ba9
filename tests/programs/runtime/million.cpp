//===- million.cpp - a million fibers at a time -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: million FIBERS. Each has a stack of 2 KiB, runs, recurses far beyond
// it, comes back and yields; when all have, each is resumed and does so again.
// Memory and mappings are those that the system counts.
//
//===----------------------------------------------------------------------===//

#include "splitstack.h"

#include <vector>

namespace {

constexpr size_t stack_size = 2 << 10;

struct Small {
  Words words;
  void *stack;
  unsigned rounds;
};

Words scheduler;
void *scheduler_stack;

NOINLINE void yield(Small &fiber) {
  __splitstack_getcontext(fiber.words.at);
  __splitstack_setcontext(scheduler.at);
  switch_stack(&fiber.stack, scheduler_stack);
}

NOINLINE void resume(Small &fiber) {
  __splitstack_getcontext(scheduler.at);
  __splitstack_setcontext(fiber.words.at);
  switch_stack(&scheduler_stack, fiber.stack);
}

void run(Small *fiber) {
  for (;;) {
    // 90 frames have no place on the stack.
    EXPECT_EQ(deep(90), 91);
    ++fiber->rounds;
    yield(*fiber);
  }
}

void make(Small &fiber) {
  size_t size;
  void *low = __splitstack_makecontext(stack_size, fiber.words.at, &size);
  EXPECT(low != nullptr);
  EXPECT(size >= stack_size);
  void **top = reinterpret_cast<void **>(static_cast<char *>(low) + size) - 9;
  top[3] = &fiber;
  top[4] = reinterpret_cast<void *>(run);
  top[6] = reinterpret_cast<void *>(first_switch);
  fiber.stack = top;
}

void resume_all(std::vector<Small> &fibers, unsigned rounds) {
  unsigned long long before = stats().crossings;
  for (Small &fiber : fibers)
    resume(fiber);
  for (Small &fiber : fibers)
    EXPECT_EQ(fiber.rounds, rounds);
  EXPECT(stats().crossings - before >= fibers.size());
}

void report(const char *when) {
  segstack_stats now = stats();
  std::printf("%s: %ld MiB, %ld mappings, %llu segments mapped ever\n", when,
              (memory_kib("VmRSS:") << 10) >> 20, lines_of_maps(),
              static_cast<unsigned long long>(now.segments_mapped));
}

} // namespace

int main(int, char **argv) {
  constexpr long most_lines = 65530 / 2;
  size_t count = static_cast<size_t>(std::atol(argv[1]));
  std::vector<Small> fibers(count);
  long before = (memory_kib("VmRSS:") << 10), lines = lines_of_maps();
  for (Small &fiber : fibers)
    make(fiber);
  report("made");
  for (unsigned round = 1; round <= 2; ++round) {
    resume_all(fibers, round);
    report("run");
    EXPECT((memory_kib("VmRSS:") << 10) < 3000000000);
    EXPECT(lines_of_maps() < most_lines);
    EXPECT(stats().segments_mapped <= 4);
  }
  for (Small &fiber : fibers)
    __splitstack_releasecontext(fiber.words.at);
  report("released");
  EXPECT((memory_kib("VmRSS:") << 10) < before + (16 << 20));
  EXPECT(lines_of_maps() < lines + 20);
}

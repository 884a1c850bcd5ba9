//===- foreign.cpp - the C library at every distance from the limit ----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: foreign own|segment|thread|fiber|system|stress STEP REACH
//
// A checked function calls each function of foreign_table.h while the stack
// pointer at its check is REACH bytes above the limit, STEP bytes less, and so
// on to 1 KiB below: on the thread's own stack, on its second segment, in three
// threads at once. In a fiber of 8 KiB, everywhere, the heavy ones are called
// by segstack_run or segstack_run_on_system_stack. What they return must be
// what they returned at first, and what lies above must stay as it was. Below
// each segment there should be a wide guard (guard_pages).
//
//===----------------------------------------------------------------------===//

#include "foreign_table.h"

#include <sys/mman.h>
#include <ucontext.h>

namespace {

constexpr long below = 1 << 10;
constexpr size_t extreme_bytes = 640 << 10;
constexpr size_t call_count = std::extent<decltype(foreign::calls)>::value;

unsigned long expected[call_count];
long step, above;
bool alone = true;

/// One call and where it ran.
struct Order {
  size_t number;
  uintptr_t frame;
};

uintptr_t address_of_frame() {
  return reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
}

/// About the stack pointer of who calls this.
NOINLINE uintptr_t sp() { return address_of_frame() + 16; }

void run(void *data) {
  size_t number = *static_cast<size_t *>(data);
  foreign::Result result;
  foreign::calls[number].run(result);
  EXPECT_EQ(result.hash, expected[number]);
}

/// Where there is stack enough for all.
void run_first(void *) {
  for (size_t i = 0; i < call_count; ++i) {
    foreign::Result result;
    foreign::calls[i].run(result);
    expected[i] = result.hash;
  }
}

/// What is extreme says what it needs; the reserve is for the rest.
NOINLINE void checked(Order &order) {
  SEGSTACK_CHECK(96, (&order), checked(order));
  order.frame = address_of_frame();
  if (foreign::calls[order.number].kind == foreign::extreme)
    EXPECT_EQ(segstack_run(run, &order.number, extreme_bytes), 0);
  else
    run(&order.number);
  keep(order);
}

bool is_left_out(size_t number, long round) {
  const foreign::Call &call = foreign::calls[number];
  // Processes are slow, and the locale is everybody's.
  return (call.kind == foreign::starts && round % 16) ||
         (!alone && std::strcmp(call.function, "setlocale") == 0);
}

/// Makes its frame larger so that the callee's begins at \p goal. The alloca is
/// in parentheses, past what asks for room.
NOINLINE bool call_from(uintptr_t goal, Order &order) {
  size_t size = (sp() - goal) & ~size_t(15);
  unsigned char *block = static_cast<unsigned char *>((__builtin_alloca)(size));
  std::memset(block, 0xa5, size);
  keep(*block);
  checked(order);
  for (size_t i = 0; i < size; ++i)
    EXPECT_EQ(block[i], 0xa5);
  uintptr_t here = reinterpret_cast<uintptr_t>(block);
  return here - order.frame > 4096;
}

/// Every call at every distance; the frame of this function is far enough up.
NOINLINE void sweep() {
  const uintptr_t limit = segstack_limit;
  for (size_t number = 0; number < call_count; ++number) {
    bool crossed = false;
    long rounds = 0;
    for (long at = above; at >= -below; at -= step) {
      if (is_left_out(number, rounds++))
        continue;
      Order order = {number, 0};
      bool crosses = call_from(limit + static_cast<uintptr_t>(at), order);
      // Once there is no room there is none any more.
      EXPECT(crosses || !crossed);
      EXPECT_EQ(segstack_limit, limit);
      crossed = crosses;
      EXPECT(at < 1024 || !crosses);
    }
    EXPECT(crossed || is_left_out(number, 1));
  }
}

/// Goes down to where the stack ends that is the \p stacks-th from here.
NOINLINE void dive(int stacks, uintptr_t last) {
  SEGSTACK_CHECK(96, (stacks, last), dive(stacks, last));
  uintptr_t now = address_of_frame();
  bool crossed = last && last - now > 4096;
  if (crossed)
    --stacks;
  if (stacks == 0 &&
      now - segstack_limit < static_cast<uintptr_t>(above) + 2048)
    sweep();
  else
    dive(stacks, now);
  keep(now);
}

NOINLINE void every_level(int levels) {
  SEGSTACK_CHECK(96, (levels), every_level(levels));
  for (size_t number = static_cast<size_t>(levels) % 4; number < call_count;
       number += 4) {
    if (is_left_out(number, levels))
      continue;
    Order order = {number, 0};
    uintptr_t pad = static_cast<uintptr_t>(levels * step % 4096) + 256;
    call_from(sp() - pad, order);
  }
  if (levels)
    every_level(levels - 1);
  keep(levels);
}

void in_threads() {
  alone = false;
  pthread_t threads[3];
  for (pthread_t &thread : threads)
    EXPECT_EQ(pthread_create(
                  &thread, nullptr,
                  [](void *) -> void * {
                    dive(1, 0);
                    return nullptr;
                  },
                  nullptr),
              0);
  for (pthread_t thread : threads)
    EXPECT_EQ(pthread_join(thread, nullptr), 0);
}

// Fibers.

constexpr size_t fiber_size = 8 << 10, canary_size = 64 << 10;
ucontext_t inside, outside;
bool on_system_stack;

/// Needs less than half of a fiber, so it may be called from there.
bool is_small(const foreign::Call &call) {
  for (const char *name : {"qsort", "strtod", "malloc", "getcwd", "strcoll",
                           "dl_iterate_phdr", "scandir"})
    if (std::strcmp(call.function, name) == 0)
      return true;
  return false;
}

NOINLINE void checked_in_fiber(Order &order) {
  SEGSTACK_CHECK(96, (&order), checked_in_fiber(order));
  const foreign::Call &call = foreign::calls[order.number];
  if (is_small(call))
    run(&order.number);
  else if (on_system_stack && call.kind != foreign::extreme)
    EXPECT_EQ(segstack_run_on_system_stack(run, &order.number, 64 << 10), 0);
  else
    EXPECT_EQ(
        segstack_run(run, &order.number,
                     call.kind == foreign::extreme ? extreme_bytes : 64 << 10),
        0);
  keep(order);
}

/// As call_from; there is less room, and no stack to look at.
NOINLINE void call_in_fiber(uintptr_t goal, size_t number) {
  size_t size = (sp() - goal) & ~size_t(15);
  unsigned char *block = static_cast<unsigned char *>((__builtin_alloca)(size));
  std::memset(block, 0xa5, size);
  keep(*block);
  Order order = {number, 0};
  checked_in_fiber(order);
  for (size_t i = 0; i < size; ++i)
    EXPECT_EQ(block[i], 0xa5);
}

NOINLINE void first_check() {
  SEGSTACK_CHECK(96, (), first_check());
  keep(inside);
}

void in_fiber() {
  first_check();
  uintptr_t start = sp() - 512;
  for (size_t number = 0; number < call_count; ++number) {
    long rounds = 0;
    // The limit is in the middle of the stack.
    for (uintptr_t goal = start; goal > start - 3840;
         goal -= static_cast<uintptr_t>(step))
      if (!is_left_out(number, rounds++))
        call_in_fiber(goal, number);
  }
}

void run_fiber(bool system_stack) {
  on_system_stack = system_stack;
  unsigned char *block = static_cast<unsigned char *>(
      mmap(nullptr, canary_size + fiber_size, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  EXPECT(block != MAP_FAILED);
  std::memset(block, 0x5a, canary_size);
  EXPECT_EQ(getcontext(&inside), 0);
  inside.uc_stack.ss_sp = block + canary_size;
  inside.uc_stack.ss_size = fiber_size;
  inside.uc_link = &outside;
  makecontext(&inside, in_fiber, 0);
  EXPECT_EQ(swapcontext(&outside, &inside), 0);
  for (size_t i = 0; i < canary_size; ++i)
    EXPECT_EQ(block[i], 0x5a);
}

} // namespace

int main(int argc, char **argv) {
  EXPECT(argc == 4);
  step = std::atol(argv[2]);
  above = std::atol(argv[3]);
  EXPECT(step > 0 && step % 16 == 0);
  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  std::setlocale(LC_ALL, "C.UTF-8");
  EXPECT_EQ(segstack_run(run_first, nullptr, 4 << 20), 0);
  const std::string where = argv[1];
  if (where == "own")
    dive(0, 0);
  else if (where == "segment")
    dive(2, 0);
  else if (where == "thread")
    in_threads();
  else if (where == "stress")
    every_level(150);
  else
    run_fiber(where == "system");
  foreign::remove_tree();
}

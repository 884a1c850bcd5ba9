//===- crossing_split.cpp - the same with -fsplit-stack -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What crossing.cpp measures, for a program built with -fsplit-stack, whose
// runtime has no counter: a call has crossed when its stack pointer is far
// from its caller's. `crossing_split [calls]` (default 1e6, a multiple of 100)
// prints a line of the same form.
//
//===----------------------------------------------------------------------===//

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <x86intrin.h>

struct Measured {
  double cycles = 1e9;
  long crossed = 0;
};

// g++ takes the attribute only on a declaration before the definition.
#define UNCHECKED __attribute__((noinline, no_split_stack))
UNCHECKED static uintptr_t plain(long n);
template <uintptr_t (*Function)(long)>
UNCHECKED static Measured measure(long calls);
UNCHECKED static void at_the_edge(long calls);

static inline uintptr_t stack_pointer() {
  uintptr_t sp;
  __asm__ volatile("movq %%rsp, %0" : "=r"(sp));
  return sp;
}

/// Uses some stack: clang++ gives no check to a function without a frame.
static inline void take_stack(long n) {
  long frame[4] = {n};
  __asm__ volatile("" : : "r"(frame) : "memory");
}

/// Returns its stack pointer.
__attribute__((noinline)) static uintptr_t checked(long n) {
  take_stack(n);
  return stack_pointer();
}

uintptr_t plain(long n) {
  take_stack(n);
  return stack_pointer();
}

/// Cycles per call: the least of 100 rounds, since others use the machine too.
template <uintptr_t (*Function)(long)> Measured measure(long calls) {
  Measured result;
  const uintptr_t here = stack_pointer();
  for (int round = 0; round < 100; ++round) {
    uint64_t start = __rdtsc();
    for (long i = 0; i < calls / 100; ++i)
      result.crossed += here - Function(i) > 4096; // also when it lies above
    double each = static_cast<double>(__rdtsc() - start) /
                  static_cast<double>(calls / 100);
    result.cycles = each < result.cycles ? each : result.cycles;
  }
  return result;
}

static Measured Base, Crossing;

/// Takes stack in small steps until a measured call crosses.
void at_the_edge(long calls) {
  if (measure<checked>(100).crossed == 100) {
    Base = measure<plain>(calls);
    Crossing = measure<checked>(calls);
  } else {
    at_the_edge(calls);
    take_stack(calls); // no tail call
  }
}

int main(int argc, char **argv) {
  const long calls = argc > 1 ? std::atol(argv[1]) : 1000000;
  at_the_edge(calls);
  std::printf("plain call %.1f cycles, crossing call %.1f cycles, the "
              "crossing %.1f; %ld of %ld calls crossed\n",
              Base.cycles, Crossing.cycles, Crossing.cycles - Base.cycles,
              Crossing.crossed, calls);
  return Base.crossed == 0 && Crossing.crossed == calls ? 0 : 1;
}

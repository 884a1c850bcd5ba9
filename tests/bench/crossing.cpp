//===- crossing.cpp - what a crossing costs -------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that calls one function which crosses every time, against the same
// loop over the plain function. Prints cycles of the time stamp counter per
// call: `crossing [calls]` (default 1e8, a multiple of 100). The loop runs at a
// depth where the thread's stack ends, found by the runtime's own counter.
//
//===----------------------------------------------------------------------===//

#include <segstack/check.h>
#include <segstack/segstack.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <x86intrin.h>

__attribute__((noinline)) static long plain(long n) {
  __asm__ volatile("" : "+r"(n));
  return n + 1;
}

__attribute__((noinline)) static long checked(long n) {
  SEGSTACK_CHECK(16, (n), checked(n));
  __asm__ volatile("" : "+r"(n));
  return n + 1;
}

static uint64_t crossings() {
  segstack_stats stats;
  segstack_get_stats(&stats);
  return stats.crossings;
}

/// Cycles per call: the least of 100 rounds, since others use the machine too.
template <long (*Function)(long)>
__attribute__((noinline)) static double cycles(long calls) {
  double least = 1e9;
  for (int round = 0; round < 100; ++round) {
    long sum = 0;
    uint64_t start = __rdtsc();
    for (long i = 0; i < calls / 100; ++i)
      sum += Function(i);
    double each = static_cast<double>(__rdtsc() - start) /
                  static_cast<double>(calls / 100);
    __asm__ volatile("" : : "r"(sum));
    least = each < least ? each : least;
  }
  return least;
}

/// Takes stack in small steps until calls of checked() cross, then measures.
__attribute__((noinline)) static int at_the_edge(long calls) {
  volatile char step[128];
  step[0] = 1;
  uint64_t before = crossings();
  checked(1);
  checked(1);
  int status;
  if (crossings() == before + 2) {
    double base = cycles<plain>(calls);
    before = crossings();
    double crossed = cycles<checked>(calls);
    uint64_t counted = crossings() - before;
    std::printf("plain call %.1f cycles, crossing call %.1f cycles, the "
                "crossing %.1f; %llu of %ld calls crossed\n",
                base, crossed, crossed - base,
                static_cast<unsigned long long>(counted), calls);
    status = counted == static_cast<uint64_t>(calls) ? 0 : 1;
  } else {
    status = at_the_edge(calls);
  }
  return status + step[0] - 1;
}

int main(int argc, char **argv) {
  return at_the_edge(argc > 1 ? std::atol(argv[1]) : 100000000);
}

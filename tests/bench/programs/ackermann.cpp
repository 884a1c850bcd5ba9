//===- ackermann.cpp - deep recursion with tail calls ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ackermann's function: two of its three calls are tail calls, the third goes
// thousands of frames deep. `ackermann [rounds]` of A(3, 7), default 1200.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>

int ackermann(int m, int n) {
  if (m == 0)
    return n + 1;
  if (n == 0)
    return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

/// Keeps a compiler from seeing that every round computes the same.
static int hidden(int value) {
  __asm__ volatile("" : "+r"(value));
  return value;
}

int main(int argc, char **argv) {
  long rounds = argc > 1 ? std::atol(argv[1]) : 1200;
  long total = 0;
  for (long round = 0; round < rounds; ++round)
    total += ackermann(hidden(3), 7);
  std::printf("%ld\n", total);
}

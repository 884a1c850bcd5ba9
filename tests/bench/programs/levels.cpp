//===- levels.cpp - one recursion without end -----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes down and comes back up once. `levels [depth]`, default 50 million. The
// barrier keeps compilers from turning the recursion into a loop.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>

long levels(long depth) {
  if (depth == 0)
    return 0;
  long below = levels(depth - 1);
  __asm__ volatile("" : "+r"(below));
  return below + (depth & 1);
}

int main(int argc, char **argv) {
  std::printf("%ld\n", levels(argc > 1 ? std::atol(argv[1]) : 50000000));
}

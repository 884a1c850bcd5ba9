//===- fib.cpp - calls that do next to nothing ----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Doubly recursive Fibonacci numbers: the worst case for a check, and a
// function that optimisers inline into itself several times. `fib [n]`,
// default 42.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>

int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(int argc, char **argv) {
  std::printf("%d\n", fib(argc > 1 ? std::atoi(argv[1]) : 42));
}

//===- Driver.h - a program that nests deeply, on request -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every driver links one real project and runs its recursive code on input of
// a depth given on the command line:
//
//   driver CASE DEPTH          run it; exit 0 only if the result is right
//   driver exhaust CASE DEPTH  expect segstack::stack_exhausted, catch it, and
//                              then handle a small input as if nothing was
//
// A driver never recurses itself: what overflows is the project's own code.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CORPORA_DRIVER_H
#define SEGSTACK_CORPORA_DRIVER_H

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#ifdef CORPORA_INSTRUMENTED
#include <segstack/segstack.h>
#endif

/// One recursive use of the project; true when the result is right.
struct Case {
  const char *Name;
  bool (*Run)(std::size_t Depth);
};

/// Prints what is wrong and gives false, for `return wrong("...")`.
inline bool wrong(const char *What) {
  std::printf("wrong: %s\n", What);
  return false;
}

inline std::string repeat(const char *Text, std::size_t Times) {
  std::string Result;
  Result.reserve(std::strlen(Text) * Times);
  for (std::size_t I = 0; I != Times; ++I)
    Result += Text;
  return Result;
}

enum { ExitRight = 0, ExitWrong = 1, ExitUsage = 2, ExitNotExhausted = 3 };

inline int runCase(const Case &Which, std::size_t Depth) {
  if (!Which.Run(Depth))
    return ExitWrong;
  std::printf("%s: %zu levels: right\n", Which.Name, Depth);
  return ExitRight;
}

inline int exhaustCase(const Case &Which, std::size_t Depth) {
#ifdef CORPORA_INSTRUMENTED
  bool Caught = false;
  try {
    Which.Run(Depth);
  } catch (const segstack::stack_exhausted &) {
    Caught = true;
  }
  if (!Caught) {
    std::printf("%s: %zu levels: not exhausted\n", Which.Name, Depth);
    return ExitNotExhausted;
  }
  std::printf("%s: %zu levels: caught stack_exhausted\n", Which.Name, Depth);
  return runCase(Which, 10);
#else
  (void)Which;
  (void)Depth;
  std::printf("exhaust: not an instrumented build\n");
  return ExitUsage;
#endif
}

template <std::size_t N>
int driverMain(int ArgC, char **ArgV, const Case (&Cases)[N]) {
  bool Exhaust = ArgC == 4 && std::strcmp(ArgV[1], "exhaust") == 0;
  if (ArgC == 3 || Exhaust)
    for (const Case &Which : Cases)
      if (std::strcmp(ArgV[ArgC - 2], Which.Name) == 0) {
        std::size_t Depth = std::strtoull(ArgV[ArgC - 1], nullptr, 10);
        return Exhaust ? exhaustCase(Which, Depth) : runCase(Which, Depth);
      }
  std::printf("usage: driver [exhaust] CASE DEPTH; cases:");
  for (const Case &Which : Cases)
    std::printf(" %s", Which.Name);
  std::printf("\n");
  return ExitUsage;
}

#endif // SEGSTACK_CORPORA_DRIVER_H

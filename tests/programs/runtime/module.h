//===- module.h - recursion through several modules -------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What modules.cpp and the libraries made of module.cpp agree on. Each has a
// step of its own with a check in it; a step calls the next module's.
//
//===----------------------------------------------------------------------===//

#ifndef MODULE_H
#define MODULE_H

#include "expect.h"

#include <stdexcept>

struct Walk;
using Step = long (*)(Walk &walk, long n);

/// One recursion through all steps in turn. Counts destructors in `destroyed`.
struct Walk {
  Step steps[3];
  long throws_at; ///< -1: never
  long rethrows;  ///< every so many levels an exception is caught and rethrown
  long caught, destroyed;
};

struct Counted {
  long &count;
  ~Counted() { ++count; }
};

inline long next_step(Walk &walk, long n) {
  return n ? walk.steps[n % 3](walk, n - 1) : 0;
}

/// The body of every module's step.
inline long go_on(Walk &walk, long n) {
  Counted counted{walk.destroyed};
  keep(counted);
  if (n == walk.throws_at)
    throw std::runtime_error("from the last module");
  if (!walk.rethrows || n % walk.rethrows)
    return next_step(walk, n) + 1;
  try {
    return next_step(walk, n) + 1;
  } catch (const std::exception &) {
    ++walk.caught;
    throw;
  }
}

#endif // MODULE_H

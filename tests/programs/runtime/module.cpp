//===- module.cpp - a library with checks of its own -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Built as two libraries: MODULE is a number that the functions' names and the
// sizes of their frames depend on, so that one library loaded where the other
// was has other functions at the same addresses.
//
//===----------------------------------------------------------------------===//

#include "module.h"

template <int Module> struct Named {};

/// The name that is reported has the module's number in it.
NOINLINE static long deep(Named<MODULE> name, long n) {
  SEGSTACK_CHECK(64 + 96 * MODULE, (name, n), deep(name, n));
  char block[16 + 96 * MODULE];
  keep(block);
  long below = n ? deep(name, n - 1) : 0;
  keep(block);
  return below + 1;
}

extern "C" __attribute__((visibility("default"))) long module_deep(long n) {
  return deep({}, n);
}

extern "C" __attribute__((visibility("default"))) long module_step(Walk &walk,
                                                                   long n) {
  SEGSTACK_CHECK(192, (&walk, n), module_step(walk, n));
  return go_on(walk, n);
}

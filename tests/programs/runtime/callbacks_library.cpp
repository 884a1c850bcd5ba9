//===- callbacks_library.cpp - recursion in dlopen and dlclose ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A shared library that callbacks.cpp opens: its constructors and destructors
// recurse deeper than the stack that dlopen and dlclose are called on.
//
//===----------------------------------------------------------------------===//

#include "callbacks.h"
#include "expect.h"

namespace {

long constructed, unused, *destroyed = &unused;

NOINLINE long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

struct Global {
  long levels = library_levels;
  Global() {
    SEGSTACK_BODY_VOID(96, (this)) { constructed += deep(levels); }
    SEGSTACK_BODY_END
  }
  ~Global() {
    SEGSTACK_BODY_VOID(96, (this)) { *destroyed += deep(levels); }
    SEGSTACK_BODY_END
  }
};

Global first, second;

__attribute__((constructor)) void construct() {
  SEGSTACK_CHECK(96, (), construct());
  constructed += deep(library_levels);
}

__attribute__((destructor)) void destroy() {
  SEGSTACK_CHECK(96, (), destroy());
  *destroyed += deep(library_levels);
}

} // namespace

extern "C" {

long library_constructed() { return constructed; }

NOINLINE long library_call(long levels, long (*back)(long)) {
  SEGSTACK_CHECK(96, (levels, back), library_call(levels, back));
  long result = levels ? library_call(levels - 1, back) : back(library_levels);
  keep(result);
  return result;
}

void library_report_to(long *to) { destroyed = to; }
}

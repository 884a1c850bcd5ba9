//===- build_modes.cpp - the same answer however it is built -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Built by build_modes.py with one set of flags after another, as a program or
// as a shared library with a main of its own. Goes 1,000,000 calls deep by
// retry, by outline and by segstack_run, and throws from there through every
// crossing. Prints what it added up.
//
//===----------------------------------------------------------------------===//

#include <segstack/check.h>
#include <segstack/segstack.h>

#include <cstdio>

static const long levels = 1000000;
static long destroyed;

struct Counted {
  ~Counted() { ++destroyed; }
};

template <class T> static void keep(T &value) {
  __asm__ volatile("" : : "r"(&value) : "memory");
}

__attribute__((noinline)) static long sum(long n) {
  SEGSTACK_CHECK(96, (n), sum(n));
  if (n == 0)
    return 0;
  long below = sum(n - 1);
  keep(below);
  return below + n;
}

// A buffer, for what protectors and probes do about it.
__attribute__((noinline)) static long with_buffer(long n) {
  SEGSTACK_BODY(256, (n), ->long) {
    char buffer[128];
    std::snprintf(buffer, 16, "%ld", n % 1000);
    long below = n ? with_buffer(n - 1) : 0;
    keep(buffer);
    return below + (buffer[0] != 0);
  }
  SEGSTACK_BODY_END
}

__attribute__((noinline)) static void throws(long n) {
  SEGSTACK_CHECK(96, (n), throws(n));
  Counted counted;
  keep(counted);
  if (n == 0)
    throw 7L;
  throws(n - 1);
  keep(counted);
}

static void runs(void *data) {
  long &left = *static_cast<long *>(data);
  if (--left > 0)
    segstack_run(runs, data, 256);
  else
    throw 11L;
}

static long caught() {
  long value = 0;
  try {
    throws(levels);
  } catch (long thrown) {
    value += thrown;
  }
  long left = levels;
  try {
    segstack_run(runs, &left, 256);
  } catch (long thrown) {
    value += thrown;
  }
  return value;
}

extern "C" int build_modes() {
  long total = sum(levels);
  long buffers = with_buffer(levels / 10);
  long value = caught();
  segstack_stats stats;
  segstack_get_stats(&stats);
  std::printf("%ld %ld %ld %ld\n", total, buffers, value, destroyed);
  return stats.crossings ? 0 : 1;
}

#ifndef SEGSTACK_TEST_LIBRARY
int main() { return build_modes(); }
#endif

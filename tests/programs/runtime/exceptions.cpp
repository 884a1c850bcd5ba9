//===- exceptions.cpp - exceptions cross segments, at the limit too ----===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: exceptions CASE, with max_stack set small by SEGSTACK_OPTIONS for the
// cases that exhaust it.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <stdexcept>
#include <string>

struct Counted {
  static long alive;
  Counted() { ++alive; }
  Counted(const Counted &) = delete;
  ~Counted() { --alive; }
};
long Counted::alive;

NOINLINE static long thrower(long n, long at) {
  SEGSTACK_CHECK(440, (n, at), thrower(n, at));
  Counted here;
  char block[400];
  keep(block);
  if (n == at)
    throw n;
  long below = thrower(n + 1, at);
  keep(block);
  return below;
}

/// Throws from depths on both sides of every crossing up to 600 levels.
static void every_depth() {
  for (long at = 0; at < 600; ++at) {
    long caught = -1;
    try {
      thrower(0, at);
    } catch (long value) {
      caught = value;
    }
    EXPECT_EQ(caught, at);
    EXPECT_EQ(Counted::alive, 0);
  }
  EXPECT(stats().crossings > 0);
}

/// Catches and throws again at each level.
NOINLINE static long rethrower(long n) {
  SEGSTACK_CHECK(96, (n), rethrower(n));
  if (n == 0)
    throw 0L;
  long seen = -1;
  try {
    rethrower(n - 1);
  } catch (long value) {
    seen = value;
  }
  keep(seen);
  throw seen + 1;
}

static void rethrow() {
  long seen = -1;
  try {
    rethrower(3000);
  } catch (long value) {
    seen = value;
  }
  EXPECT_EQ(seen, 3000);
}

NOINLINE static long forever(long n) {
  SEGSTACK_CHECK(300, (n), forever(n));
  Counted here;
  char block[256];
  keep(block);
  long below = forever(n + 1);
  keep(block);
  return below;
}

static bool exhausts(std::string *what = nullptr) {
  try {
    forever(0);
  } catch (const segstack::stack_exhausted &error) {
    if (what)
      *what = error.what();
    return true;
  }
  return false;
}

static void exhausted() {
  std::string what;
  EXPECT(exhausts(&what));
  EXPECT_EQ(Counted::alive, 0);
  EXPECT(what.find("forever") != std::string::npos);
  EXPECT(what.find("max_stack") != std::string::npos);
  bool as_base = false;
  try {
    forever(0);
  } catch (const std::exception &) {
    as_base = true;
  }
  EXPECT(as_base);
}

/// A thousand times: nothing is left behind.
static void again() {
  EXPECT(exhausts());
  segstack_stats first = stats();
  for (int i = 1; i < 1000; ++i)
    EXPECT(exhausts());
  segstack_stats last = stats();
  EXPECT_EQ(Counted::alive, 0);
  EXPECT_EQ(last.exhausted, 1000);
  EXPECT_EQ(last.bytes_live, first.bytes_live);
  EXPECT_EQ(last.segments_live, first.segments_live);
  EXPECT_EQ(last.bytes_peak, first.bytes_peak);
}

NOINLINE static long must_not(long n) noexcept {
  SEGSTACK_CHECK(64, (n), must_not(n));
  long below = n ? must_not(n - 1) : 0;
  keep(below);
  return below + 1;
}

struct Deep {
  ~Deep() { done += must_not(2000); }
  static long done;
};
long Deep::done;

NOINLINE static long with_destructors(long n) {
  SEGSTACK_CHECK(64, (n), with_destructors(n));
  Deep deep;
  long below = with_destructors(n + 1);
  keep(below);
  return below;
}

/// Destructors recurse while stack_exhausted flies, beyond the soft limit.
static void destructors() {
  bool caught = false;
  try {
    with_destructors(0);
  } catch (const segstack::stack_exhausted &) {
    caught = true;
  }
  EXPECT(caught);
  EXPECT(Deep::done > 0 && Deep::done % 2001 == 0);
  EXPECT(exhausts());
}

/// Where the soft limit stops forever(), a noexcept function goes on.
NOINLINE static long edge(long n) {
  SEGSTACK_CHECK(64, (n), edge(n));
  long below;
  try {
    below = edge(n + 1);
  } catch (const segstack::stack_exhausted &) {
    below = must_not(1000);
  }
  keep(below);
  return below;
}

static void beyond() {
  segstack_stats before = stats();
  EXPECT_EQ(edge(0), 1001);
  EXPECT(exhausts());
  EXPECT(stats().exhausted >= before.exhausted + 2);
}

/// Ends in the report: for a test that expects it.
static void hard() { must_not(1000000000); }

static void last_words(const segstack_exhaustion *info, void *data) {
  EXPECT(std::strstr(info->function, "forever(") != nullptr);
  EXPECT(std::strcmp(info->limit, "max_stack") == 0);
  EXPECT(info->bytes <= info->max_stack && info->bytes > info->max_stack / 2);
  EXPECT(info->depth > 0);
  ++*static_cast<int *>(data);
}

static void callback() {
  int calls = 0;
  segstack_on_exhausted(last_words, &calls);
  EXPECT(exhausts());
  EXPECT_EQ(calls, 1);
  segstack_on_exhausted(nullptr, nullptr);
  EXPECT(exhausts());
  EXPECT_EQ(calls, 1);
}

/// The depth in the account is about right: within a factor of two.
static long reached;
NOINLINE static long measured(long n) {
  SEGSTACK_CHECK(64, (n), measured(n));
  reached = n;
  long below = measured(n + 1);
  keep(below);
  return below;
}

static void note_depth(const segstack_exhaustion *info, void *data) {
  *static_cast<size_t *>(data) = info->depth;
}

static void depth() {
  size_t told = 0;
  segstack_on_exhausted(note_depth, &told);
  try {
    measured(1);
  } catch (const segstack::stack_exhausted &) {
  }
  size_t real = static_cast<size_t>(reached);
  EXPECT(told > real / 2 && told < real * 2);
}

static void set_limit() {
  EXPECT(segstack_set_limit(1) != 0);
  EXPECT_EQ(segstack_set_limit(1 << 20), 0);
  EXPECT(segstack_remaining() <= 1 << 20);
  EXPECT(exhausts());
  EXPECT_EQ(must_not(3000), 3001);
  EXPECT_EQ(segstack_set_limit(size_t(1) << 30), 0);
  EXPECT(segstack_remaining() > size_t(900) << 20);
  EXPECT_EQ(must_not(1000000), 1000001);
}

int main(int argc, char **argv) {
  struct {
    const char *name;
    void (*run)();
  } cases[] = {{"every_depth", every_depth},
               {"rethrow", rethrow},
               {"exhausted", exhausted},
               {"again", again},
               {"destructors", destructors},
               {"beyond", beyond},
               {"hard", hard},
               {"callback", callback},
               {"depth", depth},
               {"set_limit", set_limit}};
  for (auto &each : cases)
    if (argc > 1 && std::strcmp(argv[1], each.name) == 0) {
      each.run();
      return 0;
    }
  return 2;
}

//===- system_stack.cpp - calls on the thread's own stack, in C++ ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: system_stack CASE, with a stack that most of the levels do not fit
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include <memory>
#include <pthread.h>
#include <string>

using Bytes = char;
static const long depth = 20000;
static const size_t room = 16 << 10;

/// The bounds that code would find which looks for them by itself.
struct Bounds {
  Bytes *low, *high;
  Bounds() {
    pthread_attr_t attributes;
    void *start;
    size_t size;
    EXPECT(pthread_getattr_np(pthread_self(), &attributes) == 0);
    EXPECT(pthread_attr_getstack(&attributes, &start, &size) == 0);
    pthread_attr_destroy(&attributes);
    low = static_cast<Bytes *>(start);
    high = low + size;
  }
  bool hold(const void *place) const { return place >= low && place < high; }
};
static Bounds own;

NOINLINE static bool on_own() { return own.hold(__builtin_frame_address(0)); }

/// Calls \p last from deep on the chain.
template <class Last> static long deep(long n, Last &last) {
  SEGSTACK_CHECK(96, (n, &last), deep(n, last));
  if (n == 0) {
    EXPECT(!on_own());
    return last();
  }
  long below = deep(n - 1, last);
  keep(below);
  return below + 1;
}

struct Big {
  long words[40];
};
struct Tracked {
  static int made;
  Tracked() { ++made; }
  Tracked(const Tracked &) { ++made; }
  Tracked(Tracked &&) { ++made; }
};
int Tracked::made = 0;

static int number = 5;
NOINLINE static int &reference() {
  EXPECT(on_own());
  return number;
}
NOINLINE static Big big() {
  EXPECT(on_own());
  Big result = {};
  result.words[39] = 7;
  return result;
}
NOINLINE static std::unique_ptr<int> owner(std::unique_ptr<int> from) {
  EXPECT(on_own());
  return from;
}
NOINLINE static Tracked tracked() {
  EXPECT(on_own());
  return Tracked();
}

/// Results of every kind, from lambdas and in expressions.
static long results() {
  int seen = 0;
  segstack::on_system_stack(room, [&] { seen = on_own(); });
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(segstack::on_system_stack(room, on_own), true);
  EXPECT(&segstack::on_system_stack(room, reference) == &number);
  EXPECT(&SEGSTACK_ON_SYSTEM_STACK(room, reference()) == &number);
  EXPECT_EQ(segstack::on_system_stack(room, big).words[39], 7);
  EXPECT_EQ(SEGSTACK_ON_SYSTEM_STACK(room, big()).words[39], 7);
  std::unique_ptr<int> mine(new int(9));
  int *place = mine.get();
  auto back = SEGSTACK_ON_SYSTEM_STACK(room, owner(std::move(mine)));
  EXPECT(back.get() == place && !mine);
  Tracked::made = 0;
  Tracked made = SEGSTACK_ON_SYSTEM_STACK(room, tracked());
  keep(made);
  EXPECT_EQ(Tracked::made, 1);
  EXPECT_EQ(2 * SEGSTACK_ON_SYSTEM_STACK(room, on_own() + number), 12);
  EXPECT(!on_own());
  return 1;
}

/// A recursion from there goes on behind the chain, and from that one again.
static long nested(int times) {
  return segstack::on_system_stack(room, [=] {
    EXPECT(on_own());
    long result = segstack::on_system_stack(room, [] { return on_own(); });
    EXPECT_EQ(result, 1);
    auto more = [=] { return times ? nested(times - 1) : 0; };
    return deep(depth, more);
  });
}

static long thrown() {
  for (int i = 0; i < 100; ++i)
    try {
      segstack::on_system_stack(room, [=] {
        EXPECT(on_own());
        auto thrower = [=]() -> long { throw i; };
        deep(depth / 100, thrower);
      });
      EXPECT(false);
    } catch (int caught) {
      EXPECT_EQ(caught, i);
      EXPECT(!on_own());
    }
  return 0;
}

static std::string told;
static void tell(const segstack_exhaustion *info, void *) {
  told = std::string(info->limit) + " " + info->function;
}

static long refused() {
  bool called = false;
  try {
    segstack::on_system_stack(size_t(1) << 40, [&] { called = true; });
  } catch (const segstack::stack_exhausted &exhausted) {
    EXPECT(std::strstr(exhausted.what(), "own stack has no room"));
    EXPECT(std::strstr(exhausted.what(), "on_system_stack"));
    EXPECT(!called);
    EXPECT(told.compare(0, 8, "reserve ") == 0);
    return 1;
  }
  return 0;
}

int main(int, char **argv) {
  std::string name = argv[1];
  EXPECT_EQ(SEGSTACK_ON_SYSTEM_STACK(1, on_own()), true);
  segstack_on_exhausted(tell, nullptr);
  if (name == "results") {
    auto last = [] { return results(); };
    EXPECT_EQ(deep(depth, last), depth + 1);
  } else if (name == "nested") {
    auto last = [] { return nested(3); };
    EXPECT_EQ(deep(depth, last), 5 * depth);
  } else if (name == "thrown") {
    auto last = [] { return thrown(); };
    EXPECT_EQ(deep(depth, last), depth);
  } else if (name == "refused") {
    auto last = [] { return refused(); };
    EXPECT_EQ(deep(depth, last), depth + 1);
    EXPECT_EQ(stats().exhausted, 1);
  } else
    EXPECT(!"a case");
  // All is as before.
  auto nothing = [] { return 0L; };
  EXPECT_EQ(deep(depth, nothing), depth);
  EXPECT(stats().crossings > 0);
}

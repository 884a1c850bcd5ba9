//===- returns.cpp - every kind of result passes a crossing ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function recurses far enough to cross more than once, or every time
// when SEGSTACK_OPTIONS says stress=1.
//
//===----------------------------------------------------------------------===//

#include "expect.h"

#include <memory>
#include <string>

static const int depth = 100000;

#define RECURSE(type, name, bottom, step)                                      \
  NOINLINE static type name(int n) {                                           \
    SEGSTACK_CHECK(200, (n), name(n));                                         \
    if (n == 0)                                                                \
      return bottom;                                                           \
    type below = name(n - 1);                                                  \
    keep(below);                                                               \
    return step;                                                               \
  }

struct Small {
  int a;
  char b;
};
struct Two {
  long a;
  double b;
};
struct Big {
  long a[9];
};
struct MoveOnly {
  explicit MoveOnly(long v) : value(new long(v)) {}
  MoveOnly(MoveOnly &&other) noexcept : value(other.value) {
    other.value = nullptr;
  }
  ~MoveOnly() { delete value; }
  long *value;
};

static Two next(Two t) { return {t.a + 1, t.b + 0.5}; }
static Big next(Big b) {
  for (long &a : b.a)
    ++a;
  return b;
}
static MoveOnly next(MoveOnly m) {
  ++*m.value;
  return m;
}

RECURSE(int, an_int, 7, below + 1)
RECURSE(bool, a_bool, true, !below)
RECURSE(float, a_float, 0.5f, below + 1)
RECURSE(double, a_double, 0.25, below + 1)
RECURSE(long double, a_long_double, 0.125L, below + 1)
RECURSE(__int128, an_int128, (__int128)1 << 100, below + 1)
RECURSE(_Complex double, a_complex, 1.0, below + 1.0)
RECURSE(_Complex long double, a_complex_long, 1.0L, below + 1.0L)
RECURSE(Small, a_small, (Small{1, 'x'}), (Small{below.a + 1, below.b}))
RECURSE(Two, a_two, (Two{1, 2.0}), next(below))
RECURSE(Big, a_big, (Big{{1, 2, 3, 4, 5, 6, 7, 8, 9}}), next(below))
RECURSE(MoveOnly, a_move_only, MoveOnly(5), next(std::move(below)))
RECURSE(std::unique_ptr<int>, a_unique, std::unique_ptr<int>(new int(3)), below)
RECURSE(std::string, a_string, std::string(100, 'a'), below)

NOINLINE static int &a_reference(int n, int &target) {
  SEGSTACK_CHECK(64, (n, &target), a_reference(n, target));
  int &below = n ? a_reference(n - 1, target) : target;
  keep(below);
  return below;
}

NOINLINE static int &&an_rvalue(int n, int &&target) {
  SEGSTACK_CHECK(64, (n, &target), an_rvalue(n, static_cast<int &&>(target)));
  if (n == 0)
    return static_cast<int &&>(target);
  int &&below = an_rvalue(n - 1, static_cast<int &&>(target));
  keep(below);
  return static_cast<int &&>(below);
}

NOINLINE static void nothing(int n, int &count) {
  SEGSTACK_CHECK(64, (n, &count), nothing(n, count));
  if (n)
    nothing(n - 1, count);
  ++count;
  keep(count);
}

/// Ten arguments: some travel on the stack.
NOINLINE static long many(int n, long b, long c, long d, long e, long f, long g,
                          long h, double i, std::string j) {
  SEGSTACK_CHECK(
      400, (n, b, c, d, e, f, g, h, i, &j),
      many(n, b, c, d, e, f, g, h, i, static_cast<std::string &&>(j)));
  if (n == 0)
    return b + c + d + e + f + g + h + static_cast<long>(i) +
           static_cast<long>(j.size());
  long below = many(n - 1, b, c, d, e, f, g, h, i, j);
  keep(below);
  return below;
}

int main() {
  EXPECT_EQ(an_int(depth), depth + 7);
  EXPECT(a_bool(depth) && !a_bool(depth + 1));
  EXPECT(a_float(depth) == depth + 0.5f);
  EXPECT(a_double(depth) == depth + 0.25);
  EXPECT(a_long_double(depth) == depth + 0.125L);
  EXPECT(an_int128(depth) == ((__int128)1 << 100) + depth);
  EXPECT(__real__ a_complex(depth) == depth + 1);
  EXPECT(__real__ a_complex_long(depth) == depth + 1);
  Small small = a_small(depth);
  EXPECT(small.a == depth + 1 && small.b == 'x');
  Two two = a_two(depth);
  EXPECT(two.a == depth + 1 && two.b == 2.0 + depth * 0.5);
  Big big = a_big(depth);
  EXPECT(big.a[0] == depth + 1 && big.a[8] == depth + 9);
  EXPECT_EQ(*a_move_only(depth).value, depth + 5);
  EXPECT_EQ(*a_unique(depth), 3);
  EXPECT(a_string(depth) == std::string(100, 'a'));
  int target = 1, count = 0;
  EXPECT(&a_reference(depth, target) == &target);
  int &&rvalue = an_rvalue(depth, static_cast<int &&>(target));
  EXPECT(&rvalue == &target);
  nothing(depth, count);
  EXPECT_EQ(count, depth + 1);
  EXPECT_EQ(many(depth, 1, 2, 3, 4, 5, 6, 7, 8.0, "123456789"), 45);
  EXPECT(stats().crossings >= 10);
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=gnu++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=10000 -std=gnu++17 -Wno-vla -Wno-vla-cxx-extension -Wno-unknown-warning-option
//
// alloca and the arrays of variable size that g++ and clang++ have: captured by
// closures, of classes, in templates, left by exceptions.
#include <alloca.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>

static void check(bool fine) {
  if (!fine)
    std::abort();
}

static int alive;
struct Counted {
  int number = ++alive;
  Counted() {
    if (alive == 1000)
      throw 7;
  }
  ~Counted() { --alive; }
};

// CHECK: char list[SEGSTACK_LENGTH(1, length)];
static long captured(int n, int length) {
  char list[length];
  std::memset(list, n, length);
  auto last = [&] { return list[length - 1]; };
  long below = n ? captured(n - 1, length) : 0;
  check(last() == static_cast<char>(n) && sizeof(list) == static_cast<size_t>(length));
  return below + 1;
}

// CHECK: char *block = static_cast<char *>(alloca(size));
static long blocks(int n, size_t size) {
  char *block = static_cast<char *>(alloca(size));
  std::memset(block, n, size);
  long below = n ? blocks(n - 1, size) : 0;
  check(block[size - 1] == static_cast<char>(n));
  return below + 1;
}

// CHECK: Counted list[SEGSTACK_LENGTH({{[0-9]+}}, length)];
static int objects(int n, int length) {
  Counted list[length];
  check(list[length - 1].number == alive);
  return n ? objects(n - 1, length) : alive;
}

template <class T> long templated(T n, int length) {
  // CHECK: long list[SEGSTACK_LENGTH(8, length)];
  long list[length];
  list[length - 1] = static_cast<long>(n);
  long below = n ? templated(n - 1, length) : 0;
  check(list[length - 1] == static_cast<long>(n));
  return below + 1;
}

// CHECK: T list[SEGSTACK_LENGTH(sizeof(T), length)], *more[SEGSTACK_LENGTH(8, length)];
// CHECK: int table[SEGSTACK_LENGTH((__SIZE_TYPE__)(length) * 4, length * sizeof(T))][length];
template <class T> long of_arguments(int n, int length) {
  T list[length], *more[length];
  int table[length * sizeof(T)][length];
  list[length - 1] = static_cast<T>(n & 63);
  more[length - 1] = &list[length - 1];
  table[length - 1][1] = n;
  long below = n ? of_arguments<T>(n - 1, length) : 0;
  check(*more[length - 1] == static_cast<T>(n & 63) && table[length - 1][1] == n);
  return below + static_cast<long>(sizeof(table));
}

// An array in a closure, which calls itself by a pointer.
static long in_closures(int n, int length) {
  // CHECK: long list[SEGSTACK_LENGTH(8, length)];
  auto body = [=](auto &self, int depth) -> long {
    long list[length];
    list[length - 1] = depth;
    long below = depth ? self(self, depth - 1) : 0;
    check(list[length - 1] == depth);
    return below + 1;
  };
  return body(body, n);
}

static int thrown(int n, int length) {
  char list[length];
  list[0] = static_cast<char>(n);
  if (n == 0)
    throw 5;
  int below = thrown(n - 1, length);
  return below + list[0];
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40, caught = 0;
  std::printf("%ld %ld %ld\n", captured(n, 2000), blocks(n, 3000), templated(n, 300));
  std::printf("%ld %ld %ld\n", of_arguments<char>(n, 20), of_arguments<long>(n, 10),
              in_closures(n, 200));
  std::printf("%d %d\n", objects(10, 5), alive);
  try {
    objects(1000, 7);
  } catch (int value) {
    caught += value;
  }
  for (int i = 0; i < 100; ++i)
    try {
      thrown(i * n / 100, 3000);
    } catch (int value) {
      caught += value;
    }
  std::printf("%d %d\n", caught, alive);
}

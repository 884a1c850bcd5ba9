// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// C++20: consteval functions are left alone; constexpr ones may be virtual,
// hold try blocks, new and delete, and know where they run.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <type_traits>

// CHECK: consteval int immediate(int n) { return n
consteval int immediate(int n) { return n ? immediate(n - 1) + 1 : 0; }
struct Base {
  constexpr virtual int v(int n) const { return n ? v(n - 1) + 1 : 1; }
  constexpr virtual ~Base() { nothing(); }
  constexpr void nothing() const { if (false) nothing(); }
};
struct Derived : Base {
  constexpr int v(int n) const override { return n ? Base::v(0) + v(n - 1) : 100; }
};
constexpr int tries(int n) {
  try {
    return n ? tries(n - 1) + 1 : 0;
  } catch (...) {
    return -1;
  }
}
struct List {
  int value;
  List *next;
  constexpr List(int n) : value(n), next(n ? new List(n - 1) : nullptr) {}
  constexpr ~List() { delete next; }
  List(const List &) = delete;
  constexpr int sum() const { return value + (next ? next->sum() : 0); }
};
constexpr int lists(int n) { return List(n).sum(); }
constexpr bool where(int n) { return n ? where(n - 1) : std::is_constant_evaluated(); }
constexpr int both(int n) {
  if (std::is_constant_evaluated())
    return 1;
  return n ? both(n - 1) + 1 : 2;
}
constexpr auto lambda = []<class T>(T n) consteval { return n + 1; };
constexpr auto generic = []<class T>(T n) requires (sizeof(T) > 1) { return n + 1; };
template <class T> requires std::is_integral_v<T> constexpr T constrained(T n) { return n ? constrained(T(n - 1)) + 1 : 0; }
constinit static int initialised = lists(5);
static int dynamic = both(3);

static_assert(immediate(10) == 10 && tries(5) == 5 && lists(4) == 10);
static_assert(where(3) && both(3) == 1 && lambda(1) == 2 && generic(2) == 3 && constrained(5) == 5);

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  Derived d;
  const Base &b = d;
  std::printf("%d %d %d\n", immediate(5), b.v(n), d.Base::v(0));
  std::printf("%d %d %d %d\n", tries(n), lists(n % 100), where(n), both(n));
  std::printf("%d %d %d %d\n", initialised, dynamic, generic(n), constrained(n));
}

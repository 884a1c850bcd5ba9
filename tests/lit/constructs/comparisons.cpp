// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// Three-way comparisons that recurse: written ones, in member and friend form,
// rewritten candidates (a > b, a != b) and reversed operands, defaulted ones
// that lead to written ones, and their results of every category.
#include <compare>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

struct List {
  int value = 0;
  List *next = nullptr;
  // CHECK: std::strong_ordering operator<=>(const List &other) const { SEGSTACK_CHECK({{[0-9]+}}, (this, &other), this->operator<=>(other));
  std::strong_ordering operator<=>(const List &other) const {
    if (auto order = value <=> other.value; order != 0)
      return order;
    if (!next || !other.next)
      return (next != nullptr) <=> (other.next != nullptr);
    return *next <=> *other.next;
  }
  // CHECK: bool operator==(const List &other) const { SEGSTACK_CHECK({{[0-9]+}}, (this, &other), this->operator==(other));
  bool operator==(const List &other) const {
    return value == other.value && (!next || !other.next ? next == other.next : *next == *other.next);
  }
  // With another type, and so with its operands exchanged.
  // CHECK: std::partial_ordering operator<=>(double d) const { SEGSTACK_CHECK(
  std::partial_ordering operator<=>(double d) const { return next ? *next <=> d : value <=> d; }
  bool operator==(double d) const { return next ? *next == d : value == d; }
};
// The default compares its members, and those recurse.
struct Holder {
  List list;
  int extra;
  auto operator<=>(const Holder &) const = default;
};
struct Friendly {
  std::unique_ptr<Friendly> below;
  int value;
  // CHECK: friend std::weak_ordering operator<=>(const Friendly &a, const Friendly &b) { SEGSTACK_
  friend std::weak_ordering operator<=>(const Friendly &a, const Friendly &b) {
    if (!a.below || !b.below)
      return a.value / 2 <=> b.value / 2;
    return *a.below <=> *b.below;
  }
  ~Friendly() { while (below) below = std::move(std::unique_ptr<Friendly>(std::move(below))->below); }
};
template <class T> struct Generic {
  T value;
  const Generic *next = nullptr;
  // CHECK: auto operator<=>(const Generic &other) const -> std::compare_three_way_result_t<T> { SEGSTACK_CHECK(
  auto operator<=>(const Generic &other) const -> std::compare_three_way_result_t<T> {
    return next && other.next ? *next <=> *other.next : value <=> other.value;
  }
  template <class U> bool operator==(const Generic<U> &other) const {
    return next && other.next ? *next == *other.next : value == other.value;
  }
};
struct Outlined {
  int value;
  // CHECK: auto operator<=>(const Outlined &other) const { SEGSTACK_BODY(
  auto operator<=>(const Outlined &other) const { return other.value <=> value; }
  bool operator==(const Outlined &) const = default;
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  auto a = std::make_unique<List[]>(n + 1), b = std::make_unique<List[]>(n + 1);
  for (int i = 0; i < n; ++i)
    a[i].next = &a[i + 1], b[i].next = &b[i + 1];
  List &x = a[0], &y = b[0];
  std::printf("%d %d %d %d %d\n", x == y, x != y, x < y, x >= y, x <=> y == 0);
  b[n].value = 1;
  std::printf("%d %d %d %d %d\n", x == y, x != y, x < y, y > x, x <= y);
  std::printf("%d %d %d %d\n", 0.5 > x, y == 1.0, 1.0 != y, 2 <=> y > 0);
  Holder g{x, 1}, h{x, 2};
  std::printf("%d %d %d\n", g < h, g == h, g <=> g == 0);
  auto chain = [](int depth, int value) {
    auto top = std::unique_ptr<Friendly>(new Friendly{nullptr, value});
    while (depth--)
      top = std::unique_ptr<Friendly>(new Friendly{std::move(top), 0});
    return top;
  };
  std::printf("%d %d\n", *chain(n, 4) <=> *chain(n, 5) == 0, *chain(n, 4) > *chain(n, 6));
  auto t = std::make_unique<Generic<double>[]>(n + 1);
  auto u = std::make_unique<Generic<int>[]>(n + 1);
  for (int i = 0; i < n; ++i)
    t[i].next = &t[i + 1], u[i].next = &u[i + 1];
  t[n].value = u[n].value = 3;
  std::printf("%d %d %d\n", t[0] <=> t[1] == 0, t[0] == u[0], u[0] != t[1]);
  std::printf("%d %d\n", Outlined{1} < Outlined{2}, Outlined{1} == Outlined{1});
}

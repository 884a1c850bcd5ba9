// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// The result of a recursion taken apart: pairs, tuples, arrays in structs,
// aggregates with bases and bit-fields, a class with its own get; designated
// initialisers on the way down, and bindings captured by closures.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <utility>

// CHECK: std::pair<int, std::string> pairs(int n) { SEGSTACK_CHECK(
std::pair<int, std::string> pairs(int n) {
  if (!n)
    return {0, "end"};
  auto [depth, text] = pairs(n - 1);
  return {depth + 1, std::move(text)};
}
// CHECK: std::tuple<int, double, char> tuples(int n) { SEGSTACK_CHECK(
std::tuple<int, double, char> tuples(int n) {
  if (!n)
    return {0, 0.5, 'a'};
  const auto &[i, d, c] = tuples(n - 1);
  return {i + 1, d + 1, c == 'z' ? 'a' : char(c + 1)};
}
struct Rows { std::array<int, 3> row; int count; };
// CHECK: Rows rows(Rows in, int n) { SEGSTACK_CHECK(
Rows rows(Rows in, int n) {
  auto &[row, count] = in;
  auto &[a, b, c] = row;
  std::swap(a, c);
  if (n)
    return rows({.row = {b, c, a}, .count = count + 1}, n - 1);
  return in;
}
struct Flags { unsigned low : 3 = 5; unsigned high : 5 = 17; bool set : 1 {true}; };
// CHECK: Flags flags(int n, Flags in = {}) { SEGSTACK_CHECK(
Flags flags(int n, Flags in = {}) {
  auto [low, high, set] = in;
  return n ? flags(n - 1, {.low = low ^ 1u, .high = high, .set = !set}) : in;
}
struct Base { int value; };
struct Derived : Base { std::string text; };
// CHECK: Derived derived(int n) { SEGSTACK_CHECK(
Derived derived(int n) {
  if (!n)
    return {{7}, "base"};
  Derived below = derived(n - 1);
  return {{below.value + 1}, std::move(below.text)};
}
struct Apart {
  int n;
  // CHECK: template <std::size_t I> auto get() const { SEGSTACK_BODY(
  template <std::size_t I> auto get() const { if constexpr (I == 0) return n; else return std::to_string(n); }
};
template <> struct std::tuple_size<Apart> : std::integral_constant<std::size_t, 2> {};
template <> struct std::tuple_element<0, Apart> { using type = int; };
template <> struct std::tuple_element<1, Apart> { using type = std::string; };
// CHECK: Apart apart(int n) { SEGSTACK_CHECK(
Apart apart(int n) {
  if (!n)
    return {.n = 3};
  auto [number, text] = apart(n - 1);
  return {.n = number + int(text.size() > 9)};
}
// In a closure, in the head of a loop and of an if.
// CHECK: int heads(int n, const std::map<int, int> &m) { SEGSTACK_CHECK(
int heads(int n, const std::map<int, int> &m) {
  int all = 0;
  for (auto &[key, value] : m)
    all += key * value;
  if (auto [at, found] = std::pair{m.find(n), m.count(n) > 0}; found)
    all += at->second;
  auto [x, y] = std::pair{n, 1};
  auto next = [x = x, &y = y] { return x - y; };
  return n ? heads(next(), m) % 1000 + all : all;
}
// CHECK: auto outlined(int n) { SEGSTACK_BODY(
auto outlined(int n) {
  auto [depth, text] = pairs(n);
  static auto [first, second] = std::pair{n, 1};
  return depth + int(text.size()) + first + second;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  auto [depth, text] = pairs(n);
  auto [i, d, c] = tuples(n);
  std::printf("%d %s %d %.1f %c\n", depth, text.c_str(), i, d, c);
  auto [row, count] = rows({.row = {1, 2, 3}, .count = 0}, n);
  auto [low, high, set] = flags(n);
  std::printf("%d %d %d %d, %u %u %d\n", row[0], row[1], row[2], count, low, high, set);
  auto below = derived(n);
  std::printf("%d %s %d %d %d\n", below.value, below.text.c_str(), apart(n).n, heads(n, {{1, 2}, {3, 4}}), outlined(n));
}

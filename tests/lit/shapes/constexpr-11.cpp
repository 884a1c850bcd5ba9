// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++11
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++11 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp -std=c++11
//
// A constexpr function of C++11 is one return statement: there is no room for
// a check, and the tool says so.
#include <cstdio>

// CHECK: constexpr long sum(int n) { return n ?
constexpr long sum(int n) { return n ? sum(n - 1) + 1 : 0; }
// WHY: sum(int): none: a constexpr function of this language version cannot hold a check
struct Literal {
  int value;
  // CHECK: constexpr explicit Literal(int n) : value(n) {}
  constexpr explicit Literal(int n) : value(n) {}
  // CHECK: constexpr int get(int n) const { return n ?
  constexpr int get(int n) const { return n ? get(n - 1) + 1 : value; }
  // CHECK: int plain(int n) const { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->plain(n));
  int plain(int n) const { return n ? plain(n - 1) + 1 : value; }
};
static_assert(sum(10) == 10 && Literal(5).get(3) == 8, "");

int main() {
  // CHECK: auto lambda = [](int n) { SEGSTACK_BODY(
  auto lambda = [](int n) { return sum(n); };
  std::printf("%ld %d %d %ld\n", sum(100), Literal(1).get(5), Literal(2).plain(100), lambda(5));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `consteval`: it runs only in the compiler. The constexpr function of the same
// body has a check.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: immediate(int): none (consteval)
consteval int immediate(int n) { return n ? immediate(n - 1) + 1 : 0; }
// CHECK-DAG: both(int): retry
constexpr int both(int n) { return n ? both(n - 1) + 1 : 0; }
static_assert(both(immediate(20)) == 20);

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", immediate(40), both(n));
}

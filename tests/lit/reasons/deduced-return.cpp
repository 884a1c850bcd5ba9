// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=300000 -std=c++17
//
// `deduced-return`: outlined, as a call before the type is known does not compile.
// With the type it is a retry.
#include <cstdio>
#include <cstdlib>

int written(int n);
// CHECK-DAG: deduced(int): outline (deduced-return)
auto deduced(int n) { return n ? written(n - 1) + 1 : 0; }
// CHECK-DAG: reference(int &): outline (deduced-return)
decltype(auto) reference(int &n) { return (n); }
// CHECK-DAG: written(int): retry
int written(int n) { return n ? deduced(n - 1) + 1 : 0; }
// CHECK-DAG: trailing(int): retry
auto trailing(int n) -> int { return n ? trailing(n - 1) + 1 : 0; }
// One that calls itself cannot be outlined, either.
// CHECK-DAG: itself(int): none (would-not-compile)
auto itself(int n) {
  if (!n)
    return 0;
  return itself(n - 1) + 1;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d %d\n", deduced(n), &reference(n) == &n, written(n), trailing(n), itself(40));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// `closures`: an inline function or a template with two closures or more is
// outlined; one closure, or a function of one source, has a retry.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: two(int): outline (closures)
inline int two(int n) {
  auto first = [&](int x) { return x + n; };
  auto second = [&](int x) { return x * n % 7; };
  return n ? two(n - 1) + first(1) % 3 + second(2) : 0;
}
// CHECK-DAG: generic(T): outline (closures)
template <class T> T generic(T n) {
  auto first = [](T x) { return x % 5; };
  auto second = [](T x) { return x * 2; };
  return n ? generic(n - 1) + first(n) : second(n);
}
// CHECK-DAG: one(int): retry
inline int one(int n) {
  auto only = [&](int x) { return x + n; };
  return n ? one(n - 1) + only(1) % 3 : 0;
}
// CHECK-DAG: own(int): retry
static int own(int n) {
  auto first = [&](int x) { return x + n; };
  auto second = [&](int x) { return x * n % 7; };
  return n ? own(n - 1) + first(1) % 3 + second(2) : 0;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %ld\n", two(n), one(n), own(n), generic(long(n)));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `retry-reaches-other`: the result is parsed again, and the repeated call would
// reach another function. It is outlined. With a name of its own it is a retry.
#include <cstdio>
#include <cstdlib>

// A friend is found by its arguments alone, and a better one with it.
namespace n {
struct S;
int through(S, int n);
struct S {
  // CHECK-DAG: f(S, T): outline (retry-reaches-other)
  template <class T> friend int f(S s, T n) { return n ? through(s, n - 1) + 1 : 1; }
  // CHECK-DAG: own(S, T): retry
  template <class T> friend int own(S s, T n) { return n ? own(s, T(n - 1)) + 1 : 1; }
};
template <class T> int f(S, T);
int through(S s, int n) { return f<>(s, n) + 1; }
// CHECK-DAG: n::f(S, int): retry
int f(S s, int n) { return n ? f(s, n - 1) + 2 : 2; }
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", n::f<>(n::S(), n), f(n::S(), n), own(n::S(), n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// `always-inline`: it has no frame of its own, its frame is part of its callers',
// and they are checked.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: always(int): none (always-inline)
__attribute__((always_inline)) inline int always(int n) { volatile char room[300]; room[0] = char(n % 5); return room[0]; }
// CHECK-DAG: gnu(int): none (always-inline)
extern inline __attribute__((gnu_inline)) int gnu(int n) { return n % 7; }
int gnu(int n);
// CHECK-DAG: caller(int): retry
int caller(int n) { return n ? caller(n - 1) + always(n) : 0; }
// CHECK-DAG: ordinary(int): retry
inline int ordinary(int n) { return n ? ordinary(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", caller(n), ordinary(n), __builtin_constant_p(gnu(n)) * 0);
}

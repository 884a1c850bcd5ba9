// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-deprecated-declarations
//
// `noreturn`: what cannot be called again has no check. Another function that does
// the work has one.
#include <cstdio>
#include <cstdlib>

static int levels;
void fill(volatile char *, int);
// CHECK-DAG: large(int): none (noreturn)
[[noreturn]] void large(int n) { volatile char a[5000]; fill(a, n); throw n + a[n]; }
// CHECK-DAG: old(int): none (noreturn)
[[noreturn]] __attribute__((deprecated)) void old(int n) { throw n; }
// CHECK-DAG: work(int): retry
int work(int n) { ++levels; return n ? work(n - 1) + 1 : throw 7; }
// CHECK-DAG: works(int): none (noreturn)
[[noreturn]] void works(int n) { volatile char a[5000]; fill(a, 3); work(n); std::abort(); }
int thrown(void (*f)(int), int n) {
  try {
    f(n);
  } catch (int caught) {
    return caught;
  }
  return -1;
}
void fill(volatile char *a, int n) { a[n] = 1; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", thrown(large, 40), thrown(works, n), levels - n, thrown(old, 4));
}

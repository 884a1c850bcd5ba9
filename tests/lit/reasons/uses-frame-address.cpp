// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// `uses-frame-address`: on a new segment, or one call deeper, they mean something
// else. Taken by a function apart, the one that recurses has a check.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: frame(int): none (uses-frame-address)
__attribute__((noinline)) bool frame(int n) { return __builtin_frame_address(0) != nullptr && (n == 0 || frame(n - 1)); }
// CHECK-DAG: returns(): none (uses-frame-address)
__attribute__((noinline)) void *returns() { return __builtin_return_address(0); }
// CHECK-DAG: cfa(): none (uses-frame-address)
__attribute__((noinline)) void *cfa() { return __builtin_dwarf_cfa(); }
// The place that a call comes back to is the same on each level.
// CHECK-DAG: deep(int): retry
__attribute__((noinline)) int deep(int n) {
  static void *first;
  void *here = returns();
  if (!first)
    first = here;
  return n ? deep(n - 1) + (here == first) : 0;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", frame(40), cfa() != nullptr, deep(n));
}

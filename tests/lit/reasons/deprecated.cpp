// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `deprecated`: a repeated call would bring the compiler's warning, so that the
// body is outlined. Where the declaration that is not seen here has the attribute,
// or none has, it is a retry.
#include <cstdio>
#include <cstdlib>

static int below(int n);
// CHECK-DAG: old(int): outline (deprecated)
[[deprecated("use young")]] int old(int n) { return n ? below(n - 1) + 1 : 0; }
// CHECK-DAG: gnu(int): outline (deprecated)
__attribute__((deprecated)) int gnu(int n) { return n ? below(n - 1) + 1 : 0; }
// CHECK-DAG: loud(int): outline (deprecated)
__attribute__((warning("use young"))) int loud(int n) { return n ? below(n - 1) + 1 : 0; }
// CHECK-DAG: young(int): retry
int young(int n) { return n ? young(n - 1) + 1 : 0; }

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#pragma GCC diagnostic ignored "-Wattribute-warning"
static int below(int n) { return n % 3 == 2 ? loud(n) : n % 2 ? old(n) : gnu(n); }
int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", old(n), gnu(n), young(n));
}

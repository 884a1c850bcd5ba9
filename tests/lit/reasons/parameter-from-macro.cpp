// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `parameter-from-macro`: it has no name, and no place where one can be put, so
// that the function is outlined. With a name it is a retry.
#include <cstdio>
#include <cstdlib>

#define BOTH int, int
#define NAMED int first, int
// CHECK-DAG: both(int, int): outline (parameter-from-macro)
int both(BOTH) { return 2; }
#define DEFAULT(x) = (x)
// CHECK-DAG: defaults(int, int): outline (parameter-from-macro)
int defaults(int n, int DEFAULT(2)) { return n ? defaults(n - 1) + 1 : 0; }
// CHECK-DAG: named(int, int): retry
int named(int n, int unused DEFAULT(2)) { return n ? named(n - 1) + 1 : unused; }
// CHECK-DAG: first(int, int): retry
int first(NAMED) { return first > 0 ? ::first(first - 1, 0) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", both(1, 2), defaults(n), named(n), first(n, 0));
}

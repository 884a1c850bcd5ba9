// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=1000000 -std=c++17
//
// `fine`: the function calls itself again. There is nothing to do.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: deep(int): retry, {{[0-9]+}} bytes
int deep(int n) { return n ? deep(n - 1) + 1 : 0; }
// CHECK-DAG: Type::deep(int): retry, {{[0-9]+}} bytes
struct Type { int deep(int n) { return n ? deep(n - 1) + 1 : 0; } };

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", deep(n), Type().deep(n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=1000000 -std=c++17
//
// `main`: no program may call it, and it is the first frame. What it calls has a
// check, and so has a main that is not the program's.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: deep(int): retry
int deep(int n) { return n ? deep(n - 1) + 1 : 0; }
namespace space {
// CHECK-DAG: space::main(int): retry
int main(int n) { return n ? main(n - 1) + 1 : 0; }
}
// CHECK-DAG: main(int, char **): none (main)
int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", deep(n), space::main(n));
}

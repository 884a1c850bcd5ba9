// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 -Wno-unknown-attributes -Wno-unknown-pragmas | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -Wno-unknown-attributes -Wno-unknown-pragmas
// RUN: %same %s %t.cpp deep=100000 -std=c++17 -Wno-unknown-attributes -Wno-unknown-pragmas
//
// `multiversioned`: compiled for other processors, a closure would be for the
// default one. What it recurses through has a check, and so has what comes behind
// the end of the pragma.
#include <cstdio>
#include <cstdlib>

int through(int n);
// CHECK-DAG: clones(int): none (multiversioned)
__attribute__((target_clones("default", "sse4.2"))) int clones(int n) { return n ? through(n - 1) + 1 : 0; }
// CHECK-DAG: target(int): none (multiversioned)
__attribute__((target("sse4.2"))) int target(int n) { return n % 3; }
// CHECK-DAG: through(int): retry
int through(int n) { return n ? clones(n - 1) + 1 : 0; }
#pragma GCC push_options
#pragma GCC target("sse4.2")
// CHECK-DAG: pragma(int): none (multiversioned)
int pragma(int n) { return n ? through(n - 1) + 1 : 0; }
#pragma GCC pop_options
// CHECK-DAG: popped(int): retry
int popped(int n) { return n ? popped(n - 1) + 1 : 0; }
#pragma GCC target("sse4.2")
// CHECK-DAG: again(int): none (multiversioned)
int again(int n) { return n ? through(n - 1) + 1 : 0; }
#pragma GCC reset_options
// CHECK-DAG: reset(int): retry
int reset(int n) { return n ? reset(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d %d %d\n", clones(n), target(n), pragma(n), popped(n), again(n), reset(n));
}

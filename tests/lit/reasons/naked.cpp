// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `naked`: the function consists of its assembly. One that calls it has a check.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: naked(int): none (naked)
__attribute__((naked, noinline)) int naked(int) { __asm__("leal 1(%rdi), %eax\n\tret"); }
// CHECK-DAG: calls(int): retry
int calls(int n) { return n ? calls(n - 1) + naked(1) - 1 : naked(0); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", naked(n), calls(n));
}

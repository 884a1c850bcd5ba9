// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `braces-split`: it would be outlined, and branches of #if have a brace each. With
// the condition in the body or around the function it is outlined.
#include <cstdio>
#include <cstdlib>

struct Split {
  int value;
  // CHECK-DAG: Split::Split(int): none (braces-split)
  explicit Split(int n)
#if defined(__linux__)
      : value(n) {
#else
      : value(0) {
#endif
    if (n)
      value = Split(n - 1).value + 1;
  }
};
struct Inside {
  int value;
  // CHECK-DAG: Inside::Inside(int): outline (constructor)
  explicit Inside(int n)
#if defined(__linux__)
      : value(n)
#else
      : value(0)
#endif
  {
#if defined(__linux__)
    if (n)
      value = Inside(n - 1).value + 1;
#endif
  }
};
struct Around {
  int value;
#if defined(__linux__)
  // CHECK-DAG: Around::Around(int): outline (constructor)
  explicit Around(int n) : value(n) { if (n) value = Around(n - 1).value + 1; }
#else
  explicit Around(int n) : value(0) {}
#endif
};
// A retry needs its opening brace alone.
// CHECK-DAG: retried(int): retry
int retried(int n)
#if 1
{ return n ? retried(n - 1) + 1 : 0;
#else
{ return 0;
#endif
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", Split(40).value, Inside(n).value, Around(n).value, retried(n));
}

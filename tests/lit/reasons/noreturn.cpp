// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `noreturn`: a check would be a return. Another function that does the work has a
// check.
#include <cstdio>
#include <cstdlib>

static int levels;
// CHECK-DAG: direct(int): none (noreturn)
[[noreturn]] void direct(int n) { if (n) direct(n - 1); throw n; }
// CHECK-DAG: gnu(int): none (noreturn)
__attribute__((noreturn)) void gnu(int n) { if (n) gnu(n - 1); throw n; }
// CHECK-DAG: work(int): retry
int work(int n) { ++levels; return n ? work(n - 1) + 1 : throw 7; }
// CHECK-DAG: works(int): none (noreturn)
[[noreturn]] void works(int n) { work(n); std::abort(); }
int thrown(void (*f)(int), int n) {
  try {
    f(n);
  } catch (int caught) {
    return caught;
  }
  return -1;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", thrown(direct, 40), thrown(gnu, 40), thrown(works, n), levels - n);
}

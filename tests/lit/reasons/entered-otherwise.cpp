// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=100000 -std=c++17
// RUN: for cxx in %gxx %clangxx; do $cxx -std=c++17 -static -O1 %include %t.cpp %library -o %t.exe && %t.exe && SEGSTACK_OPTIONS=stress=1 %t.exe || exit 1; done
// RUN: echo 'struct frame; int work(); __attribute__((interrupt)) void handler(frame *) { work(); }' > %t.handler.cpp
// RUN: %segstack rewrite --quiet --place=all --list-functions %t.handler.cpp -- -mno-mmx -mno-x87 | grep "handler(frame \*): none (entered-otherwise)"
//
// `entered-otherwise`: a resolver runs in a static program before there is
// thread-local storage. What it calls is marked, and what it chooses has a check.
#include <cstdio>
#include <cstdlib>

extern "C" {
// CHECK-DAG: chosen(int): retry
static int chosen(int n) { return n ? chosen(n - 1) + 3 : 0; }
// CHECK-DAG: helper(int): none (skipped-by-user)
static int helper(int n) { return n ? helper(n - 1) : 1; } // NOSEGSTACK
typedef int Function(int);
// CHECK-DAG: resolve(): none (entered-otherwise)
Function *resolve() { return helper(3) ? chosen : nullptr; }
int indirect(int n) __attribute__((ifunc("resolve")));
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d\n", indirect(n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `from-macro`: a check in the macro would be in all its uses. With the body written
// out, or a call in it, the recursion is checked.
#include <cstdio>
#include <cstdlib>

#define WHOLE(name) static int name(int n) { return n ? name(n - 1) + 1 : 0; }
// CHECK-DAG: whole(int): none (from-macro)
WHOLE(whole)
#define BODY { return n ? body(n - 1) + 1 : 0; }
// CHECK-DAG: body(int): none (from-macro)
static int body(int n) BODY
// CHECK-DAG: written(int): retry
static int written(int n) { return n ? written(n - 1) + 1 : 0; }
#define CALLS(name, function) static int name(int n) { return function(n); }
static int work(int n);
// CHECK-DAG: calls(int): none (from-macro)
CALLS(calls, work)
// CHECK-DAG: work(int): retry
static int work(int n) { return n ? calls(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", whole(40), body(40), written(n), calls(n));
}

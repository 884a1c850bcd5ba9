// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `would-not-compile`: with its check the result had an error. With the type
// written, or a name for the class, there is a check.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: deduced(int): none (would-not-compile)
auto deduced(int n) {
  if (!n)
    return 0;
  return deduced(n - 1) + 1;
}
// CHECK-DAG: typed(int): retry
int typed(int n) {
  if (!n)
    return 0;
  return typed(n - 1) + 1;
}
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Wnon-c-typedef-for-linkage"
typedef struct {
  // CHECK-DAG: {{.*}}deep(int): none (would-not-compile)
  int deep(int n) { return n ? deep(n - 1) + 1 : 0; }
} Nameless;
typedef struct Named {
  // CHECK-DAG: Named::deep(int): retry
  int deep(int n) { return n ? deep(n - 1) + 1 : 0; }
} Named;

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", deduced(40), typed(n), Nameless().deep(40), Named().deep(n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.c --
// RUN: %same %s %t.c deep=100000
//
// `inline-definition`: a definition that is for inlining only. A check would name
// the function, and that is another definition, which need not exist.
#include <stdio.h>
#include <stdlib.h>

// CHECK-DAG: nowhere_else(int): none (inline-definition)
inline int nowhere_else(int n) { return n + 1; }
// CHECK-DAG: here_too(int): retry
inline int here_too(int n) { return n ? here_too(n - 1) + 1 : 0; }
extern int here_too(int n);
// CHECK-DAG: of_this_source(int): retry
static inline int of_this_source(int n) { return n ? of_this_source(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
#ifdef __OPTIMIZE__
  n += nowhere_else(-1);
#endif
  printf("%d %d\n", here_too(n), of_this_source(n));
}

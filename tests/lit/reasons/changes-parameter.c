// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=gnu2x | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu2x
// RUN: %same %s %t.c deep=100000 -std=gnu2x -Wno-sequence-point
//
// `changes-parameter`: the size in the type of a parameter is evaluated at the
// function's entry, once more by each call.
#include <stdio.h>
#include <stdlib.h>

static int sizes;
static int size(void) { return ++sizes; }

// CHECK-DAG: counts(int, int (*)[n++]): none (changes-parameter)
static int counts(int n, int a[][n++]) { return n + a[0][0]; }
// CHECK-DAG: calls(int, int (*)[size()]): none (changes-parameter)
static int calls(int n, int (*a)[size()]) { return n + (*a)[0]; }
// CHECK-DAG: reads(int, int (*)[n]): retry
static int reads(int n, int a[][n]) { return n ? reads(n - 1, a) : a[0][0]; }

// CHECK-DAG: unnamed(int, int *): none (changes-parameter)
static int unnamed(int n, int[++n]) { return n; }

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40, a[1][1] = {{5}};
  printf("%d %d %d %d %d\n", counts(1, a), calls(1, a), sizes, reads(n, a), unnamed(1, a[0]));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.c --
// RUN: %same %s %t.c deep=100000 -mavx2 -Wno-psabi
//
// `not-passed-on`: what the retry of C does not keep, vectors of more than 16
// bytes and what is aligned to more.
#include <stdio.h>
#include <stdlib.h>

typedef double wide __attribute__((vector_size(32)));
struct holds {
  wide w[1];
};
struct aligned {
  _Alignas(64) int n;
};
typedef float narrow __attribute__((vector_size(16)));

// CHECK-DAG: takes(int, wide): none (not-passed-on)
static double takes(int n, wide w) { return n > 9 ? takes(n - 9, w) : w[n % 4]; }
// CHECK-DAG: gives(int): none (not-passed-on)
static wide gives(int n) { return n > 99 ? gives(n - 99) : (wide){1, 2, 3, 4}; }
// CHECK-DAG: inside(int, struct holds): none (not-passed-on)
static double inside(int n, struct holds h) { return h.w[0][n % 4]; }
// CHECK-DAG: by_alignment(int, struct aligned): none (not-passed-on)
static int by_alignment(int n, struct aligned a) { return a.n + n; }
// CHECK-DAG: passes(int, narrow): retry
static double passes(int n, narrow v) { return n ? passes(n - 1, v) : v[2]; }

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  wide w = gives(20);
  struct holds h = {{w}};
  struct aligned a = {3};
  printf("%g %g\n", takes(20, w), inside(20, h));
  printf("%d %g\n", by_alignment(20, a), passes(n, (narrow){1, 2, 3, 4}));
}

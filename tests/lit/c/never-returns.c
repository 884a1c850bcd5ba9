// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu11
// RUN: %FileCheck %s < %t.c
// RUN: %same %s %t.c deep=200000 -std=gnu11 -Wno-infinite-recursion
//
// Functions of C that never return recurse, with arguments on the stack too, and end
// in a jump or in exit.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static jmp_buf back;
static int levels;
struct large {
  long part[9];
};

// CHECK: SEGSTACK_CHECK_NORETURN_C({{[0-9]+}}, 80, down, (n, whole, d));
_Noreturn void down(int n, struct large whole, double d) {
  ++levels;
  if (n)
    down(n - 1, whole, d + 1);
  printf("%d levels fewer, %ld %g\n", levels - (int)d, whole.part[8], d - levels);
  longjmp(back, 7);
}
// CHECK: SEGSTACK_CHECK_NORETURN_C({{[0-9]+}}, 0, ends, (n));
__attribute__((noreturn)) static int ends(int n) {
  if (n)
    ends(n - 1);
  exit(0);
}

int main(int argc, char **argv) {
  struct large whole = {{1, 2, 3, 4, 5, 6, 7, 8, 9}};
  int n = argc > 1 ? atoi(argv[1]) : 40, value = setjmp(back);
  if (value) {
    printf("back with %d\n", value);
    fflush(stdout);
    return ends(n);
  }
  down(n, whole, 0.5);
}

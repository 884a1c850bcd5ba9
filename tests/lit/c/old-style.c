// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu89
// RUN: grep -v '// CHECK' %t.c | %FileCheck %s
// RUN: %same %s %t.c deep=200000 -std=gnu89 -Wno-old-style-definition -Wno-deprecated-non-prototype -Wno-implicit-int -Wno-return-type -Wno-missing-parameter-type -Wno-unknown-warning-option
/*
 * C as it was: definitions without a prototype, whose arguments are promoted,
 * results of type int that nobody wrote, declarations that must come first.
 */
#include <stdio.h>
#include <stdlib.h>

// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, promoted, (n, f, c));
double promoted(n, f, c)
int n;
float f;
char c;
{
  double rest;
  if (!n)
    return f + c;
  rest = promoted(n - 1, f, c);
  return rest + 1;
}

// CHECK: implicit(n) { SEGSTACK_CHECK_C({{[0-9]+}}, 0, implicit, (n)); return
implicit(n) { return n ? implicit(n - 1) + 1 : 0; }

int defined_below();
// CHECK: int first_declares(int n) { SEGSTACK_CHECK_C({{[0-9]+}}, 0, first_declares, (n));
int first_declares(int n) {
  int a = n ? defined_below(n - 1) : 0;
  int b = a;
  return b + 1;
}
int defined_below(int n) { return first_declares(n); }

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  printf("%g %d %d\n", promoted(n, 0.5f, 'a'), implicit(n), first_declares(n));
  return 0;
}

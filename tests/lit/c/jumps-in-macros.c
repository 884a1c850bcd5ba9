// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu17
// RUN: grep -v '// CHECK' %t.c | %FileCheck --implicit-check-not=SEGSTACK_SETJMP %s
// RUN: %same %s %t.c deep=50000 -std=gnu17 -Wno-infinite-recursion
//
// A setjmp in a macro of the program, as interpreters have it, cannot be written
// around: the runtime's longjmp finds by itself where it goes, and what lies in
// between, in stress mode too.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

struct handler {
  struct handler *outer;
  jmp_buf target;
  int status;
};
static struct handler *handlers;

#define TRY(h, call)                                                           \
  if (setjmp((h)->target) == 0) {                                              \
    call;                                                                      \
  }

static void fail(int status) {
  handlers->status = status;
  longjmp(handlers->target, 1);
}

static int deep(int n) { return n ? deep(n - 1) + 1 : 0; }

typedef void body(int n);
// CHECK: static int protect(body *run, int n) { SEGSTACK_CHECK_C(
static int protect(body *run, int n) {
  struct handler here;
  here.outer = handlers;
  here.status = 0;
  handlers = &here;
  TRY(&here, run(n))
  handlers = here.outer;
  return here.status;
}

static long sum;
/// Protected calls within each other; each fails, from further down.
static void nests(int n) {
  if (n > 0)
    sum += protect(nests, n - 1);
  sum += deep(n % 50) - n % 50;
  fail(n % 7 + 1);
}

static int down_and_fail(int n) {
  if (n == 0)
    fail(3);
  return down_and_fail(n - 1) + 1;
}
static void fails_below(int n) { down_and_fail(n); }

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  int status = protect(nests, n / 10);
  printf("%d %ld\n", status, sum);
  for (int i = 0; i < 50; ++i)
    sum += protect(fails_below, n * i / 50);
  printf("%ld %d\n", sum, deep(n));
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu17
// RUN: grep -v '// CHECK' %t.c | %FileCheck %s
// RUN: %same %s %t.c deep=100000 -std=gnu17 -Wno-c23-extensions -Wno-infinite-recursion
//
// What only C and its GNU dialect have, in functions that are called again.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct flexible {
  int length;
  int at[];
};

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 0, flexible, (n, f));
static int flexible(int n, struct flexible *f) {
  return n ? flexible(n - 1, f) : f->at[f->length - 1];
}

// CHECK: static inline int inlined(int n) { SEGSTACK_CHECK_C(
static inline int inlined(int n) { return n ? inlined(n - 1) + 1 : 0; }

// Defined for other sources, too.
// CHECK: extern inline int external(int n) { SEGSTACK_CHECK_C(
extern inline int external(int n) { return n ? external(n - 1) + 1 : 0; }

// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, statements, (n));
static int statements(int n) {
  int rest = ({
    int m = n;
    m ? statements(m - 1) : 0;
  });
  return rest + 1;
}

// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, computed, (n));
static int computed(int n) {
  static const void *const to[] = {&&end, &&more};
  goto *to[n != 0];
more:
  return computed(n - 1) + 1;
end:
  return 0;
}

// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, begins_with_a_label, (n, sum));
static int begins_with_a_label(int n, int sum) {
again:
  if (n % 2) {
    ++sum;
    --n;
    goto again;
  }
  return n ? begins_with_a_label(n - 1, sum) : sum;
}

static int cleaned;
static void clean(int *at) { cleaned += *at; }
// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, cleans, (n));
static int cleans(int n) {
  __attribute__((cleanup(clean))) int one = 1;
  return n ? cleans(n - 1) : one;
}

// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, names, (n));
static const char *names(int n) { return n ? names(n - 1) : __func__; }

// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, statics, (n));
static int statics(int n) {
  static int calls;
  ++calls;
  return n ? statics(n - 1) : calls;
}

#define kind(x) _Generic((x), int: 1, long: 2, default: 3)
// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, generic, (n, c));
static int generic(long n, int c) { return n ? generic(n - 1, c + kind(n)) : c; }

// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, atomics, (n, a));
static int atomics(int n, _Atomic int *a) {
  ++*a;
  return n ? atomics(n - 1, a) : *a;
}

// The name of a function-like macro is only a name in parentheses.
#define hidden(n) hidden_by_macro(n)
static int hidden_by_macro(int n) { return n; }
// CHECK: int(hidden)(int n) { SEGSTACK_CHECK_C({{[0-9]+}}, 0, (hidden), (n));
static int(hidden)(int n) { return n ? (hidden)(n - 1) + 1 : hidden(n); }

// Parameters without a name get one.
// CHECK: static int unnamed(int n, int segstack_arg0, struct flexible * segstack_arg1) { SEGSTACK_CHECK_C({{[0-9]+}}, 0, unnamed, (n, segstack_arg0, segstack_arg1));
static int unnamed(int n, int, struct flexible *) { return n ? unnamed(n - 1, 0, 0) + 1 : 0; }

static jmp_buf target;
static int leaps(int n) {
  if (n == 0)
    longjmp(target, 1);
  return leaps(n - 1) + 1;
}
// CHECK: { SEGSTACK_CHECK_C({{[0-9]+}}, 0, lands, (n)); SEGSTACK_POSITION;
static int lands(int n) {
  volatile int jumps = 0;
  // CHECK: switch (SEGSTACK_SETJMP(setjmp(target))) {
  switch (setjmp(target)) {
  case 0:
    return leaps(n);
  default:
    if (++jumps < 3)
      return leaps(n);
  }
  return jumps + inlined(n);
}

// qsort is of the C library, and what it calls back is not.
static int deep_order(int n, int by) { return n ? deep_order(n - 1, by) : by; }
static int depth;
static int compare(const void *a, const void *b) {
  return deep_order(depth, *(const int *)a - *(const int *)b);
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40, numbers[] = {3, 1, 2};
  struct flexible *f = malloc(sizeof *f + 2 * sizeof(int));
  _Atomic int a = 0;
  f->length = 2;
  f->at[1] = 9;
  depth = n / 100;
  qsort(numbers, 3, sizeof *numbers, compare);
  printf("%d %d %d\n", flexible(n, f), inlined(n), external(n));
  printf("%d %d %d\n", statements(n), computed(n), begins_with_a_label(n, 0));
  cleans(n);
  printf("%d %s %d\n", cleaned, names(n), statics(n));
  printf("%d %d %d %d\n", generic(n, 0), atomics(n, &a), (hidden)(n), unnamed(n, 0, f));
  printf("%d\n", lands(n));
  printf("%d%d%d\n", numbers[0], numbers[1], numbers[2]);
  free(f);
}

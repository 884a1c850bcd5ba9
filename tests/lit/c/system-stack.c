// RUN: %segstack rewrite --place=all --system-stack=scan --system-stack=old --system-stack=count --system-stack=pair --system-stack=never --system-stack=wide --system-stack=many --system-stack=peek %s -o %t.c -- -std=gnu17 2> %t.told
// RUN: grep -v '// CHECK' %t.c | %FileCheck %s
// RUN: %FileCheck --check-prefix=TOLD --implicit-check-not=warning: %s < %t.told
// RUN: %segstack rewrite --quiet --place=all --system-stack=scan --system-stack=old --system-stack=count --system-stack=pair --system-stack=many %t.c -- -std=gnu17 | cmp - %t.c
// RUN: %segstack strip %t.c | cmp - %s
// RUN: %same %s %t.c deep=40000 -std=gnu17 -Wno-infinite-recursion -Wno-psabi -Wno-unknown-warning-option -Wno-deprecated-non-prototype
// Without the option the scan is not where it looks.
// RUN: %segstack rewrite --quiet --place=all %s -o %t.without.c -- -std=gnu17
// RUN: %gcc -std=gnu17 -w %include %t.without.c %runtime -pthread -o %t.without && (ulimit -s 256 && %t.without 40000) | grep 'outside' > %t.seen
//
// Calls on the thread's own stack in C: the arguments stay where they are, in
// registers or copied, and so do results of any kind.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *low, *high;
static void find_bounds(void) {
  pthread_attr_t attributes;
  void *start;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &start, &size);
  pthread_attr_destroy(&attributes);
  low = (const char *)start;
  high = low + size;
}
__attribute__((noinline)) static void look(void) { // NOSEGSTACK
  const char *here = (const char *)__builtin_frame_address(0);
  if (here < low || here >= high)
    printf("outside\n");
}

struct Big {
  long value[5];
};
struct Pair {
  double a;
  int b;
};
__attribute__((noinline)) static int scan(int n) { // NOSEGSTACK
  look();
  return n + 1;
}
__attribute__((noinline)) static int old(a, b) // NOSEGSTACK
  int a;
  char b;
{
  look();
  return a + b;
}
__attribute__((noinline)) static long double count(const char *kinds, ...) { // NOSEGSTACK
  long double sum = 0;
  va_list all;
  va_start(all, kinds);
  look();
  for (; *kinds; ++kinds)
    sum += *kinds == 'i'   ? va_arg(all, int)
           : *kinds == 'd' ? va_arg(all, double)
                           : va_arg(all, struct Big).value[3];
  va_end(all);
  return sum;
}
__attribute__((noinline)) static struct Pair pair(struct Big big, double d) { // NOSEGSTACK
  look();
  return (struct Pair){d, (int)big.value[4]};
}
__attribute__((noinline)) static struct Big many(int a, int b, int c, int d, int e, int f, int g,
                                                 struct Pair p) { // NOSEGSTACK
  look();
  return (struct Big){{a, b + c, d + e, f + g, p.b}};
}
_Noreturn static void never(void) { exit(3); }
typedef double Wide __attribute__((vector_size(32)));
static Wide wide(Wide *v) { return *v; }

// CHECK: int here = SEGSTACK_VISIT_C(32768, 0, scan, (n)), there = 1 + SEGSTACK_VISIT_C(32768, 0, scan, (SEGSTACK_VISIT_C(32768, 0, scan, (n)) + n));
static int ints(int n) {
  int here = scan(n), there = 1 + scan (scan(n) + n);
  return n ? ints(n - 1) + here - there : here;
}
// CHECK: struct Big big = SEGSTACK_VISIT_C(32768, 32, many, (n, 1, 2, 3, 4, 5, 6, p));
// CHECK: p = SEGSTACK_VISIT_C(32768, 48, pair, (big, 2.5));
static double objects(int n) {
  struct Pair p = {1.5, n};
  struct Big big = many(n, 1, 2, 3, 4, 5, 6, p);
  p = pair(big, 2.5);
  return n ? objects(n - 1) + p.a + p.b : big.value[4];
}
// CHECK: long double sum = SEGSTACK_VISIT_C(32768, 48, count, ("idbi", n, 2.5, big, 7));
// CHECK: SEGSTACK_VISIT_C(32768, 16, count, ("iiiiiii", 1, 2, 3, 4, 5, 6, 7));
// CHECK: return n ? variadic(n - 1) + (double)sum : SEGSTACK_VISIT_C(32768, 0, old, (n, 'a'));
static double variadic(int n) {
  struct Big big = {{0, 0, 0, n, 0}};
  long double sum = count("idbi", n, 2.5, big, 7);
  sum += count("iiiiiii", 1, 2, 3, 4, 5, 6, 7);
  return n ? variadic(n - 1) + (double)sum : old(n, 'a');
}
static int peek(int n) { return n + 1; } // does not look
#define PEEK(n) peek(n)
static int left(int n) {
  Wide v = {1, 2};
  // TOLD: system-stack.c:[[@LINE+1]]:{{[0-9]+}}: warning: calls never where the stack is: it does not return
  n < 0 ? never() : (void)0;
  // TOLD: system-stack.c:[[@LINE+1]]:{{[0-9]+}}: warning: calls wide where the stack is: it passes a value of type 'Wide', a vector of 32 bytes
  v = wide(&v);
  // TOLD: system-stack.c:[[@LINE+1]]:{{[0-9]+}}: warning: calls peek where the stack is: it comes from a macro
  return (int)v[1] + PEEK(n);
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  find_bounds();
  printf("%d %g %g %d\n", ints(n), objects(n), variadic(n), left(n));
}

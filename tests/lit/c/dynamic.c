// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu17 -D_GNU_SOURCE
// RUN: grep -v '// CHECK' %t.c | %FileCheck %s
// RUN: %same %s %t.c deep=20000 -std=gnu17 -D_GNU_SOURCE -Wno-vla -Wno-unused-value -Wno-sequence-point -Wno-infinite-recursion
// A sanitizer's branches come between the record of a crossing and the call.
// RUN: %fixed %same %s %t.c -std=gnu17 -D_GNU_SOURCE -Wno-vla -Wno-unused-value -Wno-sequence-point -Wno-infinite-recursion -fsanitize=bounds -fno-sanitize-recover=bounds
//
// alloca and arrays of variable size take their room from where there is some,
// as the frames of a recursion do, and give it back with their scope.
#include <alloca.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(int fine) {
  if (!fine)
    abort();
}

// As the C library's: a macro, which dynamic.h sees to.
// CHECK: char *block = alloca(size), *copy = strdupa("copied");
static long by_macro(int n, size_t size) {
  char *block = alloca(size), *copy = strdupa("copied");
  memset(block, n, size);
  long below = n ? by_macro(n - 1, size) : 0;
  check(block[size - 1] == (char)n && !strcmp(copy, "copied"));
  return below + 1;
}

// CHECK: char one[SEGSTACK_LENGTH(1, length)];
// CHECK: int two[SEGSTACK_LENGTH((__SIZE_TYPE__)(length + 1) * 4, 3)][length + 1], *three[SEGSTACK_LENGTH(8, length)];
// CHECK: row four[SEGSTACK_LENGTH(sizeof(row), 2)];
static long arrays(int n, int length) {
  char one[length];
  int two[3][length + 1], *three[length];
  typedef short row[length];
  ++length;
  row four[2];
  memset(one, n, sizeof one);
  two[2][1] = n;
  three[3] = &two[2][1];
  four[1][3] = (short)n;
  long below = n ? arrays(n - 1, length - 1) : 0;
  check(one[3] == (char)n && *three[3] == n && four[1][3] == (short)n);
  return below + sizeof one + sizeof two + sizeof three + sizeof four;
}

// CHECK: for (int i = 1, list[SEGSTACK_LENGTH(4, length)]; i <= turns; ++i) {
// CHECK: long inner[SEGSTACK_LENGTH(8, i * length)];
static long in_loops(int n, int length, int turns) {
  long sum = 0;
  for (int i = 1, list[length]; i <= turns; ++i) {
    long inner[i * length];
    inner[i * length - 1] = list[0] = i;
    sum += i == 2 && n ? in_loops(n - 1, length, turns) : 0;
    check(inner[i * length - 1] == i && list[0] == i);
    if (i == 3)
      continue;
    if (i == turns)
      break;
    sum += (long)(sizeof inner / sizeof *inner);
  }
  return sum;
}

// The length is evaluated once.
// CHECK: int list[SEGSTACK_LENGTH(4, n++)];
static int evaluated_once(int n) {
  int list[n++];
  return n + (int)(sizeof list / sizeof *list);
}

// CHECK: int list[SEGSTACK_LENGTH(4, count)];
static int with_goto(int n) {
  int count = 3, sum = 0;
again:;
  int list[count];
  list[count - 1] = count;
  sum += list[count - 1];
  if (--count > 0)
    goto again;
  return n ? with_goto(n - 1) : sum;
}

static jmp_buf target;
static int leaps(int n, int length) {
  char list[length];
  list[length - 1] = (char)n;
  if (n == 0)
    longjmp(target, 5);
  int below = leaps(n - 1, length);
  return below + list[length - 1];
}
static int lands(int n) {
  int value = setjmp(target);
  return value ? value : leaps(n, 1000);
}

// CHECK: char *here = (char *)__builtin_alloca(size) + strlen(alloca(8) ? "1" : "");
static long in_arguments(int n, size_t size) {
  char *here = (char *)__builtin_alloca(size) + strlen(alloca(8) ? "1" : "");
  here[0] = (char)n;
  long below = n ? in_arguments(n - 1, size) : 0;
  check(here[0] == (char)n);
  return below + 1;
}

// A length from a macro; one that is that of the type; one that is evaluated
// once where others are written again.
#define LENGTH(n) ((n) + 8)
// CHECK: short list[SEGSTACK_LENGTH(2, LENGTH(length))];
// CHECK: SEGSTACK_SPACE(sizeof(row) + sizeof(row), one); row one, *at = &one, two;
// CHECK: SEGSTACK_SPACE(sizeof(table), all); table all;
// CHECK: char turns[2][SEGSTACK_LENGTH(2, count++)];
static long of_types(int n, int length) {
  short list[LENGTH(length)];
  typedef int row[length];
  typedef row table[3];
  int count = length;
  length = 1;
  row one, *at = &one, two;
  memset(one, n, sizeof one);
  memset(two, n + 1, sizeof two);
  long below = 0;
  {
    table all;
    all[2][3] = 0;
    char turns[2][count++];
    turns[1][count - 2] = list[LENGTH(count - 1) - 1] = (short)(n & 63);
    below = n ? of_types(n - 1, count - 1) : 0;
    check(turns[1][count - 2] == (n & 63) && all[2][3] == 0);
  }
  check((*at)[4] == one[5] && (char)two[6] == (char)(n + 1));
  return below + (long)(sizeof list + sizeof one + sizeof two);
}

// CHECK: char *block = __builtin_alloca_with_align(size, 2048);
static long aligned(int n, size_t size) {
  char *block = __builtin_alloca_with_align(size, 2048);
  check(((size_t)block & 255) == 0);
  memset(block, n, size);
  long below = n ? aligned(n - 1, size) : 0;
  check(block[size - 1] == (char)n && block[0] == (char)n);
  return below + 1;
}

// Blocks of one size in a loop: the stack pointer is another each time.
static int in_a_loop(int n) {
  char *last = 0;
  for (int i = 0; i < 500; ++i) {
    char *block = alloca(3000);
    memset(block, i, 3000);
    memcpy(block, &last, sizeof last);
    last = block;
  }
  int sum = n ? in_a_loop(n - 1) : 0, i = 500;
  for (char *at = last; at; memcpy(&at, at, sizeof last))
    check(at[2999] == (char)--i);
  check(i == 0);
  return sum + 1;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  printf("%ld %ld\n", by_macro(n, 3000), arrays(n, 200));
  printf("%ld %d\n", in_loops(n, 50, 4), evaluated_once(3));
  printf("%d %d %ld\n", with_goto(n), lands(n), in_arguments(n, 500));
  printf("%ld %ld %d\n", of_types(n, 50), aligned(n, 700), in_a_loop(3));
  for (int i = 0; i < 100; ++i)
    check(lands(i) == 5);
}

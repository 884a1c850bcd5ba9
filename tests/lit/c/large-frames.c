// RUN: %segstack rewrite --place=all %s -o %t.c -- -std=gnu17 2>&1 | %FileCheck --check-prefix=WARNS --implicit-check-not=warning: %s
// RUN: grep -v '// CHECK' %t.c | %FileCheck %s
// RUN: %same %s %t.c deep=5000 -std=gnu17 -Wno-infinite-recursion
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=gnu17 | %FileCheck --check-prefix=LISTS %s
//
// In C a check comes once the frame is made. Where that is large, those that
// call the function ask for it in theirs.
#include <stdio.h>
#include <stdlib.h>

// CHECK: static long huge(int n) { SEGSTACK_CHECK_LARGE_C(299904, 0, huge, (n));
// LISTS-DAG: huge(int): retry, [[#]] bytes
// WARNS: large-frames.c:[[@LINE+1]]:13: warning: has a frame of {{[0-9]+}} bytes and cannot be outlined
static long huge(int n) {
  volatile char room[300000];
  room[0] = (char)(n & 7);
  room[299999] = 1;
  return room[0] + room[299999];
}

// CHECK: static long calls(int n) { SEGSTACK_CHECK_C(299968, 0, calls, (n));
// LISTS-DAG: calls(int): retry, {{[0-9]+}} bytes, +299904 for huge
static long calls(int n) {
  return n ? calls(n - 1) + huge(n) : 0;
}

// By way of one that has no check, for it is variadic.
static long unchecked(int n, ...) {
  return huge(n) + 1;
}
// CHECK: static long by_way(int n) { SEGSTACK_CHECK_C(300208, 0, by_way, (n));
static long by_way(int n) {
  return n ? by_way(n - 1) + unchecked(n, 1) : 0;
}

// One that calls itself has room for the next one, too.
// CHECK: static long large(int n) { SEGSTACK_CHECK_LARGE_C(6048, 0, large, (n));
static long large(int n) {
  volatile char room[6000];
  room[0] = (char)(n & 7);
  room[5999] = 1;
  return n ? large(n - 1) + room[0] + room[5999] : 0;
}
// CHECK: static long leads(int n) { SEGSTACK_CHECK_C(6096, 0, leads, (n));
static long leads(int n) {
  return n % 50 ? leads(n - 1) + 1 : large(n / 50);
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  printf("%ld %ld %ld\n", calls(n), by_way(n), leads(n));
}

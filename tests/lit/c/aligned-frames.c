// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu17
// RUN: %same %s %t.c deep=3000 -std=gnu17 -Wno-infinite-recursion
//
// Frames that are aligned to a page are not as far below their caller each time.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int aligned(int n, int length) {
  char room[8192] __attribute__((aligned(4096)));
  memset(room, n, sizeof(room));
  if ((size_t)room % 4096)
    abort();
  return n ? aligned(n - 1, length) + room[length] : 0;
}
static int calls(int n) {
  char room[3][40];
  memset(room, n, sizeof(room));
  int sum = aligned(n % 5, n % 8000);
  return n ? calls(n - 1) + sum + room[n % 3][1] : sum;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  printf("%d %d\n", aligned(n, 7), calls(n));
}

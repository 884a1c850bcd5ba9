#include <stdio.h>
#include <stdlib.h>

int even(unsigned n);

int odd(unsigned n) {
  volatile char frame[64] = {0};
  if (n == 0)
    return frame[0];
  return even(n - 1) + frame[n % 64];
}

int main(int argc, char **argv) {
  unsigned depth = argc > 1 ? (unsigned)atoi(argv[1]) : 10;
  printf("%d\n", even(depth));
  return 0;
}

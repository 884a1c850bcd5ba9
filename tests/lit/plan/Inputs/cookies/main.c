#include "level.h"
#include <stdio.h>
#include <stdlib.h>

static int levels;

void deeper(int n) {
  ++levels;
  if (n > 0)
    write_level(n);
}

int main(int count, char **arguments) {
  deeper(count > 1 ? atoi(arguments[1]) : 0);
  printf("%d\n", levels);
  return 0;
}

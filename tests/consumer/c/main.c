#include "levels.h"
#ifndef ELSEWHERE
#include "levels.c"
#endif
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  printf("levels %d\n", levels(argc > 1 ? atoi(argv[1]) : 40));
  return 0;
}

#include "levels.h"

int levels(int n) {
  volatile int above[2] = {n, 1};
  return above[0] ? levels(above[0] - 1) + above[1] : 1;
}

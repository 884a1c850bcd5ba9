#include "descend.h"
#include "other.h"
#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv) {
  const long top[2] = {0, 0};
  const long levels = argc > 1 ? std::atol(argv[1]) : 10;
  std::printf("%s %ld\n", greeting(), descend(levels, top));
  return 0;
}

#include "closures.h"
#include <cstdio>
#include <cstdlib>

int main(int, char **argv) {
  int n = std::atoi(argv[1]);
  std::printf("%d %d %d %d %d %d\n", recursive(recursive, n), function(n), pointer(n), Type::member(n),
              generic<long>(n), made);
  std::printf("%d %d %d\n", addressOf(0) == &function, addressOf(1) == &Type::member, addressOf(2) == &made);
  std::printf("%d\n", other(n));
  std::printf("%d %d\n", function(n), made);
}

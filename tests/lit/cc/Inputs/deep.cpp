#include <cstdio>
#include <cstdlib>
// The recursion is too deep for any stack of 8 MiB.
static long depth(long n, volatile char *outer) {
  volatile char block[64];
  block[0] = outer ? outer[0] : 1;
  return n ? depth(n - 1, block) + block[0] : 0;
}
int main(int argc, char **argv) {
  std::printf("%ld\n", depth(argc > 1 ? std::atol(argv[1]) : 0, nullptr));
}

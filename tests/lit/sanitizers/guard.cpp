// RUN: %segstack rewrite --quiet --place=all --mechanism=guard %s -o %t.cpp -- -std=c++17 -DRECURSE
// RUN: for cxx in %gxx %clangxx; do \
// RUN:   $cxx -std=c++17 -g -O1 %include -c %t.cpp -DRECURSE -o %t.deep.o && \
// RUN:   for kind in address undefined; do \
// RUN:     $cxx -std=c++17 -g -O1 -fsanitize=$kind %include %t.cpp %t.deep.o -o %t.$kind %runtime && \
// RUN:     %fixed %t.$kind 300000 fine > %t.out 2>&1 && grep -q '^300001 fine$' %t.out && \
// RUN:     test $(wc -l < %t.out) = 1 || exit 1; \
// RUN:     ! %fixed %t.$kind 300000 null > %t.out 2>&1 || exit 1; \
// RUN:   done && \
// RUN:   ! %fixed %t.address 300000 null > %t.out 2>&1 && \
// RUN:   grep -q 'AddressSanitizer: SEGV on unknown address 0x000000000000' %t.out && \
// RUN:   grep -q '#0 .* in touch(long, int\*)' %t.out || exit 1; \
// RUN: done
//
// A part of the program has checks that fault, another one a sanitizer, whose
// handler for SIGSEGV gets what is not a check's: the line of the bug.
#include <cstdio>
#include <cstdlib>

long touch(long n, int *at);

#ifdef RECURSE
long touch(long n, int *at) {
  volatile char block[32];
  block[n % 32] = 1;
  if (n)
    return touch(n - 1, at) + block[n % 32];
  return *at;
}
#else
int main(int, char **argv) {
  int one = 1;
  long n = std::atol(argv[1]);
  long sum = touch(n, argv[2][0] == 'f' ? &one : nullptr);
  std::printf("%ld %s\n", sum, argv[2]);
}
#endif

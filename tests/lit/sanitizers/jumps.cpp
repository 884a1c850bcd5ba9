// RUN: for compiler in "%gxx -O0" "%gxx -O2" "%clangxx -O0" "%clangxx -O2"; do \
// RUN:   %segstack cc --place=all $compiler -std=c++17 -g -fsanitize=address %s %runtime -o %t || exit 1; \
// RUN:   for options in stress=0 stress=1; do for fake in 0 1; do \
// RUN:     (ulimit -S -s 256; SEGSTACK_OPTIONS=$options ASAN_OPTIONS=detect_stack_use_after_return=$fake %fixed %t) > %t.got && %FileCheck %s < %t.got || exit 1; \
// RUN: done; done; done
//
// A jump leaves frames without a return, on several segments at once. clang++
// links AddressSanitizer's own longjmp in place of the runtime's, so the position
// restored behind setjmp is all that tells of the jump.
#include <csetjmp>
#include <cstdio>

static std::jmp_buf place;
static void fill(volatile char *p, int n, int c) {
  for (int i = 0; i < n; ++i)
    p[i] = static_cast<char>(c + i);
}

static int leap(int n) {
  char b[150];
  fill(b, 150, n);
  if (n == 0)
    std::longjmp(place, 1);
  return leap(n - 1) + b[n % 150];
}

static int again(int n) {
  char b[300];
  fill(b, 300, n);
  return n ? again(n - 1) + (b[n % 300] == static_cast<char>(n + n % 300)) : 1;
}

static int jumper(int n, int levels) {
  char b[90];
  fill(b, 90, n);
  if (n)
    return jumper(n - 1, levels) + (b[n % 90] == static_cast<char>(n + n % 90));
  return setjmp(place) ? again(levels) : leap(levels);
}

int main() {
  // CHECK: 25001
  std::printf("%d\n", jumper(5000, 20000));
  for (int i = 0; i < 20; ++i)
    jumper(100 * i, 3000);
  // CHECK: 30001
  std::printf("%d\n", again(30000));
}

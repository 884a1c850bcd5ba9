// RUN: %segstack cc --place=all %gxx -std=c++17 -g -O1 %s %runtime -o %t
// RUN: for options in layout=below:segment_size=80k:max_segment_size=80k layout=above; do \
// RUN:   (ulimit -S -s 128; SEGSTACK_OPTIONS=$options valgrind --error-exitcode=9 %t 2> %t.report) > %t.got || { cat %t.report; exit 1; }; \
// RUN:   %FileCheck %s < %t.got && %FileCheck --check-prefix=REPORT %s < %t.report || exit 1; done
// RUN: ulimit -S -s 128; SEGSTACK_OPTIONS=layout=below:segment_size=80k:max_segment_size=80k %exits 9 valgrind --error-exitcode=9 %t bug 2> %t.report
// RUN: %FileCheck --check-prefix=BUG %s < %t.report
//
// Segments that touch each other, and a thread's own stack, are stacks to
// valgrind: it takes no crossing for a frame, and finds what is a bug.
#include <cstdio>
#include <stdexcept>
#include <thread>

static int down(int n) {
  volatile char b[200];
  for (int i = 0; i < 200; i += 8)
    b[i] = static_cast<char>(n + i);
  if (n == -1000)
    throw std::runtime_error("down");
  return n ? down(n - 1) + (b[8] == static_cast<char>(n + 8)) : 0;
}

static int caught(int n) {
  if (n)
    return caught(n - 1) + 1;
  try {
    return down(-1);
  } catch (std::exception &) {
    return down(2000);
  }
}

static int bug(int n) {
  volatile int never[16];
  // BUG: Conditional jump or move depends on uninitialised value(s)
  // BUG-NEXT: bug(int) (valgrind.cpp:[[@LINE+1]])
  if (never[3] == 7)
    std::puts("seven");
  return n ? bug(n - 1) : 0;
}

// REPORT-NOT: Warning: client switching stacks
// REPORT: ERROR SUMMARY: 0 errors
int main(int argc, char **) {
  if (argc > 1)
    return bug(2000);
  // CHECK: 3000 2000
  std::printf("%d %d\n", caught(1000), down(2000));
  int results[2];
  std::thread one([&] { results[0] = caught(500); }), two([&] { results[1] = down(3000); });
  one.join();
  two.join();
  // CHECK: 2500 3000
  std::printf("%d %d\n", results[0], results[1]);
}

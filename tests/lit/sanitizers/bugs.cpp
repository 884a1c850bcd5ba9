// RUN: %segstack cc --place=all %gxx -std=c++17 -g -O1 -fsanitize=address %s %runtime -o %t.gxx
// RUN: %segstack cc --place=all %clangxx -std=c++17 -g -O1 -fsanitize=address %s %runtime -o %t.clangxx
// RUN: %segstack cc --place=all %gxx -std=c++17 -g -O1 -fsanitize=thread %s %runtime -o %t.threads.gxx
// RUN: %segstack cc --place=all %clangxx -std=c++17 -g -O1 -fsanitize=thread %s %runtime -o %t.threads.clangxx
// RUN: ulimit -S -s 128; export ASAN_OPTIONS=detect_stack_use_after_return=1
// RUN: for compiler in gxx clangxx; do for options in "" stress=1; do export SEGSTACK_OPTIONS=$options; \
// RUN:   for bug in 0 1 2 3 4; do %exits 1 %fixed %t.$compiler $bug > %t.report 2>&1 && %FileCheck --check-prefix=BUG$bug %s < %t.report || exit 1; done; \
// RUN:   %exits 66 %fixed %t.threads.$compiler 5 > %t.report 2>&1 && %FileCheck --check-prefix=BUG5 %s < %t.report || exit 1; \
// RUN: done; done
//
// A bug of the program deep on a segment is found as it was, in its function and
// with the calls that lead there. clang++ finds the use after the return only in
// functions without an asm.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

__attribute__((noinline)) void keep(void *p) { __asm__ volatile("" : : "r"(p) : "memory"); }

__attribute__((noinline)) int *local_address() {
  int local = 3;
  int *p = &local;
  keep(&p);
  return p;
}

static int shared;
static std::atomic<bool> done;

// BUG0: AddressSanitizer: stack-buffer-overflow
// BUG1: AddressSanitizer: heap-buffer-overflow
// BUG2: AddressSanitizer: heap-use-after-free
// BUG3: AddressSanitizer: stack-use-after-scope
// BUG4: AddressSanitizer: stack-use-after-return
// BUG5: ThreadSanitizer: data race
int bug(int kind, volatile int index) {
  char local[16];
  char *p = local;
  keep(p);
  switch (kind) {
  case 0:
    return p[index + 16]; // BUG0: in bug(int, int) {{.*}}bugs.cpp{{.*}}:[[@LINE]]
  case 1:
    keep(p = static_cast<char *>(std::malloc(16)));
    return p[index + 16]; // BUG1: in bug(int, int) {{.*}}bugs.cpp{{.*}}:[[@LINE]]
  case 2:
    keep(p = static_cast<char *>(std::malloc(16)));
    std::free(p);
    return p[index]; // BUG2: in bug(int, int) {{.*}}bugs.cpp{{.*}}:[[@LINE]]
  case 3: {
    {
      char scoped[16];
      keep(p = scoped);
    }
    keep(p);
    return p[index]; // BUG3: in bug(int, int) {{.*}}bugs.cpp{{.*}}:[[@LINE]]
  }
  case 4: {
    int *gone = local_address();
    keep(gone);
    return *gone; // BUG4: in bug(int, int) {{.*}}bugs.cpp{{.*}}:[[@LINE]]
  }
  }
  // One after the other, and not synchronised: of a race at the same instant
  // ThreadSanitizer misses some.
  std::thread other([] {
    ++shared;
    done.store(true, std::memory_order_relaxed);
  });
  while (!done.load(std::memory_order_relaxed))
    std::this_thread::yield();
  ++shared;
  other.join();
  return shared;
}

// BUG0: in down(int, int)
// BUG1: in down(int, int)
// BUG2: in down(int, int)
// BUG3: in down(int, int)
// BUG4: in down(int, int)
// BUG5: down(int, int)
int down(int n, int kind) {
  char b[100];
  std::memset(b, n, sizeof(b));
  keep(b);
  return n ? down(n - 1, kind) + b[n % 100] : bug(kind, 0);
}

int main(int, char **argv) { std::printf("%d\n", down(1000, std::atoi(argv[1]))); }

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `allocation`: with a check it would not be inlined in time, and its calls be left
// out. What it calls has a check.
#include <cstdio>
#include <cstdlib>
#include <new>

struct alignas(64) Aligned {
  int value;
};
static int allocated, freed;
// CHECK-DAG: allocate(std::size_t, int): retry
static void *allocate(std::size_t bytes, int n) { return n ? allocate(bytes, n - 1) : std::malloc(bytes); }
// CHECK-DAG: operator new(std::size_t, std::align_val_t): none (allocation)
void *operator new(std::size_t bytes, std::align_val_t) { ++allocated; return std::aligned_alloc(64, bytes); }
// CHECK-DAG: operator delete(void *, std::size_t, std::align_val_t): none (allocation)
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept { ++freed; std::free(memory); }
struct Own {
  static inline int depth;
  // CHECK-DAG: Own::operator new(std::size_t): none (allocation)
  static void *operator new(std::size_t bytes) { return allocate(bytes, depth); }
  // CHECK-DAG: Own::operator delete(void *): none (allocation)
  static void operator delete(void *memory) { std::free(memory); }
};

int main(int argc, char **argv) {
  delete new Aligned;
  Own::depth = argc > 1 ? std::atoi(argv[1]) : 40;
  delete new Own;
  std::printf("%d %d\n", allocated == freed, allocated);
}

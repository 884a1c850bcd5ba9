// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -fopenmp
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %gxx -O2 -std=c++17 -fopenmp %s -o %t.plain && %t.plain > %t.want
// RUN: for level in -O0 -O2; do \
// RUN:   %gxx $level -std=c++17 -fopenmp %include %t.cpp -o %t.exe %runtime && \
// RUN:   %t.exe | cmp - %t.want && env SEGSTACK_OPTIONS=stress=1 %t.exe | cmp - %t.want || exit 1; \
// RUN: done
//
// OpenMP regions and tasks, whose bodies become functions of their own in other
// threads; functions in several versions, and one chosen when the program
// starts.
#include <cstdio>
// CHECK: int cloned(int n) {
__attribute__((target_clones("default", "avx2"))) int cloned(int n) { return n ? cloned(n - 1) + 1 : 0; }
extern "C" { static int impl(int n) { return n ? impl(n - 1) + 1 : 0; } static int (*pick())(int) { return impl; } }
int chosen(int n) __attribute__((ifunc("pick")));
// CHECK: int omp(int n) { SEGSTACK_CHECK(
int omp(int n) { int all = 0;
#pragma omp parallel for reduction(+ : all) num_threads(2)
  for (int i = 0; i < n; ++i) all += omp(i / 4) + 1;
  return all; }
int task(int n) { if (n < 2) return n; int a, b;
#pragma omp task shared(a)
  a = task(n - 1);
#pragma omp task shared(b)
  b = task(n - 2);
#pragma omp taskwait
  return a + b; }
auto deduced(int n) { int all = 0;
#pragma omp parallel for reduction(+ : all)
  for (int i = 0; i < n; ++i) all += i;
  return all; }
int main() { int r = 0;
#pragma omp parallel num_threads(2)
#pragma omp single
  r = task(10);
  std::printf("%d %d %d %d %d\n", cloned(30), chosen(30), omp(40), r, deduced(10)); }

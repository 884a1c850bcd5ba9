// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -fopenmp
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %gxx -O2 -std=c++17 -fopenmp %s -o %t.plain && %t.plain 40 > %t.want && (ulimit -S -s 1000000 && OMP_STACKSIZE=1000M %t.plain 200000 > %t.deep)
// RUN: for level in -O0 -O2; do %gxx $level -std=c++17 -fopenmp %include %t.cpp -o %t.exe %runtime && %t.exe 40 | diff %t.want - && SEGSTACK_OPTIONS=stress=1 %t.exe 40 | diff %t.want - && %t.exe 200000 | diff %t.deep - || exit 1; done
// RUN: %if clang-openmp %{ %clangxx -O2 -std=c++17 -fopenmp %include %t.cpp -o %t.exe %runtime && %t.exe 40 | diff %t.want - && SEGSTACK_OPTIONS=stress=1 %t.exe 40 | diff %t.want - && %t.exe 200000 | diff %t.deep - %}
//
// OpenMP far down: regions in threads whose own stacks are small, at the end of a
// recursion and on each level of one; tasks that recurse, reductions, threadprivate
// variables, exceptions within a region, a region in an outlined body.
#include <cstdio>
#include <cstdlib>

static int own = 1;
#pragma omp threadprivate(own)

// CHECK: static long depth(long n) { SEGSTACK_CHECK(
static long depth(long n) { return n ? depth(n - 1) + 1 : 0; }
// CHECK: static long atTheEnd(long n, long levels) { SEGSTACK_CHECK(
static long atTheEnd(long n, long levels) {
  if (n)
    return atTheEnd(n - 1, levels) + 1;
  long all = 0;
#pragma omp parallel for reduction(+ : all) num_threads(3)
  for (int i = 0; i < 6; ++i)
    all += depth(levels + i);
  return all;
}
// CHECK: static long onEach(long n) { SEGSTACK_CHECK(
static long onEach(long n) {
  long all = 0;
#pragma omp parallel num_threads(2) if (n % 10000 == 0) reduction(+ : all)
  {
#pragma omp for
    for (int i = 0; i < 4; ++i)
      all += i;
  }
  return n ? onEach(n - 1) + all : all;
}
// CHECK: static long tasks(long n) { SEGSTACK_CHECK(
static long tasks(long n) {
  if (n < 1)
    return 0;
  long below = 0;
#pragma omp task shared(below) if (n % 100 == 0)
  below = tasks(n - 1);
#pragma omp taskwait
  return below + 1;
}
// CHECK: static long throws(long n) { SEGSTACK_CHECK(
static long throws(long n) {
  long caught = 0;
#pragma omp parallel num_threads(3) reduction(+ : caught)
  try {
    own += 1;
    if (depth(n) == n)
      throw n;
  } catch (long thrown) {
    caught += thrown;
  }
  return caught;
}
struct Outlined {
  long all = 0;
  // CHECK: explicit Outlined(long n) { SEGSTACK_BODY_VOID(
  explicit Outlined(long n) {
#pragma omp parallel for num_threads(2) schedule(static, 1)
    for (int i = 0; i < 2; ++i)
#pragma omp critical
      all += depth(n) + i;
    if (n > 2)
      all += Outlined(n / 2).all;
  }
};

int main(int, char **argv) {
  long n = std::atol(argv[1]), result = 0;
#pragma omp parallel num_threads(2)
#pragma omp single
  result = tasks(n);
  std::printf("%ld %ld %ld %ld %ld\n", atTheEnd(n, n), onEach(n), result, throws(n), Outlined(n).all);
}

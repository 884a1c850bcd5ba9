// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -Wno-unknown-attributes
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++17 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=100000 -std=c++17 -Wno-unknown-attributes
//
// Functions that are compiled for several processors are left alone; the
// functions that they recurse through have a check. optimize, noinline, cold,
// hot, restrict and flatten change nothing.
#include <cstdio>
#include <cstdlib>

int through(int n);
// WHY-DAG: clones(int): none: its target makes
// CHECK: target_clones("default", "sse4.2"))) int clones(int n) { return
__attribute__((target_clones("default", "sse4.2"))) int clones(int n) { return n ? through(n - 1) + 1 : 0; }
// CHECK: int through(int n) { SEGSTACK_CHECK(
int through(int n) { return n ? clones(n - 1) + 1 : 0; }
// WHY-DAG: versions(int): none: its target makes
__attribute__((target("default"))) int versions(int n) { return n ? 1 + through(n - 1) : 0; }
__attribute__((target("sse4.2"))) int versions(int n) { return n ? 1 + through(n - 1) : 0; }

extern "C" {
static int chosen(int n) { return n ? chosen(n - 1) + 3 : 0; }
typedef int Function(int);
Function *resolve() { return chosen; }
int indirect(int n) __attribute__((ifunc("resolve")));
}

// CHECK: __attribute__((optimize("O1"), noinline, cold)) int optimized(int n) { SEGSTACK_CHECK(
__attribute__((optimize("O1"), noinline, cold)) int optimized(int n) { return n ? optimized(n - 1) + 1 : 0; }
// CHECK: int restricted(int *__restrict a, const int *__restrict__ b, int n) { SEGSTACK_CHECK(
__attribute__((hot)) int restricted(int *__restrict a, const int *__restrict__ b, int n) { *a += *b; return n ? restricted(a, b, n - 1) + 1 : 0; }
struct Restricted {
  int n;
  // CHECK: int own(int k) __restrict { SEGSTACK_CHECK({{[0-9]+}}, (this, k), this->own(k));
  int own(int k) __restrict { n += 1; return k ? own(k - 1) + 1 : n; }
};
// CHECK: __attribute__((flatten)) int flat(int n) { SEGSTACK_CHECK(
__attribute__((flatten)) int flat(int n) { return through(n) + optimized(n); }
// CHECK: unsigned __int128 wide(unsigned __int128 n, __int128 &sum) { SEGSTACK_CHECK(
unsigned __int128 wide(unsigned __int128 n, __int128 &sum) { sum -= n; return n ? wide(n - 1, sum) + 1 : n; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40, a = 0, b = 2;
  std::printf("%d %d %d %d\n", clones(n), versions(n), indirect(n), optimized(n));
  __int128 sum = 0;
  std::printf("%d %d %d %d", restricted(&a, &b, n), a, Restricted{0}.own(n), flat(n));
  int deep = int(wide(n, sum));
  std::printf(" %d %d\n", deep, int(sum));
}

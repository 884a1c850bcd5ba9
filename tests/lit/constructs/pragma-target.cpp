// Behind `#pragma GCC target` vectors travel in registers that the templates of
// check.h do not know: such functions are left alone, up to the pragma's end.
//
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %FileCheck %s < %t.cpp
// RUN: %segstack rewrite --explain=deep %s -- -std=c++17 2>&1 | %FileCheck --check-prefix=WHY %s
// RUN: %gxx -std=c++17 -O2 -Wall -Werror %s -o %t.plain && %t.plain > %t.want
// RUN: %gxx -std=c++17 -O2 -Wall -Werror %include %t.cpp %runtime -o %t.exe && %t.exe | diff %t.want -
// RUN: SEGSTACK_OPTIONS=stress=1 %t.exe | diff %t.want -
// RUN: %gxx -std=c++17 -O0 %include %t.cpp %runtime -o %t.exe && SEGSTACK_OPTIONS=stress=1 %t.exe | diff %t.want -
#include <cstdio>
typedef int Eight __attribute__((vector_size(32)));

// CHECK: int before(int n) { SEGSTACK_CHECK(
int before(int n) { return n ? before(n - 1) + 1 : 0; }

#pragma GCC push_options
#pragma GCC target("avx2")
// CHECK: Eight deep(Eight v, int n) {{{$}}
// WHY: its target makes another function of every closure
__attribute__((noinline)) Eight deep(Eight v, int n) {
  return n ? deep(v, n - 1) + v : v;
}
// CHECK: auto doubled(Eight v) { return
__attribute__((noinline)) auto doubled(Eight v) { return v + v; }
__attribute__((noinline)) int sum(int n) {
  Eight v = {1, 2, 3, 4, 5, 6, 7, 8};
  return doubled(deep(v, n))[5];
}
#pragma GCC pop_options

// CHECK: int after(int n) { SEGSTACK_CHECK(
int after(int n) { return n ? after(n - 1) + 1 : 0; }

int main() {
  int result = __builtin_cpu_supports("avx2") ? sum(30) : 372;
  std::printf("%d %d %d\n", before(10), result, after(10));
}

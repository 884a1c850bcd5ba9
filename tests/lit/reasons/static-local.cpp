// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `static-local`: an inline function's static variable would be the closure's.
// With the variable moved out, or the function in one source, it is outlined.
#include <cstdio>
#include <cstdlib>

static int deeper(int n);
// CHECK-DAG: shared(int): none (static-local)
inline auto shared(int n) { static int calls; return n ? deeper(n - 1) + 1 : ++calls; }
// CHECK-DAG: generic(T): none (static-local)
template <class T> auto generic(T n) { static T last; last += n; return last; }
// One without a name, too.
// CHECK-DAG: unnamed(T): none (static-local)
template <class T> auto unnamed(T n) { static union { T last; }; last += n; return last; }
// CHECK-DAG: bound(T): none (static-local)
template <class T> auto bound(T n) { struct Pair { T a, b; }; static auto [a, b] = Pair{1, 2}; a += n; return a + b; }
// CHECK-DAG: fixed(int): outline (deduced-return)
inline auto fixed(int n) { static const int table[] = {1, 2}; return n ? deeper(n - 1) + table[1] : 0; }
inline int calls;
// CHECK-DAG: outside(int): outline (deduced-return)
inline auto outside(int n) { return n ? deeper(n - 1) + 1 : ++calls; }
// CHECK-DAG: own(int): outline (deduced-return)
static auto own(int n) { static int count; return n ? deeper(n - 1) + 1 : ++count; }
// With the type written it is a retry, and the variable its own.
// CHECK-DAG: typed(int): retry
inline int typed(int n) { static int count; return n ? typed(n - 1) + 1 : ++count; }
// CHECK-DAG: deeper(int): retry
static int deeper(int n) { return n % 3 == 0 ? own(n) : n % 3 == 1 ? outside(n) : fixed(n); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%ld %ld ", unnamed(4L), bound(5L));
  std::printf("%d %ld %d %d %d %d\n", shared(n), generic(3L), fixed(n), outside(n), own(n), typed(n));
}

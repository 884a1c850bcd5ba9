// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `local-type`: the result's type is a class or a closure of the body, which outlined
// would be another type in each source. With the class outside, or the function in
// one source, it is outlined.
#include <cstdio>
#include <cstdlib>
#include <tuple>

static int deeper(int n);
// CHECK-DAG: local(int): none (local-type)
inline auto local(int n) { struct Local { int value; }; return Local{deeper(n)}; }
// CHECK-DAG: unnamed(int): none (local-type)
inline auto unnamed(int n) { struct { int value; } it{deeper(n)}; return it; }
// CHECK-DAG: inPack(int): none (local-type)
inline auto inPack(int n) { struct Local { int value; }; return std::tuple<int, Local>{1, {deeper(n)}}; }
// CHECK-DAG: counted(int): none (local-type)
inline auto counted(int n) { enum Local { None, Some }; return n && deeper(n) ? Some : None; }
// CHECK-DAG: closure(int): none (local-type)
inline auto closure(int n) { return [n](int k) { return n ? deeper(n - 1) + k : k; }; }
struct Outside { int value; };
// CHECK-DAG: outside(int): outline (deduced-return)
inline auto outside(int n) { return Outside{n ? deeper(n - 1) + 1 : 0}; }
// CHECK-DAG: own(int): outline (deduced-return)
static auto own(int n) { struct Local { int value; }; return Local{n ? deeper(n - 1) + 1 : 0}; }
// CHECK-DAG: deeper(int): retry
static int deeper(int n) { return n % 2 ? outside(n).value : own(n).value; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d ", unnamed(n).value, std::get<1>(inPack(n)).value, counted(n));
  std::printf("%d %d %d %d\n", local(n).value, closure(n)(1), outside(n).value, own(n).value);
}

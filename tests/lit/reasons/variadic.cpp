// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `variadic`: the arguments behind `...` cannot be passed on. A thin one over one
// that takes a va_list is checked there; and a variadic template is checked itself.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: fat(int): none (variadic)
int fat(int n, ...) {
  va_list list;
  va_start(list, n);
  int step = va_arg(list, int);
  va_end(list);
  return n ? fat(n - step, step) + 1 : 0;
}
// CHECK-DAG: withList(int, __va_list_tag *): retry
int thin(int n, ...);
int withList(int n, va_list list) {
  int step = va_arg(list, int);
  return n ? thin(n - step, step) + 1 : 0;
}
// CHECK-DAG: thin(int): none (variadic)
int thin(int n, ...) {
  va_list list;
  va_start(list, n);
  int depth = withList(n, list);
  va_end(list);
  return depth;
}
// CHECK-DAG: pack(int, T...): retry
template <class... T> int pack(int n, T... t) { return n ? pack(n - 1, t...) + int(sizeof...(t)) : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", fat(40, 1), thin(n, 1), pack(n, 1, 2L));
}

// What an instance does not use is not captured by value: clang++ would warn.
//
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %FileCheck %s < %t.cpp
// RUN: %same %s %t.cpp -std=c++17
#include <cstdio>

// CHECK: auto results(T t, int n) { SEGSTACK_BODY({{[0-9]+}}, (&), ) {
template <class T> auto results(T t, int n) {
  if constexpr (sizeof(T) > 4)
    return n + t;
  else if constexpr (sizeof(T) == 1)
    return sizeof(t);
  else
    return results(long(t), 3);
}

// CHECK: auto unevaluated(int n, long m) { SEGSTACK_BODY({{[0-9]+}}, (&, m), ) {
auto unevaluated(int n, long m) { return sizeof(n) + m; }

int main() {
  std::printf("%zu %ld %ld\n", results('c', 1), results(7, 1), unevaluated(1, 2));
}

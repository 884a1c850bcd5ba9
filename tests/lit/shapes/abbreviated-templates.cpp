// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %FileCheck --check-prefix=TEXT %s < %t.cpp
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `auto` parameters have no name for their type; the repeated call deduces them again.
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

// CHECK-DAG: value(auto): retry
// TEXT: value(static_cast<decltype(n) &&>(n)));
int value(auto n) { return n ? value(n - 1) + 1 : 0; }
// CHECK-DAG: reference(auto &, int): retry
int reference(auto &sum, int n) { sum += n; return n ? reference(sum, n - 1) + 1 : 0; }
// CHECK-DAG: forwarded(auto &&, int): retry
int forwarded(auto &&given, int n) { return n ? forwarded(std::forward<decltype(given)>(given), n - 1) + 1 : int(*given); }
// CHECK-DAG: constrained(std::integral auto): retry
int constrained(std::integral auto n) { return n ? constrained(n - 1) + 1 : 0; }
// CHECK-DAG: pack(int, auto...): retry
int pack(int n, auto... rest) { return n ? pack(n - 1, rest...) + 1 : int(sizeof...(rest)); }
// CHECK-DAG: mixed(auto, int): retry
// TEXT: mixed<T>(static_cast<decltype(given) &&>(given), n));
template <class T> T mixed(auto given, int n) { return n ? mixed<T>(given, n - 1) + T(1) : T(given); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  long sum = 0;
  auto owned = std::make_unique<int>(5);
  std::printf("%d %d %ld\n", value(n), value(short(40)), (reference(sum, n), sum));
  std::printf("%d %d\n", forwarded(owned, n), forwarded(std::move(owned), n));
  std::printf("%d %d %d\n", constrained(n), pack(n), pack(n, 'a', 2.5, std::make_shared<int>(1)));
  std::printf("%.1f %ld\n", mixed<double>(0.5f, n), mixed<long>(2, n));
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Closures in variable templates and in static members of class templates, generic
// ones and others, with results that depend on the template: none of it is taken
// from one instance, in any order of instances.
#include <cstdio>
#include <cstdlib>
#include <utility>

// CHECK-NOT: -> {{int|double|long|Counted}})
template <class T> auto generic = [](auto self, T n, int k) -> T { return k ? self(self, n, k - 1) + T(0.5) : n; };
template <class T> auto reversed = [](auto self, T n, int k) -> T { return k ? self(self, n, k - 1) + T(0.5) : n; };
template <class T> auto converts = [](auto n) -> T { return T(n) / 2; };
template <class T> auto plain = [](T n) -> T { return n + T(0.25); };
template <class T> auto deduced = [](auto n) { return T(n) / 2; };
template <class T> auto dependent = [](auto n, T t) -> decltype(n + t) { return n + t; };
template <class T, int N> auto array = [](auto n, T (&a)[N]) -> T (&)[N] { a[0] += T(n); return a; };
template <class T> T (*const pointer)(T, int) = [](T n, int k) -> T { return k ? pointer<T>(n, k - 1) + T(0.5) : n; };
struct Counted {
  int n;
  explicit Counted(int k) : n(k) {}
  Counted(const Counted &other) : n(other.n) { ++copies; }
  Counted(Counted &&other) : n(other.n) { ++moves; }
  static inline int copies = 0, moves = 0;
};
struct Plain { int n; };
template <class T> struct Holder {
  static inline auto generic = [](auto self, T t, int k) -> T { return k ? self(self, std::move(t), k - 1) : std::move(t); };
  static inline auto plain = [](T t) { return t.n + 1; };
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  double d = generic<double>(generic<double>, 1.5, n);
  int i = generic<int>(generic<int>, 3, n);
  std::printf("%.2f %d ", d, i);
  i = reversed<int>(reversed<int>, 3, n);
  d = reversed<double>(reversed<double>, 1.5, n);
  std::printf("%.2f %d\n", d, i);
  std::printf("%.2f %d %ld %.2f %d\n", converts<double>(3), converts<int>(3.5), converts<long>(7), plain<double>(1.5), plain<int>(2));
  std::printf("%.2f %d %.2f %.2f\n", deduced<double>(3), deduced<int>(3.5), dependent<double>(1, 2.5), dependent<int>(1.5, 2));
  int ints[2] = {};
  double doubles[3] = {};
  std::printf("%d %.2f %d %.2f\n", array<int, 2>(3, ints)[0], array<double, 3>(3.5, doubles)[0], pointer<int>(3, n), pointer<double>(1.5, n));
  std::printf("%d %d ", Holder<Counted>::generic(Holder<Counted>::generic, Counted(2), n).n, Holder<Plain>::generic(Holder<Plain>::generic, Plain{3}, n).n);
  std::printf("%d %d, %d copies, %d moves\n", Holder<Counted>::plain(Counted(4)), Holder<Plain>::plain(Plain{5}), Counted::copies, Counted::moves);
}

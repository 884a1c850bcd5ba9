// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++20
//
// Class types, closures, floating point, references and members as template
// arguments: the retried call names the same specialisation.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

struct Point {
  int x, y;
  constexpr bool operator==(const Point &) const = default;
};
template <std::size_t N> struct Text {
  char c[N];
  constexpr Text(const char (&s)[N]) { std::copy_n(s, N, c); }
};
template <class T> struct Generic { T value; constexpr Generic(T t) : value(t) {} };

// CHECK: template <Point P> int point(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), (point<P>)(
template <Point P> int point(int n) { return n ? point<P>(n - 1) + P.x : P.y; }
// A specialisation for one value, and an overload for another kind.
// CHECK: template <> int point<Point{5, 6}>(int n) { SEGSTACK_
template <> int point<Point{5, 6}>(int n) { return n ? point<Point{5, 6}>(n - 1) + 2 : -1; }
template <int I> int point(int n) { return n ? point<I>(n - 1) + I : 1; }
// CHECK: template <Text T> int text(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), text<T>(n));
template <Text T> int text(int n) { return n ? text<T>(n - 1) + T.c[0] % 2 : int(sizeof T.c); }
// CHECK: template <Generic G> auto generic(int n) -> decltype(G.value) { SEGSTACK_CHECK(
template <Generic G> auto generic(int n) -> decltype(G.value) { return n ? generic<G>(n - 1) + 1 : G.value; }
// CHECK: template <auto F> int closure(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), closure<F>(n));
template <auto F> int closure(int n) { return n ? closure<F>(n - 1) + F(n) % 2 : 0; }
template <double D> double floating(int n) { return n ? floating<D>(n - 1) + D : 0; }
static int counter;
template <int &R> int reference(int n) { return n ? reference<R>(n - 1) + 1 : ++R; }
template <auto Member> int member(Point p, int n) { return n ? member<Member>(p, n - 1) + 1 : p.*Member; }
template <Point... Ps> int pack(int n) { return n ? pack<Ps...>(n - 1) + sizeof...(Ps) : (0 + ... + Ps.x); }
template <Point P, auto... Rest> int mixed(int n) { return n ? mixed<P, Rest...>(n - 1) + 1 : P.y + (0 + ... + Rest); }

template <Point P, Text T = "default"> struct Grid {
  int own = P.x;
  // CHECK: int walk(int n) const { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->walk(n));
  int walk(int n) const { return n ? walk(n - 1) + own : int(sizeof T.c); }
  // CHECK: template <Point Q> int both(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->both<Q>(n));
  template <Point Q> int both(int n) { return n ? this->template both<Q>(n - 1) + Q.x : P == Q; }
  // CHECK: explicit Grid(int n) { SEGSTACK_BODY_VOID(
  explicit Grid(int n) { if (n) own += Grid(n - 1).own; }
  friend int friendly(const Grid &g, int n) { return n ? friendly(g, n - 1) + 1 : g.own; }
  int outside(int n);
};
// CHECK: template <Point P, Text T> int Grid<P, T>::outside(int n) { SEGSTACK_CHECK(
template <Point P, Text T> int Grid<P, T>::outside(int n) { return n ? outside(n - 1) + P.y : own; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", point<Point{2, 3}>(n), point<Point{5, 6}>(n), point<7>(n));
  std::printf("%d %d %d %ld\n", text<"hello">(n), text<"">(n), generic<3>(n), generic<4L>(n));
  std::printf("%d %d %.1f %d\n", closure<[](int k) { return k + 1; }>(n), closure<[](int) { return 3; }>(n),
              floating<0.5>(n), reference<counter>(n));
  std::printf("%d %d\n", member<&Point::x>({1, 2}, n), member<&Point::y>({1, 2}, n));
  std::printf("%d %d %d\n", pack<Point{1, 2}, Point{3, 4}>(n), pack<>(n), mixed<Point{1, 2}, 3, 4L, 'c'>(n));
  Grid<Point{1, 2}> grid(n);
  Grid<Point{2, 2}, "text"> other(0);
  std::printf("%d %d %d %d\n", grid.walk(n), grid.both<Point{1, 2}>(n), friendly(grid, n), grid.outside(n));
  std::printf("%d %d %d\n", other.walk(n), other.both<Point{1, 2}>(n), other.outside(n));
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Overloads with the same parameters, of which a constraint leaves one: every
// repeated call is spelled alike, and reaches the overload that it stands in.
#include <cstdio>
#include <cstdlib>
#include <type_traits>

// CHECK-COUNT-3: SEGSTACK_CHECK({{[0-9]+}}, (d), (f<N>)(static_cast<decltype(d) &&>(d)));
template <int N> std::enable_if_t<N == 1, int> f(int d) { return d ? f<N>(d - 1) : 1; }
template <int N> std::enable_if_t<N == 2, int> f(int d) { return d ? f<N>(d - 1) : 2; }
template <int N> std::enable_if_t<(N > 2), long> f(int d) { return d ? f<N>(d - 1) : 3; }

// CHECK-COUNT-2: SEGSTACK_CHECK({{[0-9]+}}, (), (g<C...>)());
template <char... C> std::enable_if_t<sizeof...(C) == 1, int> g() { return 1; }
template <char... C> std::enable_if_t<sizeof...(C) == 2, int> g() noexcept { return 2; }

// CHECK-COUNT-2: SEGSTACK_CHECK({{[0-9]+}}, (), (operator""_t<C...>)());
template <char... C> std::enable_if_t<sizeof...(C) == 1, int> operator""_t() { return 1; }
template <char... C> std::enable_if_t<sizeof...(C) == 2, int> operator""_t() { return 2; }

struct S {
  template <class T> std::enable_if_t<std::is_integral_v<T>, int> m(int d) { return d ? m<T>(d - 1) : 1; }
  template <class T> std::enable_if_t<std::is_pointer_v<T>, int> m(int d) { return d ? m<T>(d - 1) : 2; }
  template <class T> static std::enable_if_t<std::is_integral_v<T>, int> s() { return 3; }
  template <class T> static std::enable_if_t<std::is_pointer_v<T>, int> s() { return 4; }
};

int main(int argc, char **argv) {
  int depth = argc > 1 ? atoi(argv[1]) : 10;
  S s;
  printf("%d %d %ld, %d %d, %d %d, %d %d, %d %d\n", f<1>(depth), f<2>(depth), f<3>(depth), g<'a'>(),
         g<'a', 'b'>(), 4_t, 45_t, s.m<int>(depth), s.m<int *>(depth), S::s<char>(), S::s<char *>());
}

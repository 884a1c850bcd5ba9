// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// C++17: constexpr lambdas, if constexpr, outlined constexpr bodies.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <type_traits>

constexpr auto twice = [](auto f, int n) { return f(f(n)); };
constexpr auto inc = [](int n) { return n + 1; };
constexpr std::size_t length(std::string_view s) { return s.empty() ? 0 : 1 + length(s.substr(1)); }
// CHECK: constexpr auto deduced(int n) { SEGSTACK_BODY({{[0-9]+}}, (&, n), ) {{{$}}
constexpr auto deduced(int n) {
  if (n == 0)
    return 0L;
  return long(length("ab")) * n;
}
template <int N> constexpr int compileTime() {
  if constexpr (N > 0)
    return compileTime<N - 1>() + 1;
  else
    return 0;
}
template <class T> constexpr auto kind(T t) {
  if constexpr (std::is_integral_v<T>)
    return t + 1;
  else if constexpr (std::is_pointer_v<T>)
    return *t;
}
constexpr std::array<int, 4> squares(int n) {
  std::array<int, 4> all{};
  for (int i = 0; i < 4; ++i)
    all[static_cast<std::size_t>(i)] = n * i;
  return n > 5 ? squares(5) : all;
}
struct Literal {
  int n;
  constexpr Literal(int n) : n(n) { if (n > 10) this->n = Literal(n - 1).n + 1; }
  constexpr operator int() const { return n > 0 ? Literal(0) + n : n; }
  constexpr Literal &&away() && { return static_cast<Literal &&>(*this); }
  template <class... T> static constexpr int count(T... t) { return (0 + ... + int(sizeof(t) * 0 + 1)); }
};

static_assert(twice(inc, 1) == 3 && deduced(50) == 100 && compileTime<20>() == 20);
static_assert(kind(1) == 2 && length("four") == 4 && squares(9)[3] == 15);
static_assert(Literal(20).n == 20 && int(Literal(3)) == 3 && Literal(1).away().n == 1 && Literal::count(1, 'c') == 2);
constexpr int local() {
  auto f = [](auto self, int n) -> int { return n ? self(self, n - 1) + 1 : 0; };
  struct S { constexpr int get(int n) const { return n ? get(n - 1) + 1 : 5; } };
  return f(f, 10) + S().get(3);
}
static_assert(local() == 18);

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  const char c = 'c';
  std::printf("%d %ld %d %c\n", twice(inc, n), deduced(n), kind(n), kind(&c));
  std::printf("%zu %d %d %d\n", length(argv[0]) > 0 ? length("text") : 0, squares(n)[2], int(Literal(n)), local());
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++14
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++14
//
// constexpr functions of C++14 stay constexpr and recurse deeply at run time.
#include <cstdio>
#include <cstdlib>

// CHECK: constexpr long sum(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), sum(n));
constexpr long sum(int n) { return n ? sum(n - 1) + 1 : 0; }
constexpr int loop(int n) {
  int all = 0;
  for (int i = 0; i < n; ++i)
    all += i;
  return n > 3 ? all + loop(3) : all;
}
template <class T> constexpr T generic(T n) { return n > 0 ? generic(T(n - 1)) + 1 : T(0); }
struct Literal {
  int value;
  constexpr explicit Literal(int n) : value(n) {
    for (int i = 0; i < n; ++i)
      value += i;
  }
  constexpr int get(int n) const { return n ? get(n - 1) + 1 : value; }
  constexpr int &ref() { return value; }
  constexpr Literal operator+(Literal o) const { return Literal(value + o.value); }
  static constexpr int shared(int n) { return n ? shared(n - 1) + 1 : 0; }
};
constexpr int fill(int (&a)[5], int i) { return i < 5 ? (a[i] = i * i, fill(a, i + 1)) : a[4]; }
constexpr int filled() { int a[5] = {}; return fill(a, 0); }
constexpr const char *find(const char *s, char c) { return *s == c || !*s ? s : find(s + 1, c); }
constexpr auto deduced(int n) { return n * 2L; }
constexpr void nothing(int &n) { ++n; }
constexpr int usesNothing() { int n = 1; nothing(n); return n; }
constexpr int throws(int n) { return n ? n : throw "zero"; }

static_assert(sum(100) == 100 && loop(5) == 13 && generic(7L) == 7, "");
static_assert(Literal(4).value == 10 && Literal(1).get(5) == 6 && Literal::shared(3) == 3, "");
static_assert((Literal(1) + Literal(2)).value == Literal(4).value, "");
static_assert(filled() == 16 && *find("text", 'x') == 'x' && deduced(4) == 8 && usesNothing() == 2 && throws(1) == 1, "");
constexpr Literal constant(3);
using Array = char[sum(5)];
template <long N> struct Takes { static constexpr long value = N; };
enum { Enumerator = loop(4) };

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::printf("%ld %d %d\n", sum(n), loop(n), generic(n));
  Literal l(n % 100);
  l.ref() += 1;
  std::printf("%d %d %d\n", l.get(n), (l + constant).value, Literal::shared(n));
  std::printf("%zu %ld %d %s %ld\n", sizeof(Array), Takes<sum(9)>::value, Enumerator, find("text", 'x'), deduced(n));
  try { throws(0 * n); } catch (const char *what) { std::puts(what); }
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++20
//
// C++20: constraints, class types as template arguments, deduction guides,
// designated initialisers, consteval, [[no_unique_address]], lambdas with
// template parameters and pack captures, comparisons, ranges.
#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <cstdio>
#include <functional>
#include <memory>
#include <ranges>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

template <class T> concept Countable = requires(T t) { { t - 1 } -> std::convertible_to<T>; t == 0; };
template <Countable T> T constrained(T n) { return n == 0 ? 0 : constrained<T>(n - 1) + 1; }
auto abbreviated(std::integral auto n) -> decltype(n) { return n ? abbreviated(n - 1) + 1 : 0; }
std::integral auto constrainedReturn(int n) { int k = 0; while (n-- > 0) k += n; return k; }
// CHECK: int trailing(T n) { SEGSTACK_CHECK({{[0-9]+}}, (n), (trailing<T>)(
template <class T> requires (sizeof(T) == 4) int trailing(T n) { return n ? trailing<T>(n - 1) + 1 : 0; }
template <class T> int trailing(T n) requires (sizeof(T) == 8) { return n ? trailing<T>(n - 1) + 2 : 0; }
struct Point { int x, y; auto operator<=>(const Point &) const = default; };
// CHECK: int nttp(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), nttp<P>(n));
template <Point P> int nttp(int n) { return n ? nttp<P>(n - 1) + P.x : P.y; }
template <std::size_t N> struct Text { char c[N]; constexpr Text(const char (&s)[N]) { std::copy_n(s, N, c); } };
// CHECK: int named(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), named<T>(n));
template <Text T> int named(int n) { return n ? named<T>(n - 1) + 1 : int(sizeof(T.c)); }
template <class T> struct Box { T t; explicit(!std::is_convertible_v<T, int>) Box(T v) : t(v) {} int deep(int n) const { return n ? Box(t).deep(n - 1) + 1 : int(t); } };
template <class T> Box(T *) -> Box<long>;
int designated(Point p, int n) { return n ? designated({.x = p.x + 1, .y = p.y}, n - 1) : p.x * 10 + p.y; }
// CHECK: consteval int immediate(int n) { return
consteval int immediate(int n) { return n ? immediate(n - 1) + 1 : 0; }
constinit int started = immediate(9);
constexpr int both(int n) { return n ? both(n - 1) + 1 : 0; }
static_assert(both(100) == 100);
struct Empty { int deep(int n) { return n ? deep(n - 1) + 1 : 0; } };
struct Holder { [[no_unique_address]] Empty e; int i; int deep(int n) { return n ? deep(n - 1) + e.deep(1) : i; } };
// CHECK: inline auto recursive = [](auto self, int n) -> int { SEGSTACK_BODY(
inline auto recursive = [](auto self, int n) -> int { return n ? self(self, n - 1) + 1 : 0; };
inline const auto templated = []<class T>(std::vector<T> v) { int all = 0; for (T t : v) all += int(t); return all; };
inline std::function<int(int)> viaFunction = [](int n) { return n ? viaFunction(n - 1) + 1 : 0; };
enum class Color { red, green };
int usingEnum(Color c, int n) { using enum Color; switch (c) { case red: return n ? usingEnum(green, n - 1) + 1 : 1; case green: return n ? usingEnum(red, n - 1) + 2 : 2; } return 0; }
struct Tree { std::unique_ptr<Tree> l, r; int v = 0;
  std::strong_ordering operator<=>(const Tree &o) const { if (auto c = v <=> o.v; c != 0) return c; if (!l || !o.l) return std::strong_ordering::equal; return *l <=> *o.l; }
  bool operator==(const Tree &o) const { return v == o.v && (!l || !o.l || *l == *o.l); } };
std::unique_ptr<Tree> chain(int n) { auto t = std::make_unique<Tree>(); t->v = n; if (n) t->l = chain(n - 1); return t; }
int likely(int n) { if (n > 0) [[likely]] return likely(n - 1) + 1; else [[unlikely]] return 0; }
int ranges(int n) { auto v = std::views::iota(0, n) | std::views::filter([](int i) { return i % 2 == 0; }); int all = 0; for (auto i : v) all += i; return n > 3 ? ranges(n - 1) + all : all; }
auto packCapture(auto... a) { return [...b = a](int n) mutable { return (0 + ... + (b * n)); }; }
auto bind(int n) { auto [a, b] = std::pair{n, n + 1}; auto f = [a = a, b = b](int k) { return k ? a + b : 0; }; return f(n); }
std::pair<int, std::array<int, 2>> bindings(int n) { if (!n) return {1, {2, 3}}; auto [a, arr] = bindings(n - 1); auto &[x, y] = arr; return {a + 1, {x + y, y}}; }
struct Sub { int operator[](int n) const { return n ? (*this)[n - 1] + 1 : 0; } int operator()(int n) const & { return n ? (*this)(n - 1) + 1 : 0; } int operator()(int n) && { return n ? std::move(*this)(n - 1) + 2 : 0; } };
template <auto F> int call(int n) { return n ? F(n) + call<F>(n - 1) : 0; }
template <template <class...> class C> int container(int n) { C<int> c; if (n) c.push_back(n); return n ? container<C>(n - 1) + int(c.size()) : 0; }
template <class... T> int fold(int n, T &&...t) { return n ? fold(n - 1, std::forward<T>(t)...) : (0 + ... + int(t)); }
template <class... B> struct Multi : B... { using B::operator()...; int go(int n) { return n ? go(n - 1) + (*this)(n) : 0; } };
template <class... B> Multi(B...) -> Multi<B...>;
int initFor(int n) { int all = 0; for (std::vector v{1, 2, 3}; int i : v) all += i; return n ? initFor(n - 1) + all : all; }
static int aggregateParens(int n) { struct A { int a, b; }; A a(1, n); return n ? aggregateParens(n - 1) + a.a : a.b; }
int main() {
  int n = 40;
  std::printf("%d %d %d\n", constrained(n), abbreviated(n), constrainedReturn(n));
  std::printf("%d %d %d %d\n", trailing(n), trailing(long(n)), nttp<Point{2, 3}>(n), named<"hello">(n));
  std::printf("%d %d %d\n", Box(7).deep(n), Box('a').deep(n), designated({.x = 1, .y = 2}, n));
  std::printf("%d %d %d %d\n", started, both(n), Holder{{}, 4}.deep(n), int(sizeof(Holder)));
  std::printf("%d %d %d\n", recursive(recursive, n), templated(std::vector{1, 2}), viaFunction(n));
  std::printf("%d %d %d\n", usingEnum(Color::red, n), int((*chain(n) <=> *chain(n)) == 0), int(*chain(n) == *chain(n)));
  std::printf("%d %d %d %d\n", likely(n), ranges(n), packCapture(1, 2, 3)(n), bind(n));
  auto [a, arr] = bindings(n);
  std::printf("%d %d %d\n", a, arr[0], Sub{}[n] + Sub{}(n));
  Sub s;
  std::printf("%d %d %d %d\n", s(n), call<both>(n), container<std::vector>(n), fold(n, 1, 2L, 'c'));
  std::printf("%d %d %d\n", Multi{[](int k) { return k; }, [](const char *) { return 0; }}.go(n), initFor(n), aggregateParens(n));
}

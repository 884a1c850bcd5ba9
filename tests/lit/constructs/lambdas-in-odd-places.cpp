// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++20
//
// Closures outside of function bodies: in default member initialisers, inline
// and static variables, default arguments, template arguments, unevaluated
// operands, requirements, base classes, attributes' neighbours, captures of
// captures; each of them recurses, or is called by one that does.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <type_traits>

struct Members {
  int n;
  // CHECK: std::function<int(int)> deep = [this](int k) { SEGSTACK_BODY(
  std::function<int(int)> deep = [this](int k) { return k ? deep(k - 1) + n : 0; };
  // CHECK: int made = [](int k) { SEGSTACK_BODY(
  int made = [](int k) { return k * 2; }(21);
  // CHECK: static inline auto fixed = [](auto self, int k) -> int { SEGSTACK_BODY(
  static inline auto fixed = [](auto self, int k) -> int { return k ? self(self, k - 1) + 1 : 0; };
  static int declared(int k, int (*f)(int) = [](int i) { return i % 2; }) { return k ? declared(k - 1, f) + f(k) : 0; }
};
// CHECK: inline const auto variable = [](auto &&self, int k) -> long { SEGSTACK_BODY(
inline const auto variable = [](auto &&self, int k) -> long { return k ? self(self, k - 1) + 1 : 0; };
template <class T> inline constexpr auto generic = [](auto self, T k) -> T { return k ? self(self, k - 1) + T(sizeof(T)) : 0; };
static int (*const pointer)(int) = [](int k) { return k ? pointer(k - 1) + 1 : 0; };
using Function = int(int);
constinit Function *changed = +[](int k) -> int { return k ? changed(k - 1) + 2 : 0; };

// In a template argument, in an unevaluated operand, in a base class.
template <auto F> struct Calls { static int deep(int k) { return k ? deep(k - 1) + F(k) : 0; } };
using Odd = Calls<[](int k) { return k & 1; }>;
using Type = decltype([](auto self, int k) -> int { return k ? self(self, k - 1) + 3 : 0; });
struct Sorted : decltype([](int a, int b) { return a < b; }) {
  int deep(int k) { return k ? deep(k - 1) + (*this)(k, 5) : 0; }
};
static_assert(sizeof([] { return 1; }()) == sizeof(int));
static_assert(noexcept([]() noexcept { return 1; }()) && !noexcept([] { return 1; }()));
template <class T> concept Halves = requires(T t) { [](T v) { return v / 2; }(t); };
// CHECK: template <Halves T> auto halves(T n) -> decltype([](T v) { {{.*}} }(n)) { SEGSTACK_CHECK(
template <Halves T> auto halves(T n) -> decltype([](T v) { return v; }(n)) { return n ? halves<T>(n / 2) + 1 : 0; }

// In a parameter's default, which is made anew for each call of it.
// CHECK: int defaults(int n, std::function<int(int)> f = [](int k) { SEGSTACK_BODY(
int defaults(int n, std::function<int(int)> f = [](int k) { return k % 3; }) { return n ? defaults(n - 1) + f(n) : f(2); }

// In an initialiser of a member, of an array, of a base, in a return.
struct Base { int v; explicit Base(int n) : v(n) {} };
struct Derived : Base {
  int a[2];
  std::unique_ptr<Derived> next;
  // CHECK: explicit Derived(int n) : Base([&] { SEGSTACK_BODY({{.*}} next(SEGSTACK_INIT(
  explicit Derived(int n) : Base([&] { return n + 1; }()), a{[=] { return n; }(), 2}, next(n ? new Derived(n - 1) : nullptr) {}
  ~Derived() { while (next) next = std::unique_ptr<Derived>(std::move(next->next)); }
};

// Three levels, each with a capture of the other's.
// CHECK: int levels(int n) { SEGSTACK_CHECK(
int levels(int n) {
  auto one = [=](int a) mutable {
    ++n;
    return [=, &n = n](int b) mutable {
      n += b;
      return [a, n](int c) { return a + n + c; };
    };
  };
  return one(1)(2)(3);
}
// CHECK: int chained(int n) { SEGSTACK_CHECK(
int chained(int n) { return [n] { return n ? chained(n - 1) + 1 : 0; }(); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  Members m{.n = 2};
  std::printf("%d %d %d %d\n", m.deep(n), m.made, Members::fixed(Members::fixed, n), Members::declared(n));
  std::printf("%ld %d %ld %d %d\n", variable(variable, n), generic<int>(generic<int>, n), generic<long>(generic<long>, n),
              pointer(n), changed(n));
  changed = pointer;
  std::printf("%d %d %d %d\n", Odd::deep(n), Type()(Type(), n), Sorted().deep(n), changed(n));
  std::printf("%d %d %d %d %d\n", halves(n), defaults(n), Derived(n).next->a[0], levels(n), chained(n));
}

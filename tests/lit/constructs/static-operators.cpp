// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++23
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++23 -Wno-c++23-extensions
//
// C++23, as clang++ has it: static call and subscript operators, static
// closures, closures without a parameter list, explicit object parameters by
// value and by reference, if consteval; g++ 12 compiles the rest.
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>

#ifdef __clang__
struct Static {
  // CHECK: static int operator()(int n) { SEGSTACK_CHECK(
  static int operator()(int n) { return n ? Static()(n - 1) + 1 : 0; }
  // CHECK: static int operator[](int n, int by) { SEGSTACK_CHECK(
  static int operator[](int n, int by) { return n ? Static()[n - 1, by] + by : 0; }
  // CHECK: template <class T> static T operator()(T *p, int n) { SEGSTACK_
  template <class T> static T operator()(T *p, int n) { return n ? Static()(p, n - 1) + 1 : *p; }
};
// CHECK: auto closure = [](auto self, int n) static -> int { SEGSTACK_BODY(
auto closure = [](auto self, int n) static -> int { return n ? self(self, n - 1) + 1 : 0; };
// CHECK: auto bare = [] noexcept { SEGSTACK_BODY(
auto bare = [] noexcept { return 5; };
struct Explicit {
  int value = 1;
  // CHECK: int reference(this Explicit &self, int n) { SEGSTACK_BODY(
  int reference(this Explicit &self, int n) { return n ? self.reference(n - 1) + self.value : 0; }
  // CHECK: template <class Self> int deduced(this Self &&self, int n) { SEGSTACK_
  template <class Self> int deduced(this Self &&self, int n) { return n ? std::forward<Self>(self).deduced(n - 1) + 1 : std::is_lvalue_reference_v<Self>; }
  // CHECK: int operator()(this Explicit self, int n) { SEGSTACK_
  int operator()(this Explicit self, int n) { return n ? self(n - 1) + 1 : self.value; }
};
struct Derived : Explicit { int value = 7; };
auto recursive = [](this auto &&self, int n) -> int { return n ? self(n - 1) + 2 : 0; };
#endif
// CHECK: constexpr int consteval_(int n) { SEGSTACK_CHECK(
constexpr int consteval_(int n) { if !consteval { return n ? consteval_(n - 1) + 1 : 0; } return -n; }
static_assert(consteval_(5) == -5);
// CHECK: int sizes(std::size_t n) { SEGSTACK_CHECK(
int sizes(std::size_t n) { return n > 0uz ? sizes(n - 1uz) + 1 : 0; }
// CHECK: int labels(int n) { SEGSTACK_CHECK(
int labels(int n) { if (!n) goto end; return labels(n - 1) + 1; end: return 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
#ifdef __clang__
  int seven = 7;
  std::printf("%d %d %d %d %d\n", Static()(n), Static()[n, 2], Static()(&seven, n), closure(closure, n), bare());
  Explicit e;
  std::printf("%d %d %d %d %d\n", e.reference(n), e.deduced(n), Derived().deduced(n), e(n), recursive(n));
#endif
  std::printf("%d %d %d\n", consteval_(n), sizes(std::size_t(n)), labels(n));
}

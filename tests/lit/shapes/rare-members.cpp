// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// Members and friends that are seldom written: volatile rvalues as objects,
// conversions to functions, arrays and members, pure destructors with a body,
// pointers to virtual members, friends with a result from their arguments, a class
// of its own that each level throws.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

struct Moved {
  int v = 1;
  // CHECK: int both(int n) const volatile && { SEGSTACK_CHECK({{[0-9]+}}, (this, n), static_cast<const volatile Moved &&>(*this).both(n));
  int both(int n) const volatile && { return n ? static_cast<const volatile Moved &&>(*this).both(n - 1) + 1 : v; }
  // CHECK: int one(int n) volatile && noexcept { SEGSTACK_CHECK({{[0-9]+}}, (this, n), static_cast<volatile Moved &&>(*this).one(n));
  int one(int n) volatile && noexcept { return n ? static_cast<volatile Moved &&>(*this).one(n - 1) + 1 : v; }
};
template <class T> struct Generic {
  T v;
  // CHECK: int f(int n) const && { SEGSTACK_CHECK(
  int f(int n) const && { return n ? static_cast<const Generic &&>(*this).f(n - 1) + 1 : int(v); }
};
using Function = int (*)(int);
using Array = int (&)[3];
struct Converts {
  mutable int n;
  int a[3] = {1, 2, 3};
  // CHECK: operator Function() const { SEGSTACK_CHECK(
  operator Function() const { return n-- > 0 ? static_cast<Function>(*this) : static_cast<Function>([](int k) { return k + 1; }); }
  // CHECK: operator Array() { SEGSTACK_CHECK(
  operator Array() { return n-- > 0 ? static_cast<Array>(*this) : a; }
  // CHECK: operator int Converts::*() const { SEGSTACK_CHECK(
  operator int Converts::*() const { return n-- > 0 ? static_cast<int Converts::*>(*this) : &Converts::n; }
  // CHECK: explicit operator std::string() const & { SEGSTACK_CHECK(
  explicit operator std::string() const & { return n-- > 0 ? static_cast<std::string>(*this) : "lvalue"; }
  // CHECK: explicit operator std::string() && { SEGSTACK_CHECK(
  explicit operator std::string() && { return n-- > 0 ? static_cast<std::string>(std::move(*this)) : "rvalue"; }
};
template <class T> struct Product {
  T t;
  mutable int n;
  // CHECK: template <class U> friend auto operator*(const Product &p, const U &u) -> decltype(p.t * u) { SEGSTACK_
  template <class U> friend auto operator*(const Product &p, const U &u) -> decltype(p.t * u) { return p.n-- > 0 ? p * u : p.t * u; }
};
struct Base {
  // CHECK: virtual int v(int n, int d = 3) { SEGSTACK_CHECK({{[0-9]+}}, (this, n, d), this->Base::v(n, d));
  virtual int v(int n, int d = 3) { return n ? Base::v(n - 1, d) + 1 : d; }
  virtual ~Base() = default;
};
struct Derived : Base {
  // CHECK: int v(int n, int d = 5) override { SEGSTACK_CHECK({{[0-9]+}}, (this, n, d), this->Derived::v(n, d));
  int v(int n, int d = 5) override { return n > 0 ? Base::v(n, d) : n < -1 ? v(n + 1, d) : d * 10; }
};
struct Pure {
  Pure *next;
  explicit Pure(Pure *n) : next(n) {}
  virtual ~Pure() = 0;
};
// CHECK: Pure::~Pure() { SEGSTACK_BODY_VOID(
Pure::~Pure() { delete next; }
struct Last : Pure { using Pure::Pure; };
// CHECK: int throws(int n) { SEGSTACK_CHECK(
int throws(int n) {
  struct Error { int v; };
  try {
    if (!n)
      throw Error{7};
    return throws(n - 1);
  } catch (const Error &e) {
    if (n == 0)
      throw Error{e.v + 1};
    throw;
  } catch (...) {
    return -1;
  }
}
int caught(int n) {
  try {
    return throws(n);
  } catch (...) {
    return 1;
  }
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", Moved().both(n), Moved().one(n), Generic<int>{3}.f(n));
  Converts c{n};
  std::printf("%d ", static_cast<Function>(c)(3));
  c.n = n;
  std::printf("%d ", static_cast<Array>(c)[2]);
  c.n = n;
  std::printf("%d ", c.*static_cast<int Converts::*>(c));
  c.n = n;
  std::printf("%s ", std::string(c).c_str());
  c.n = n;
  std::printf("%s\n", std::string(std::move(c)).c_str());
  Product<int> p{3, n};
  Derived d;
  Base &b = d;
  int (Base::*pointer)(int, int) = &Base::v;
  std::printf("%.1f %d %d %d %d %d\n", p * 2.5, b.v(n), d.v(-n), d.Base::v(n), (d.*pointer)(n, 4), (d.*pointer)(-n, 4));
  Pure *list = nullptr;
  for (int i = 0; i < n; ++i)
    list = new Last(list);
  delete list;
  std::printf("%d\n", caught(n % 1000));
}

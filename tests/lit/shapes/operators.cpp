// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=1000000 -std=c++20
//
// Operators and conversions, as members and as free functions.
#include <compare>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

static int depth, built;
static bool more() { return depth-- > 0; }

struct Number {
  long value = 0;
  // CHECK: Number operator+(const Number &other) const { SEGSTACK_CHECK({{[0-9]+}}, (this, &other), this->operator+(other));
  Number operator+(const Number &other) const {
    return more() ? *this + other : Number{value + other.value};
  }
  // CHECK: Number operator-() const { SEGSTACK_CHECK({{[0-9]+}}, (this), this->operator-());
  Number operator-() const { return more() ? -*this : Number{-value}; }
  // The same name with another number of arguments.
  Number operator-(Number other) const {
    return more() ? *this - other : Number{value - other.value};
  }
  Number &operator++() { return more() ? ++*this : (++value, *this); }
  // CHECK: Number operator++(int segstack_arg0) { SEGSTACK_CHECK({{[0-9]+}}, (this, segstack_arg0), this->operator++(
  Number operator++(int) {
    Number old = *this;
    more() ? (*this)++ : ++*this;
    return old;
  }
  // CHECK: long operator()(int a, int b) const { SEGSTACK_CHECK({{[0-9]+}}, (this, a, b), this->operator()(a, b));
  long operator()(int a, int b) const { return more() ? (*this)(b, a) + 1 : a; }
  // CHECK: long &operator[](int i) { SEGSTACK_CHECK({{[0-9]+}}, (this, i), this->operator[](i));
  long &operator[](int i) { return more() ? (*this)[i] : value; }
  Number *operator->() { return more() ? operator->() : this; }
  Number &operator*() { return more() ? **this : *this; }
  Number &operator=(const Number &other) {
    if (more())
      return *this = other;
    value = other.value;
    return *this;
  }
  Number &operator=(long other) & {
    if (more())
      return *this = other;
    value = other;
    return *this;
  }
  Number() = default;
  Number(const Number &) = default;
  explicit Number(long value) : value(value) {}
  // CHECK: explicit operator bool() const { SEGSTACK_CHECK({{[0-9]+}}, (this), this->operator bool());
  explicit operator bool() const { return more() ? bool(*this) : value != 0; }
  // CHECK: operator const long *() const { SEGSTACK_CHECK({{[0-9]+}}, (this), this->operator const long *());
  operator const long *() const {
    return more() ? static_cast<const long *>(*this) : &value;
  }
  // CHECK: operator long &() { SEGSTACK_CHECK({{[0-9]+}}, (this), this->operator long &());
  operator long &() { return more() ? static_cast<long &>(*this) : value; }
  bool operator==(const Number &other) const {
    return more() ? *this == other : value == other.value;
  }
  std::strong_ordering operator<=>(const Number &other) const {
    return more() ? *this <=> other : value <=> other.value;
  }
  void *operator new(std::size_t size) {
    ++built;
    return std::malloc(size);
  }
  void operator delete(void *p) {
    --built;
    std::free(p);
  }
  bool operator,(int n) { return n ? (*this, n - 1) : true; }
  bool operator!() const { return more() ? !*this : value == 0; }
};

// CHECK: Number operator*(const Number &a, long b) { SEGSTACK_CHECK({{[0-9]+}}, (&a, b), (operator*)(a, static_cast<decltype(b) &&>(b)));
Number operator*(const Number &a, long b) {
  return more() ? a * b : Number{a.value * b};
}
Number operator*(long a, const Number &b) {
  return more() ? a * b : Number{a * b.value};
}
Number operator~(const Number &a) { return more() ? ~a : Number{~a.value}; }
// CHECK: unsigned long long operator""_deep(unsigned long long n) { SEGSTACK_CHECK({{[0-9]+}}, (n), operator""_deep(n));
unsigned long long operator""_deep(unsigned long long n) {
  return more() ? operator""_deep(n) + 1 : n;
}
// CHECK: std::size_t operator"" _length(const char *s, std::size_t n)
std::size_t operator"" _length(const char *s, std::size_t n) {
  return more() ? operator""_length(s, n) : n;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  auto start = [&] { depth = n; };
  Number a(5), b(7);
  const Number c(9);
  start(); std::printf("%ld\n", (a + b).value);
  start(); std::printf("%ld\n", (-a).value);
  start(); std::printf("%ld\n", (a - b).value);
  start(); std::printf("%d\n", &++a == &a);
  depth = 4; std::printf("%ld %ld\n", (a++).value, a.value);
  start(); std::printf("%ld\n", a(1, 2));
  start(); a[3] = 17;
  start(); std::printf("%ld\n", a->value);
  start(); std::printf("%d\n", &*a == &a);
  start(); a = b;
  start(); a = 23L;
  start(); std::printf("%d\n", static_cast<bool>(a));
  start(); std::printf("%d\n", static_cast<const long *>(c) == &c.value);
  start(); static_cast<long &>(a) += 2;
  start(); std::printf("%d\n", a == b);
  start(); std::printf("%d\n", a <=> b > 0);
  start(); Number *p = new Number(3);
  start(); delete p;
  std::printf("%d\n", built);
  std::printf("%d\n", (a, n));
  start(); std::printf("%d\n", !a);
  start(); std::printf("%ld\n", (a * 2L).value);
  start(); std::printf("%ld\n", (2L * a).value);
  start(); std::printf("%ld\n", (~a).value);
  start(); std::printf("%llu\n", 12_deep);
  start(); std::printf("%zu\n", "length"_length);
}

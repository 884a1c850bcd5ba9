// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// Members of class templates and member templates, with dependent bases, and
// defined in and out of class.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

template <class T> struct Base {
  T value{};
  int seen = 0;
  virtual ~Base() = default;
  // CHECK: virtual int visit(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->Base::visit(n));
  virtual int visit(int n) { return n ? visit(n - 1) + 1 : 0; }
  int reached(int n) { ++seen; return n ? reached(n - 1) : seen; }
};

template <class T> struct Derived : Base<T> {
  int visit(int n) override { return n ? Base<T>::visit(n - 1) + 1 : 5; }
  int reached(int n) { return n ? reached(n - 1) : this->Base<T>::reached(3); }
  // CHECK: U as(int n) const { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->Derived::as<U>(n));
  template <class U> U as(int n) const { return n ? as<U>(n - 1) : U(this->value); }
  template <class U, class... V> int count(int n, U u, V... v) {
    return n ? count(n - 1, u, v...) : 1 + int(sizeof...(V));
  }
  template <int N> static int fixed(int n) { return n ? fixed<N>(n - 1) : N; }
  template <class U> Derived &operator<<(const U &u) {
    if (depth-- > 0)
      return *this << u;
    this->value += T(u);
    return *this;
  }
  template <class U> operator U *() { return depth-- > 0 ? static_cast<U *>(*this) : static_cast<U *>(nullptr); }
  template <class U> U operator()(U n) { return n > 0 ? (*this)(n - 1) + 1 : 0; }
  template <class U> int categories(U &&, int n) &;
  template <class U> int categories(U &&, int n) &&;
  int depth = 10;
  struct Inner {
    T get(int n);
    template <class U> T mixed(U u, int n);
  };
  friend int friendly(const Derived &d, int n) { return n ? friendly(d, n - 1) : int(d.value); }
  template <class U> friend int outside(const Derived<U> &, int);
};

template <class T> template <class U> int Derived<T>::categories(U &&u, int n) & {
  return n ? categories(std::forward<U>(u), n - 1) : 1 + 2 * std::is_lvalue_reference<U>::value;
}
template <class T> template <class U> int Derived<T>::categories(U &&u, int n) && {
  return n ? std::move(*this).categories(std::forward<U>(u), n - 1) : 11 + 2 * std::is_lvalue_reference<U>::value;
}
// CHECK: T Derived<T>::Inner::get(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->get(n));
template <class T> T Derived<T>::Inner::get(int n) { return n ? get(n - 1) : T(3); }
template <class T> template <class U> T Derived<T>::Inner::mixed(U u, int n) {
  return n ? mixed(u, n - 1) : T(u);
}
template <class T> int outside(const Derived<T> &d, int n) { return n ? outside(d, n - 1) : int(d.value) + 1; }

// A template as its own argument, and one that names itself.
template <class T> struct List {
  T head;
  std::unique_ptr<List> tail;
  List(T h, std::unique_ptr<List> t) : head(h), tail(std::move(t)) {}
  long length() const { return tail ? tail->length() + 1 : 1; }
  T sum() const { return tail ? tail->sum() + head : head; }
  static std::unique_ptr<List> make(int n, std::unique_ptr<List> t) {
    return n ? make(n - 1, std::make_unique<List>(T(n), std::move(t))) : std::move(t);
  }
  ~List() {
    while (tail) {
      std::unique_ptr<List> next = std::move(tail->tail);
      tail = std::move(next);
    }
  }
};

// Curiously recurring.
template <class D> struct Crtp {
  int go(int n) { return n ? static_cast<D *>(this)->go(n - 1) + 1 : 0; }
};
struct Plain : Crtp<Plain> {};
struct Hiding : Crtp<Hiding> {
  int go(int n) { return n ? Crtp::go(n - 1) + 10 : 0; }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  Derived<int> d;
  d.value = 40;
  Base<int> &b = d;
  std::printf("%d %d\n", b.visit(n), d.Base<int>::visit(0));
  std::printf("%d %d\n", d.reached(n), d.as<int>(n));
  std::printf("%s\n", Derived<const char *>().as<const char *>(n) ? "?" : "null");
  std::printf("%d %d\n", d.count(n, 'c', 2, 3.0), d.fixed<6>(n));
  d << 1L << 2.0f;
  d.depth = n;
  char *p = d;
  std::printf("%d %d %.1f\n", p == nullptr, d(n), d(double(n)));
  int i = 0;
  std::printf("%d %d %d %d\n", d.categories(i, n), d.categories(1, n),
              std::move(d).categories(i, n), std::move(d).categories(1, n));
  Derived<long>::Inner inner;
  std::printf("%ld %ld\n", inner.get(n), inner.mixed('a', n));
  std::printf("%d %d\n", friendly(d, n), outside(d, n));
  auto list = List<long>::make(n, nullptr);
  std::printf("%ld %ld\n", list->length(), list->sum());
  std::printf("%d %d\n", Plain().go(n), Hiding().go(n));
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// Class template argument deduction: by guides of the user, explicit ones, for
// aggregates, by constructors with a check; in recursions that deduce anew.
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

template <class T> struct Box {
  T value;
  // CHECK: explicit(!std::is_integral_v<T>) Box(T t) : value(t) { SEGSTACK_BODY_VOID(
  explicit(!std::is_integral_v<T>) Box(T t) : value(t) { value = t; }
  // CHECK: template <class I> Box(I from, I to) : value() { SEGSTACK_BODY_VOID(
  template <class I> Box(I from, I to) : value() { for (; from != to; ++from) value += *from; }
  // CHECK: int deep(int n) const { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->deep(n));
  int deep(int n) const { return n ? Box(value).deep(n - 1) + 1 : int(value); }
  // The injected name is no deduction: it is this very specialisation.
  long self(int n) const { return n ? Box(T(value)).self(n - 1) + 1 : long(sizeof(T)); }
};
template <class T> Box(T, std::nullptr_t) -> Box<long>;
template <class I> Box(I, I) -> Box<typename std::iterator_traits<I>::value_type>;
explicit Box(const char *) -> Box<std::string>;
template <> struct Box<std::string> {
  std::string value;
  Box(const char *s) : value(s) {}
  int deep(int n) const { return n ? Box("s").deep(n - 1) + 1 : int(value.size()); }
};

template <class A, class B> struct Pair { A a; B b; };
template <class A, class B> Pair(A, B) -> Pair<A, B>;
// CHECK: template <class A, class B> auto swaps(Pair<A, B> p, int n) -> Pair<A, B> { SEGSTACK_CHECK(
template <class A, class B> auto swaps(Pair<A, B> p, int n) -> Pair<A, B> {
  if (!n)
    return p;
  Pair swapped{p.b, p.a};
  Pair back = swaps(swapped, n - 1);
  return Pair{back.b, back.a};
}
template <class... F> struct Overloaded : F... { using F::operator()...; };
template <class... F> Overloaded(F...) -> Overloaded<F...>;
// CHECK: template <class V> int visits(V v, int n) { SEGSTACK_
template <class V> int visits(V v, int n) { return n % 2 ? v(n) + 1 : n ? v(long(n)) + 2 : 0; }

// CHECK: static int vectors(int n) { SEGSTACK_CHECK(
static int vectors(int n) {
  std::vector v{n, 1, 2};
  Box sum(v.begin(), v.end());
  return n ? vectors(n - 1) + int(sum.value) - n : sum.value;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  int array[] = {1, 2, 3};
  Box fromPointer = Box(7L);
  Box fromArray(array, array + 3);
  Box text("four");
  static_assert(std::is_same_v<decltype(Box("t")), Box<std::string>>);
  std::printf("%d %d %d %d\n", Box(7).deep(n), Box('a').deep(n), fromPointer.deep(n), fromArray.deep(n));
  std::printf("%d %ld %ld\n", text.deep(n), Box(2.5).self(n), Box('c').self(n));
  auto p = swaps(Pair{1, 'x'}, n);
  std::printf("%d %c\n", p.a, p.b);
  Overloaded recurse{[](int k) { return k; }, [](long k) { return int(k * 2); }};
  Overloaded deeper{[&](int k) { return visits(recurse, k); }, [&](long k) { return visits(recurse, int(k)); }};
  std::printf("%d %d\n", visits(deeper, 5), vectors(n));
}

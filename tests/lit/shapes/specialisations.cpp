// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// Explicit specialisations, partial ones of classes, and members of either.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

template <class T> const char *name(int n) { return n ? name<T>(n - 1) : "any"; }
// CHECK: template <> const char *name<int>(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), (name<int>)(
template <> const char *name<int>(int n) { return n ? name<int>(n - 1) : "int"; }
template <> const char *name<std::string>(int n) { return n ? name<std::string>(n - 1) : "string"; }
template <> const char *name<const volatile unsigned long *>(int n) {
  return n ? name<const volatile unsigned long *>(n - 1) : "pointer";
}
template <> const char *name<int (*)(char)>(int n) { return n ? name<int (*)(char)>(n - 1) : "function"; }
template <> const char *name<std::vector<int>>(int n) { return n ? name<std::vector<int>>(n - 1) : "vector"; }

template <int N> int number(int n) { return n ? number<N>(n - 1) : N; }
template <> int number<3>(int n) { return n ? number<3>(n - 1) : -3; }
template <> int number<-4>(int n) { return n ? number<-4>(n - 1) : 4; }
template <bool B, char C> int both(int n) { return n ? both<B, C>(n - 1) : C; }
template <> int both<true, 'x'>(int n) { return n ? both<true, 'x'>(n - 1) : -'x'; }
enum class Colour { red, green };
template <Colour C> int colour(int n) { return n ? colour<C>(n - 1) : 0; }
template <> int colour<Colour::green>(int n) { return n ? colour<Colour::green>(n - 1) : 1; }

// Deduced arguments.
template <class T> int size(const T &, int n) { return n ? 0 : -1; }
template <> int size(const std::string &s, int n) { return n ? size(s, n - 1) : int(s.size()); }
template <class... T> int count(int n, T...) { return n ? -1 : int(sizeof...(T)); }
template <> int count(int n, char a, long b) { return n ? count<char, long>(n - 1, a, b) : 200; }

template <class T, class U> struct Pair {
  static const char *kind(int n) { return n ? kind(n - 1) : "two"; }
  const char *member(int n) { return n ? member(n - 1) : "two"; }
  template <class V> const char *inner(V v, int n) { return n ? inner(v, n - 1) : "two"; }
};
template <class T> struct Pair<T, T> {
  static const char *kind(int n) { return n ? kind(n - 1) : "same"; }
  const char *member(int n) { return n ? member(n - 1) : "same"; }
  template <class V> const char *inner(V v, int n);
};
template <class T>
template <class V>
// CHECK: const char *Pair<T, T>::inner(V v, int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, v, n), this->inner<V>(
const char *Pair<T, T>::inner(V v, int n) {
  return n ? inner(v, n - 1) : "same inner";
}
template <class T> struct Pair<T *, int> {
  static const char *kind(int n) { return n ? kind(n - 1) : "pointer"; }
  const char *member(int n);
};
template <class T> const char *Pair<T *, int>::member(int n) { return n ? member(n - 1) : "pointer"; }
template <> const char *Pair<char, long>::kind(int n) { return n ? kind(n - 1) : "char, long"; }
template <> const char *Pair<char, long>::member(int n) { return n ? member(n - 1) : "char, long"; }
template <> template <> const char *Pair<char, long>::inner(float v, int n) {
  return n ? inner(v, n - 1) : "char, long, float";
}
template <> struct Pair<void, void> {
  static const char *kind(int n) { return n ? kind(n - 1) : "void"; }
};

// An explicit instantiation.
template <class T> struct Instantiated {
  T get(int n) { return n ? get(n - 1) : T(5); }
  void bad(int n) { if (n) bad(n - 1); }
};
template struct Instantiated<int>;

template <class T> T later(T n);
template <class T> T later(T n) { return n > 0 ? later<T>(n - 1) + 1 : 0; }
template long later<long>(long);

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::puts(name<char>(n));
  std::puts(name<int>(n));
  std::puts(name<std::string>(n));
  std::puts(name<const volatile unsigned long *>(n));
  std::puts(name<int (*)(char)>(n));
  std::puts(name<std::vector<int>>(n));
  std::printf("%d %d %d\n", number<2>(n), number<3>(n), number<-4>(n));
  std::printf("%d %d\n", both<true, 'x'>(n), both<false, 'y'>(n));
  std::printf("%d %d\n", colour<Colour::red>(n), colour<Colour::green>(n));
  std::printf("%d %d\n", size(std::string("four"), n), size(1, 0));
  std::printf("%d %d\n", count(n, 'c', 1L), count(0, 1, 2, 3));
  std::puts(Pair<int, char>::kind(n));
  std::puts(Pair<int, int>::kind(n));
  std::puts(Pair<int *, int>::kind(n));
  std::puts(Pair<char, long>::kind(n));
  std::puts(Pair<void, void>::kind(n));
  std::puts(Pair<int, char>().member(n));
  std::puts(Pair<int, int>().inner(1, n));
  std::puts(Pair<int *, int>().member(n));
  std::puts(Pair<char, long>().member(n));
  std::puts(Pair<char, long>().inner(1.0f, n));
  std::puts(Pair<char, long>().inner(1.0, n));
  std::printf("%d %ld\n", Instantiated<int>().get(n), later<long>(n));
}

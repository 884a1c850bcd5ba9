// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `if constexpr`, fold expressions and requires expressions that choose the
// branch that recurses, or drop one that would not compile.
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>
#include <utility>

// CHECK: template <class T> int kinds(T t, int n) { SEGSTACK_
template <class T> int kinds(T t, int n) {
  if constexpr (std::is_pointer_v<T>) {
    return n ? kinds(*t, n - 1) + 1 : 0;
  } else if constexpr (requires { t.size(); t.c_str(); }) {
    return n ? kinds(std::move(t), n - 1) + int(t.size() < 100) : int(t.size());
  } else if constexpr (std::integral<T>) {
    int local = n;
    return n ? kinds(&local, n - 1) + int(t & 1) : int(t);
  } else {
    return t.nothing_of_the_kind(n);
  }
}
// Different return types by branch.
// CHECK: template <class T> auto results(T t, int n) { SEGSTACK_BODY(
template <class T> auto results(T t, int n) {
  if constexpr (sizeof(T) > 4)
    return n && t ? std::string("long") : std::string();
  else if constexpr (std::is_same_v<T, char>)
    return void(t + n);
  else
    return results(long(t), n);
}
// CHECK: template <std::size_t I = 0, class... T> int unpacks(int n, const T &...t) { SEGSTACK_CHECK(
template <std::size_t I = 0, class... T> int unpacks(int n, const T &...t) {
  if constexpr (I < sizeof...(T))
    return n > 0 && I == 0 ? unpacks<I>(n - 1, t...) + 1 : unpacks<I + 1>(n, t...) + int((... + (t > 1)));
  else
    return (... || (t == 3)) ? 100 : 0;
}
// Folds over calls of itself, over the comma, over a conversion.
// CHECK: template <int... I> long folds(int n, std::integer_sequence<int, I...> s) { SEGSTACK_CHECK(
template <int... I> long folds(int n, std::integer_sequence<int, I...> s) {
  long all = 0;
  ((all += I), ...);
  return n <= 0 ? all : n < 4 ? (0L + ... + folds(n - 1 - I, s)) : folds(n - 1, s) + 1;
}
// The constant decides the whole body.
template <bool Deep> struct Choice {
  // CHECK: int go(int n) { SEGSTACK_CHECK(
  int go(int n) { if constexpr (Deep) { static_assert(Deep); return n ? go(n - 1) + 1 : 0; } else { (void)n; return -1; } }
  // CHECK: ~Choice() { SEGSTACK_BODY_VOID(
  ~Choice() { if constexpr (Deep) Choice<false>().go(1); }
};
// CHECK: template <class T> constexpr bool compiles(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), compiles<T>(n));
template <class T> constexpr bool compiles(int n) {
  if (n)
    return compiles<T>(n - 1);
  return requires(T t, int i) {
    typename T::value_type;
    { t[i] } -> std::same_as<typename T::value_type &>;
    requires sizeof(t) > 1;
  };
}
static_assert(compiles<std::string>(5) && !compiles<int>(5));
struct Overloads {
  // CHECK: int get(auto t, int n) requires std::integral<decltype(t)> { SEGSTACK_
  int get(auto t, int n) requires std::integral<decltype(t)> { return n ? get(t, n - 1) + 1 : 1; }
  // CHECK: int get(auto t, int n) requires std::floating_point<decltype(t)> { SEGSTACK_
  int get(auto t, int n) requires std::floating_point<decltype(t)> { return n ? get(t, n - 1) + 2 : 2; }
  int get(auto t, int n) requires std::integral<decltype(t)> && (sizeof(t) == 8) { return n ? get(t, n - 1) + 3 : 3; }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", kinds(std::string("text"), n), kinds(7L, 2));
  std::printf("%s\n", results(7, n).c_str());
  results('c', n);
  std::printf("%d %ld\n", unpacks(n, 1, 2L, 3.0), folds(n, std::integer_sequence<int, 0, 1, 2>()));
  std::printf("%d %d %d\n", Choice<true>().go(n), Choice<false>().go(n), compiles<std::string>(n));
  std::printf("%d %d %d %d\n", Overloads().get(1, n), Overloads().get(1.0f, n), Overloads().get(1L, n), Overloads().get('c', n));
}

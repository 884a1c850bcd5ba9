// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// A template's repeated call names the same specialisation: with its explicit
// arguments, which might not be deducible, and of the same kind.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>
#include <vector>

// CHECK: T sum(T n) { SEGSTACK_CHECK({{[0-9]+}}, (n), {{.*}}sum<T>{{[)]?}}(
template <class T> T sum(T n) {
  if (n <= T(0))
    return T(0);
  return T(1) + sum(T(n - 1));
}

// Not deducible.
// CHECK: R convert(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), {{.*}}convert<R, Scale>{{[)]?}}(
template <class R, int Scale = 2> R convert(int n) {
  return n ? R(convert<R, Scale>(n - 1) + Scale) : R();
}

// Explicitly `T &`: deduction from an lvalue would say `T`.
template <class T> int kind(T value, int n) {
  int base = std::is_reference<T>::value ? 2 : 1;
  if (n)
    return kind<T>(static_cast<T>(value), n - 1);
  return base;
}

// Forwarding references, called with lvalues, const lvalues and rvalues.
template <class T> const char *category(T &&value, int n) {
  if (n)
    return category(static_cast<T &&>(value), n - 1);
  if (!std::is_reference<T>::value)
    return std::is_const<T>::value ? "const rvalue" : "rvalue";
  return std::is_const<std::remove_reference_t<T>>::value ? "const lvalue"
                                                          : "lvalue";
}

// Packs of types, of values, and of parameters.
template <class... T> std::size_t bytes(int n, const T &...values) {
  if (n)
    return bytes(n - 1, values...) + 1;
  std::size_t all = 0;
  std::size_t each[] = {0, sizeof(values)...};
  for (std::size_t one : each)
    all += one;
  return all;
}
template <int... N> int total(int n) { return n ? total<N...>(n - 1) : (N + ... + 0); }
template <class... T> std::string join(int n, T &&...values) {
  if (n)
    return join(n - 1, std::forward<T>(values)...);
  return (std::string() + ... + values);
}
template <class F, class... T> auto apply(F &&f, int n, T &&...values)
    -> decltype(f(std::forward<T>(values)...)) {
  if (n)
    return apply(std::forward<F>(f), n - 1, std::forward<T>(values)...);
  return f(std::forward<T>(values)...);
}

// A pack of by-value parameters.
template <class... T> int values(int n, T... all) {
  if (n)
    return values(n - 1, all...) + 1;
  return static_cast<int>(sizeof...(all));
}

// Unnamed template parameters, with and without the need to name them.
template <class, class T> int unnamedType(T n) {
  return n ? unnamedType<void>(n - 1) + 1 : 0;
}
template <class T, std::enable_if_t<std::is_integral<T>::value, int> = 0>
int enabled(T n) {
  return n ? enabled(n - 1) + 1 : 1000;
}
template <class T, std::enable_if_t<std::is_floating_point<T>::value, int> = 0>
int enabled(T n) {
  return n > 0 ? enabled(n - 1) + 1 : 2000;
}

// Template template parameters, and non-type parameters of other kinds.
template <template <class...> class C, class T> std::size_t wrap(T n) {
  C<T> c;
  c.push_back(n);
  return n ? wrap<C, T>(n - 1) + c.size() : 0;
}
template <int (*F)(int)> int through(int n) { return n ? through<F>(n - 1) + 1 : F(n); }
static int seven(int) { return 7; }
template <auto V> auto autoParameter(int n) -> decltype(V) {
  return n ? autoParameter<V>(n - 1) : V;
}
static int target;
template <int &R> int *refParameter(int n) { return n ? refParameter<R>(n - 1) : &R; }
template <bool B> bool boolParameter(int n) { return n ? boolParameter<B>(n - 1) : B; }
template <char C> char charParameter(int n) { return n ? charParameter<C>(n - 1) : C; }
enum class Colour { red, green };
template <Colour C> int enumParameter(int n) { return n ? enumParameter<C>(n - 1) : int(C); }

// The depth is in the types: each is another function.
template <int N> struct Level {
  static int down(int n) { return Level<N - 1>::down(n) + 1; }
};
template <> struct Level<0> {
  static int down(int n) { return n ? down(n - 1) + 1 : 0; }
};

// Never instantiated: nothing is known of T.
template <class T> T never(T value) { return never(value); }
template <class T> void neverEither(T &value, int) { value.neverEither(); }

// Overloads between templates and plain functions.
const char *overload(int) { return "plain"; }
template <class T> const char *overload(T) { return "template"; }
template <class T> const char *overload(T *) { return "pointer template"; }
template <class T> const char *pick(T value, int n) {
  return n ? pick<T>(value, n - 1) : overload(value);
}

// What nobody instantiates has arguments that clang cannot evaluate.
static int size(unsigned long bytes) { return int(bytes); }
// CHECK: static int down(int n) { SEGSTACK_CHECK(
template <class T> struct NeverMade { static int down(int n) { return n ? size(sizeof(NeverMade)) + down(n - 1) : size(alignof(T)); } };
int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  std::printf("%d %ld %.1f\n", sum(n), sum(long(n)), sum(double(n)));
  std::printf("%.1f %d %ld\n", convert<double, 3>(n), convert<char>(n), convert<long, 1>(n));
  int lvalue = 1;
  const int constant = 1;
  std::printf("%d %d %d\n", kind<int>(lvalue, n), kind<int &>(lvalue, n), kind<const int &>(lvalue, n));
  std::puts(category(lvalue, n));
  std::puts(category(constant, n));
  std::puts(category(5, n));
  std::puts(category(std::move(constant), n));
  std::string s = "s";
  std::printf("%zu\n", bytes(n, 'a', 1, 2.0) + bytes(n));
  std::printf("%d\n", total<1, 2, 3>(n) + total<>(n));
  std::printf("%s\n", join(n, s, "b", std::string("c"), 'd').c_str());
  int *same = &lvalue;
  std::printf("%d\n", apply([&](int &a, const std::string &) { return &a == same; }, n, lvalue, s));
  std::printf("%d %d\n", values(n), values(n, 1, 'c', 2.0, s));
  std::printf("%d %d %d\n", unnamedType<int>(n), enabled(n), enabled(double(n)));
  std::printf("%zu\n", wrap<std::vector, int>(n));
  std::printf("%d %d\n", through<seven>(n), autoParameter<9>(n));
  std::printf("%d %d %c %d\n", refParameter<target>(n) == &target, boolParameter<true>(n), charParameter<'x'>(n), enumParameter<Colour::green>(n));
  std::printf("%d %d\n", Level<20>::down(n), size(4));
  std::printf("%s %s %s\n", pick(1, n), pick('c', n), pick(&lvalue, n));
}

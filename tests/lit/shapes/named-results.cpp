// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++11
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain=outlined %s -- -std=c++11 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=100000 -std=c++11
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// A result that the compiler builds in the caller's place stays there, when a
// copy or a move of it could be seen.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

static int built, copied, destroyed;

struct Seen {
  int value;
  Seen(int value = 0) : value(value) { ++built; }
  Seen(const Seen &other) : value(other.value) { ++copied; }
  ~Seen() { ++destroyed; }
};

// WHY: outlined(int): outline: a repeated call would keep g++ from building 'all' in its caller's place
// CHECK: Seen outlined(int n) { SEGSTACK_BODY({{[0-9]+}}, (&, n), -> Seen)
Seen outlined(int n) {
  Seen all;
  if (n)
    all.value = outlined(n - 1).value + 1;
  return all;
}

// CHECK: Seen twice(int n) { SEGSTACK_BODY(
Seen twice(int n) {
  Seen all(n);
  if (n < 1)
    return all;
  all.value += twice(n - 1).value % 7;
  return (all);
}

// More than one variable, a parameter, a temporary: nothing to keep.
// CHECK: Seen either(int n) { SEGSTACK_CHECK(
Seen either(int n) {
  Seen one(1), two(2);
  if (n)
    return one;
  return two;
}
// CHECK: Seen temporary(int n) { SEGSTACK_CHECK(
Seen temporary(int n) { return n ? temporary(n - 1) : Seen(7); }
// A return of a closure's own.
// CHECK: Seen closure(int n) { SEGSTACK_BODY(
Seen closure(int n) {
  Seen all(n);
  auto inner = [](int m) { Seen other(m); return other.value; };
  all.value += inner(n);
  return all;
}

// Nothing can be seen of these.
// CHECK: std::string text(int n) { SEGSTACK_CHECK(
std::string text(int n) {
  std::string all;
  if (n > 0)
    all = text(n / 2) + 'x';
  return all;
}

template <class T> struct Box {
  T value;
};
// CHECK: Box<T> boxed(T value) { SEGSTACK_CHECK(
template <class T> Box<T> boxed(T value) {
  Box<T> all = {value};
  return all;
}
// CHECK: T seen(int n) { SEGSTACK_BODY(
template <class T> T seen(int n) {
  T all = T(n);
  if (n)
    all.value += seen<T>(n - 1).value % 5;
  return all;
}

// It cannot be outlined: a copy more is better than no check.
// CHECK: Seen named(int n) { SEGSTACK_CHECK(
Seen named(int n) {
  Seen all(n);
  all.value = __func__[0];
  return all;
}

int main(int argc, char **argv) {
  int depth = argc > 1 ? atoi(argv[1]) : 10;
  Seen a = outlined(depth), b = twice(depth), c = temporary(depth), d = closure(3), e = seen<Seen>(depth);
  printf("%d %d %d %d %d: %d built, %d copied, %d destroyed\n", a.value, b.value, c.value, d.value, e.value, built,
         copied, destroyed);
  printf("%d %d %zu %d\n", either(0).value, either(1).value, text(depth).size(), boxed(5).value);
  printf("%c\n", named(1).value);
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++11
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=1000000 -std=c++11
//
// Free functions are called again with all that they were given: values,
// pointers, references to the caller's own objects.
#include <cstdio>
#include <cstdlib>

// CHECK: static long sum(long n) { SEGSTACK_CHECK({{[0-9]+}}, (n), sum(n));
static long sum(long n) {
  if (n == 0)
    return 0;
  return 1 + sum(n - 1);
}

// CHECK: void count(int n, int &sum, const int &step, int *deepest) { SEGSTACK_CHECK({{[0-9]+}}, (n, &sum, &step, deepest), count(n, sum, step, deepest));
void count(int n, int &sum, const int &step, int *deepest) {
  sum += step;
  if (n > *deepest)
    *deepest = n;
  if (n)
    count(n - 1, sum, step, deepest);
  sum -= 1;
}

bool odd(unsigned n);
// CHECK: bool even(unsigned n) { SEGSTACK_CHECK({{[0-9]+}}, (n), even(n)); return
bool even(unsigned n) { return n == 0 || odd(n - 1); }
// CHECK: bool odd(unsigned n) { SEGSTACK_CHECK({{[0-9]+}}, (n), odd(n)); return
bool odd(unsigned n) { return n != 0 && even(n - 1); }

// CHECK: int &self(int &x, int n) { SEGSTACK_CHECK({{[0-9]+}}, (&x, n), self(x, n)); return
int &self(int &x, int n) { return n ? self(x, n - 1) : x; }

// CHECK: double mixed(double a, float b, char c, bool d, long double e, int n) { SEGSTACK_CHECK({{[0-9]+}}, (a, b, c, d, e, n), mixed(a, b, c, d, e, n));
double mixed(double a, float b, char c, bool d, long double e, int n) {
  if (n == 0)
    return a + b + c + d + static_cast<double>(e);
  double r = mixed(a + 1, b, c, !d, e, n - 1);
  return r;
}

// CHECK: void nothing() {}
void nothing() {}

// More arguments than go into registers.
// CHECK: long many(long a, long b, long c, long d, long e, long f, long g, long h, int n) { SEGSTACK_CHECK({{[0-9]+}}, (a, b, c, d, e, f, g, h, n), many(a, b, c, d, e, f, g, h, n));
long many(long a, long b, long c, long d, long e, long f, long g, long h, int n) {
  if (n == 0)
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
  long r = many(b, c, d, e, f, g, h, a, n - 1);
  return r + 1;
}

// A parameter that the body changes reaches the repeated call unchanged.
// CHECK: int changes(int n, int times) { SEGSTACK_CHECK({{[0-9]+}}, (n, times), changes(n, times));
int changes(int n, int times) {
  int before = n;
  n *= 2;
  if (times)
    n += changes(before, times - 1);
  return n % 1000003;
}

// CHECK: int main(int argc, char **argv) {{{$}}
int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 20;
  std::printf("sum %ld\n", sum(n));
  int total = 0, deepest = 0;
  const int step = 3;
  count(n, total, step, &deepest);
  std::printf("count %d %d\n", total, deepest);
  std::printf("even %d\n", even(static_cast<unsigned>(n)));
  std::printf("self %d\n", &self(total, n) == &total);
  std::printf("mixed %.3f\n", mixed(0.5, 1.5f, 'a', false, 2.25L, n));
  nothing();
  std::printf("many %ld\n", many(1, 2, 3, 4, 5, 6, 7, 8, n));
  std::printf("changes %d\n", changes(7, n));
}

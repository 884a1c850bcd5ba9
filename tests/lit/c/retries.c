// RUN: %segstack rewrite --quiet --place=all %s -o %t.c -- -std=gnu11
// RUN: grep -v '// CHECK' %t.c | %FileCheck %s
// RUN: %same %s %t.c deep=200000 -std=gnu11
//
// A function of C is called again with all that was passed to it, in registers
// and on the stack, and its result comes back in whatever holds it.
#include <complex.h>
#include <stdio.h>
#include <stdlib.h>

struct big {
  int a[20];
};
struct mixed {
  long n;
  double d;
};
struct longs {
  long a, b;
};
struct floats {
  float x, y, z;
};
typedef int four __attribute__((vector_size(16)));
typedef union {
  int *i;
  const char *c;
} either __attribute__((transparent_union));
enum colour { red, green };

// CHECK: static long sum(long n) { SEGSTACK_CHECK_C({{[0-9]+}}, 0, sum, (n));
static long sum(long n) { return n ? sum(n - 1) + 1 : 0; }

// CHECK: short j) { SEGSTACK_CHECK_C({{[0-9]+}}, 32, many, (n, a, b, c, d, e, f, g, h, j));
static int many(int n, int a, int b, int c, int d, char e, int f, long g, int h,
                short j) {
  if (!n)
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * (int)g + 8 * h + 9 * j;
  return many(n - 1, a, b, c, d, e, f, g, h, j) ^ 1;
}

// CHECK: struct big b) { SEGSTACK_CHECK_C({{[0-9]+}}, 80, by_value, (n, b));
static struct big by_value(int n, struct big b) {
  if (n) {
    b.a[0]++;
    b = by_value(n - 1, b);
    b.a[1]++;
  }
  return b;
}

// CHECK: float j) { SEGSTACK_CHECK_C({{[0-9]+}}, 16, doubles, (n, a, b, c, d, e, f, g, h, j));
static double doubles(int n, double a, float b, double c, double d, double e,
                      double f, double g, double h, float j) {
  if (!n)
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * j;
  return -doubles(n - 1, a, b, c, d, e, f, g, h, j);
}

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 16, x87, (n, x));
static long double x87(int n, long double x) { return n ? x87(n - 1, x) + 1 : x; }

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 32, both_x87, (n, x));
static _Complex long double both_x87(int n, _Complex long double x) {
  return n ? 1 + 2 * I + both_x87(n - 1, x) : x;
}

static _Complex double two_vectors(int n, _Complex double x) {
  return n ? 1 + 2 * I + two_vectors(n - 1, x) : x;
}

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 0, mixed, (n, m));
static struct mixed mixed(int n, struct mixed m) {
  if (n) {
    m = mixed(n - 1, m);
    m.n++;
    m.d += 0.5;
  }
  return m;
}

static struct longs longs(int n, struct longs p) {
  if (n) {
    p = longs(n - 1, p);
    p.a++;
    p.b -= 3;
  }
  return p;
}

static struct floats floats(int n, struct floats p) {
  if (n) {
    p = floats(n - 1, p);
    p.x++;
    p.z += 2;
  }
  return p;
}

static unsigned __int128 wide(int n, unsigned __int128 x) {
  return n ? wide(n - 1, x) * 3 : x;
}

static four vector(int n, four v) {
  if (n) {
    v = vector(n - 1, v);
    v[0]++;
    v[3] += 2;
  }
  return v;
}

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 0, transparent, (n, e));
static int transparent(int n, either e) { return n ? transparent(n - 1, e) : *e.i; }

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 0, square, (n, side, a));
static int square(int n, int side, int a[side][side]) {
  return n ? square(n - 1, side, a) + 1 : a[1][1];
}

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 0, calls, (n, f));
static int calls(int n, int f(int)) { return n ? calls(n - 1, f) : f(n); }
static int seven(int n) { return n + 7; }

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 0, qualified, (n, c, p, b));
static _Bool qualified(register int n, const enum colour c, int *restrict p,
                       volatile _Bool b) {
  ++*p;
  return n ? !qualified(n - 1, c, p, b) : b && c == green;
}

// CHECK: SEGSTACK_CHECK_C({{[0-9]+}}, 0, nothing, (n, sum));
static void nothing(int n, int *sum) {
  if (n) {
    nothing(n - 1, sum);
    ++*sum;
  }
}

// CHECK: static int no_parameters(void) { SEGSTACK_CHECK_C({{[0-9]+}}, 0, no_parameters, ());
static int left;
static int no_parameters(void) { return left-- ? no_parameters() + 1 : 0; }

// CHECK: int main(int argc, char **argv) {
int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40, grid[2][2] = {{1, 2}, {3, 4}}, count = 0;
  struct big b = {{0}};
  b.a[19] = 5;
  b = by_value(n, b);
  struct mixed m = mixed(n, (struct mixed){1, 0.25});
  struct longs l = longs(n, (struct longs){1, 1});
  struct floats f = floats(n, (struct floats){1, 2, 3});
  four v = vector(n, (four){1, 2, 3, 4});
  _Complex double c = two_vectors(n, 0.5);
  _Complex long double cl = both_x87(n, 0.5L);
  unsigned __int128 w = wide(n, 1);
  printf("%ld %d\n", sum(n), many(n, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  printf("%d %d %d\n", b.a[0], b.a[1], b.a[19]);
  printf("%g %Lg\n", doubles(n, 1, 2, 3, 4, 5, 6, 7, 8, 9), x87(n, 0.5L));
  printf("%g %g %Lg %Lg\n", creal(c), cimag(c), creall(cl), cimagl(cl));
  printf("%ld %g %ld %ld %g %g %g\n", m.n, m.d, l.a, l.b, f.x, f.y, f.z);
  printf("%llx %llx\n", (unsigned long long)(w >> 64), (unsigned long long)w);
  printf("%d %d %d %d\n", v[0], v[1], v[2], v[3]);
  printf("%d %d %d\n", transparent(n, grid[0]), square(n, 2, grid), calls(n, seven));
  printf("%d %d\n", qualified(n, green, &count, 1), count);
  nothing(n, &count);
  left = n;
  printf("%d %d\n", count, no_parameters());
}

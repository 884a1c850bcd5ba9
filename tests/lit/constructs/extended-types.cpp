// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=gnu++17 -w
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=gnu++17 -w
//
// Parameters and results of types that only these compilers have, and of rare
// ones of the language: the retried call gets each of them unchanged.
#include <cstdio>
#include <cstddef>
#include <cstdlib>
// CHECK: __float128 f128(__float128 f, int n) { SEGSTACK_CHECK(
__float128 f128(__float128 f, int n) { return n ? f128(f, n - 1) + f : f; }
_Float16 f16(_Float16 f, int n) { return n ? f16(f, n - 1) + f : f; }
// CHECK: long double ld(long double f, int n) { SEGSTACK_CHECK(
long double ld(long double f, int n) { return n ? ld(f, n - 1) + f : f; }
// CHECK: _Complex double cd(_Complex double c, int n) { SEGSTACK_CHECK(
_Complex double cd(_Complex double c, int n) { return n ? cd(c, n - 1) + c : c; }
std::byte by(std::byte b, int n) { return n ? by(b, n - 1) : b; }
// CHECK: std::nullptr_t np(std::nullptr_t p, int n) { SEGSTACK_CHECK(
std::nullptr_t np(std::nullptr_t p, int n) { return n ? np(p, n - 1) : p; }
// CHECK: int flex(Flex *f, int n) { SEGSTACK_CHECK(
struct Flex { int n; char c[]; }; int flex(Flex *f, int n) { return n ? flex(f, n - 1) + f->c[0] : f->n; }
struct Zero { int z[0]; }; Zero zero(Zero z, int n) { return n ? zero(z, n - 1) : z; }
struct Empty {}; Empty emp(Empty e, int n, Empty) { return n ? emp(e, n - 1, {}) : e; }
// CHECK: mi ma(mi *p, int n) { SEGSTACK_CHECK(
typedef int mi __attribute__((may_alias)); mi ma(mi *p, int n) { return n ? ma(p, n - 1) : *p; }
typedef int al __attribute__((aligned(64))); int alp(al *p, int n) { al local = n; return n ? alp(&local, n - 1) : int((unsigned long)p % 64); }
typeof(int) ty(typeof(1 + 1) n) { return n ? ty(n - 1) + 1 : 0; }
__typeof__(ty) *tyf(int n) { return n ? tyf(n - 1) : ty; }
// CHECK: int ptrd(int (*a)[4], int (&r)[2][3], int n) { SEGSTACK_CHECK(
int ptrd(int (*a)[4], int (&r)[2][3], int n) { return n ? ptrd(a, r, n - 1) : (*a)[1] + r[1][2]; }
#ifdef __clang__
// CHECK: _BitInt(37) bi(_BitInt(37) b, int n) { SEGSTACK_CHECK(
_BitInt(37) bi(_BitInt(37) b, int n) { return n ? bi(b, n - 1) + b : b; }
typedef float f4 __attribute__((ext_vector_type(4))); f4 ev(f4 a, int n) { return n ? ev(a, n - 1) + a : a; }
int evx(f4 a, int n) { return n ? evx(a.wzyx, n - 1) : (int)a.x; }
int at(_Atomic(int) *a, int n) { return n ? at(a, n - 1) + 1 : ++*a; }
#else
// What clang has seen above is not there for g++.
long bi(long b, int n) { return b * (n + 1); }
typedef float f4 __attribute__((vector_size(16)));
f4 ev(f4 a, int n) { return a * float(n + 1); }
int evx(f4 a, int n) { return n % 2 ? a[3] : a[0]; }
int at(int *a, int n) { ++*a; return n + *a; }
#endif
int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  int x = 3, arr[4] = {1, 2, 3, 4}, rr[2][3] = {{1, 2, 3}, {4, 5, 6}};
  al big = 1;
  Flex *f = static_cast<Flex *>(std::calloc(1, 16));
  f->n = 2, f->c[0] = 'a';
#ifdef __clang__
  _Atomic(int) ai = 3;
#else
  int ai = 3;
#endif
  f4 v = {1, 2, 3, 4};
  std::printf("%.1f %.1f %.1Lf %.1f\n", (double)f128(1.5, n), (double)f16(1.5, 40), ld(1.5L, n), __real__ cd(1.5, n));
  std::printf("%d %d %d %d %d %d\n", (int)by(std::byte{4}, n), np(nullptr, n) == nullptr, flex(f, n),
              (int)sizeof(zero({}, n)), ma(&x, n), alp(&big, n));
  emp({}, n, {});
  std::printf("%d %d %d\n", ty(n), tyf(n)(n), ptrd(&arr, rr, n));
  std::printf("%d %.1f %d %d\n", (int)bi(3, n), (double)ev(v, n)[2], evx(v, n), at(&ai, n));
  std::free(f);
}

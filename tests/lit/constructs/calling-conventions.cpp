// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -Wno-unknown-attributes
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-unknown-attributes -Wno-attributes -Wno-infinite-recursion
//
// Functions of the other convention that x86-64 has, with arguments and results in
// every class of registers and in memory, as functions, members, constructors and
// through pointers; and attributes that change what a function begins with.
#include <cstdio>
#include <cstdlib>

#define MS __attribute__((ms_abi))
struct Large { long a[5]; };
struct Pair { double x; long y; };
// CHECK: MS double mixed(double a, int n, float b, long c, double d, int e) { SEGSTACK_CHECK({{[0-9]+}}, (a, n, b, c, d, e), mixed(a, n, b, c, d, e));
MS double mixed(double a, int n, float b, long c, double d, int e) { return n ? mixed(a, n - 1, b, c, d, e) + 1 : a + double(b) + double(c) + d + e; }
// CHECK: MS Large large(Large l, int n) { SEGSTACK_CHECK(
MS Large large(Large l, int n) {
  if (!n)
    return l;
  Large below = large(l, n - 1);
  ++below.a[0];
  return below;
}
// CHECK: MS Pair pair(Pair p, int n) { SEGSTACK_CHECK(
MS Pair pair(Pair p, int n) { return n ? Pair{pair(p, n - 1).x + 1, n} : p; }
struct Type {
  int v;
  // CHECK: MS explicit Type(int n) : v(1) { SEGSTACK_BODY_VOID(
  MS explicit Type(int n) : v(1) { if (n) v += Type(n - 1).v % 3; }
  // CHECK: MS Pair member(int n, double d) const { SEGSTACK_CHECK(
  MS Pair member(int n, double d) const { return n ? Pair{member(n - 1, d).x + 1, v} : Pair{d, v}; }
  // CHECK: MS ~Type() { SEGSTACK_BODY_VOID(
  MS ~Type() { v = 0; }
};
// CHECK: MS auto deduced(int n, double d) { SEGSTACK_BODY(
MS auto deduced(int n, double d) { return n + d; }
static int thrown(int n) { if (!n) throw 7; return thrown(n - 1) + 1; }
// An exception passes from one convention to the other.
// CHECK: MS int throws(int n, double d) { SEGSTACK_CHECK(
MS int throws(int n, double d) { return n ? throws(n - 1, d + 1) + 1 : thrown(int(d)); }

__attribute__((force_align_arg_pointer)) int aligned(int n) { return n ? aligned(n - 1) + 1 : 0; }
__attribute__((zero_call_used_regs("all"))) int cleared(int n) { return n ? cleared(n - 1) + 1 : 0; }
__attribute__((patchable_function_entry(3, 1))) int patchable(int n) { return n ? patchable(n - 1) + 1 : 0; }
// CHECK: int apart(int n) { SEGSTACK_CHECK(
__attribute__((noipa)) int apart(int n) { return n ? apart(n - 1) + 1 : 0; }
// CHECK: int guarded(int n) { SEGSTACK_CHECK(
__attribute__((stack_protect)) int guarded(int n) { volatile char c[20] = {char(n)}; return n ? guarded(n - 1) + 1 : c[0]; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  MS double (*pointer)(double, int, float, long, double, int) = mixed;
  MS Pair (Type::*member)(int, double) const = &Type::member;
  std::printf("%.2f %ld %.2f %ld\n", pointer(1.5, n, 2.5f, 3, 4.25, 5), large({{1, 2, 3, 4, 5}}, n).a[0], pair({1.5, 2}, n).x, pair({1.5, 2}, n).y);
  std::printf("%d %.2f %.2f\n", Type(n).v, (Type(3).*member)(n, 2.5).x, deduced(3, 0.5));
  try {
    throws(n, n);
  } catch (int caught) {
    std::printf("%d\n", caught);
  }
  std::printf("%d %d %d %d %d\n", aligned(n), cleared(n), patchable(n), apart(n), guarded(n));
}

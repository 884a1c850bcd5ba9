// RUN: %segstack cc --place=all --verbose --keep-output=%t.kept %gxx -std=c++17 %s -o %t 2>&1 | %FileCheck %s && %t
// RUN: grep "int recurse(int n) { SEGSTACK_CHECK" %t.kept/limits-of-clang.cpp
// RUN: %exits 1 %clangxx -std=c++17 -fsyntax-only %s 2>&1 | grep "error: .*exceeded .*256"
//
// g++ has no limit of brackets and a higher one of steps in a constant: what it
// compiles is analysed too, though clang++ itself does not take it.
// CHECK-NOT: compiled without checks
// CHECK: limits-of-clang.cpp: 3 functions checked
#define OPEN4 ((((
#define OPEN16 OPEN4 OPEN4 OPEN4 OPEN4
#define OPEN64 OPEN16 OPEN16 OPEN16 OPEN16
#define SHUT4 ))))
#define SHUT16 SHUT4 SHUT4 SHUT4 SHUT4
#define SHUT64 SHUT16 SHUT16 SHUT16 SHUT16
constexpr int row(int n) { int sum = 0; for (int i = 0; i < n; ++i) sum += i & 1; return sum; }
constexpr int rows(int n) { int sum = 0; for (int i = 0; i < n; ++i) sum += row(1000); return sum; }
static_assert(rows(400) == 200000, "");
int recurse(int n) { return OPEN64 OPEN64 OPEN64 OPEN64 OPEN64 n SHUT64 SHUT64 SHUT64 SHUT64 SHUT64 ? recurse(n - 1) + 1 : 0; }
int main() { return recurse(40) - 40; }

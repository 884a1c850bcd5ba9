// `__label__` has to come first in its block: the body is outlined.
//
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=gnu++17
// RUN: %FileCheck %s < %t.cpp
// RUN: %segstack rewrite --explain=count %s -- -std=gnu++17 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=1000000 -std=gnu++17
#include <cstdio>
#include <cstdlib>

// CHECK: int count(int n) { SEGSTACK_BODY({{[0-9]+}}, (&, n), -> int) { __label__ end;
// WHY: its __label__ has to come first
int count(int n) { __label__ end; if (!n) goto end; return count(n - 1) + 1; end: return 0; }

// Further in, nothing is in their way.
// CHECK: int inner(int n) { SEGSTACK_CHECK(
int inner(int n) { { __label__ end; if (!n) goto end; n = inner(n - 1) + 1; end:; } return n; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 20;
  std::printf("%d %d\n", count(n), inner(n));
}

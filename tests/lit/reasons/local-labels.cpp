// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=gnu++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=gnu++17
// RUN: %same %s %t.cpp deep=1000000 -std=gnu++17
//
// `local-labels`: __label__ has to come first in its block, so that the body is
// outlined; in a block further in it is a retry.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: outer(int): outline (local-labels)
int outer(int n) { __label__ end; if (!n) goto end; return outer(n - 1) + 1; end: return 0; }
// CHECK-DAG: inner(int): retry
int inner(int n) { { __label__ end; if (!n) goto end; n = inner(n - 1) + 1; end:; } return n; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", outer(n), inner(n));
}

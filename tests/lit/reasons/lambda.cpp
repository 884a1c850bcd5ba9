// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=300000 -std=c++17
//
// `lambda`: it has no name to be called by, so its body is outlined. The check
// works; a function that is called in its place gets a retry.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: lambda(int): outline (lambda)
static int (*const pointer)(int) = [](int n) { return n ? pointer(n - 1) + 1 : 0; };
// CHECK-DAG: named(int): retry
static int named(int n) { return n ? named(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  // CHECK-DAG: {{.*}}lambda(auto, int): outline (lambda)
  auto self = [&](auto again, int k) -> int { return k ? again(again, k - 1) + 1 : n; };
  std::printf("%d %d %d\n", pointer(n), named(n), self(self, n));
}

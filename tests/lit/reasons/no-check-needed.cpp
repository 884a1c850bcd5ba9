// RUN: %segstack rewrite --quiet --place=auto --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck --check-prefix=ALL %s
// RUN: %segstack rewrite --quiet --place=auto --unchecked-budget=64 --list-functions %s -- -std=c++17 | %FileCheck --check-prefix=BUDGET %s
// RUN: %segstack rewrite --quiet --place=auto %s -o %t.cpp -- -std=c++17
// RUN: %gxx -std=c++17 %include %t.cpp -o %t.exe %runtime && %t.exe 3000000 | grep -x "7 3000000"
// RUN: %segstack rewrite --quiet --place=all %s -o %t.all.cpp -- -std=c++17
// RUN: %same %s %t.all.cpp deep=1000000 -std=c++17
//
// `no-check-needed`: with --place=auto all that the function calls is known, does
// not recurse and fits the budget. --place=all, or a smaller budget, checks it.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: leaf(int): none (no-check-needed)
// ALL-DAG: leaf(int): retry
// BUDGET-DAG: leaf(int): none (no-check-needed)
static int leaf(int n) { return n + 1; }
// CHECK-DAG: caller(int): none (no-check-needed)
// ALL-DAG: caller(int): retry
// BUDGET-DAG: caller(int): retry
static int caller(int n) { int volatile room[40] = {n}; return leaf(room[0]) + leaf(n + 1); }
// CHECK-DAG: deep(int): retry
// ALL-DAG: deep(int): retry
static int deep(int n) { return n ? deep(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", caller(2), deep(n));
}

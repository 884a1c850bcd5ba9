// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %segstack rewrite --quiet --place=all --list-functions %t.cpp -- -std=c++17 %include | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain=retried %t.cpp -- -std=c++17 %include | grep "retried(int): none: it already has a check"
// RUN: %segstack rewrite --quiet --place=all --check %t.cpp -- -std=c++17 %include
// RUN: %segstack strip %t.cpp -o %t.stripped.cpp && %segstack rewrite --quiet --place=all --list-functions %t.stripped.cpp -- -std=c++17 | %FileCheck --check-prefix=AGAIN %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `already-instrumented`: rewriting twice changes nothing. What strip gives back
// gets its check again.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: retried(int): none (already-instrumented)
// AGAIN-DAG: retried(int): retry
int retried(int n) { return n ? retried(n - 1) + 1 : 0; }
// CHECK-DAG: tried(int): none (already-instrumented)
// AGAIN-DAG: tried(int): retry
int tried(int n) try { return n ? tried(n - 1) + 1 : 0; } catch (int) { return -1; }
struct Type {
  int value;
  // CHECK-DAG: Type::Type(int): none (already-instrumented)
  // AGAIN-DAG: Type::Type(int): outline
  explicit Type(int n) : value(1) { if (n) value += Type(n - 1).value; }
  // CHECK-DAG: Type::~Type(): none (already-instrumented)
  // AGAIN-DAG: Type::~Type(): outline
  ~Type() { value = 0; }
};
// CHECK-DAG: lambda(int): none (already-instrumented)
// AGAIN-DAG: lambda(int): outline
static int (*const pointer)(int) = [](int n) { return n ? pointer(n - 1) + 1 : 0; };

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", retried(n), tried(n), Type(n).value, pointer(n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 -Wno-unknown-attributes | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++17 -Wno-unknown-attributes | %FileCheck --check-prefix=WHY %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17 -Wno-unknown-attributes
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-unknown-attributes
//
// `attribute-of-body`: it says how the body is compiled, and would not reach a
// closure. In a function that is called again it stays; so a constructor or a
// destructor leaves the work to one.
#include <cstdio>
#include <cstdlib>

struct Own {
  int value;
  // CHECK-DAG: Own::Own(int): none (attribute-of-body)
  // WHY-DAG: Own::Own(int): none: the body would have to be outlined, and lose the attribute 'optimize'
  __attribute__((optimize("O1"))) explicit Own(int n) : value(1) { if (n) value += Own(n - 1).value; }
  // CHECK-DAG: Own::~Own(): none (attribute-of-body)
  __attribute__((no_sanitize("undefined"))) ~Own() { value = 0; }
};
struct Apart {
  int value;
  // CHECK-DAG: Apart::work(int): retry
  __attribute__((optimize("O1"))) int work(int n) { return n ? Apart(n - 1).value + 1 : 1; }
  // CHECK-DAG: Apart::Apart(int): outline (constructor)
  explicit Apart(int n) { value = work(n); }
};
// CHECK-DAG: deduced(int): none (attribute-of-body)
__attribute__((no_instrument_function)) auto deduced(int n) { return n + 1; }
// CHECK-DAG: written(int): retry
__attribute__((no_instrument_function)) int written(int n) { return n ? written(n - 1) + 1 : 1; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", Own(40).value, Apart(n).value, deduced(n), written(n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `uses-function-name`: outlined, the name would be the closure's. Without what
// makes the outline necessary, or with the name taken in a function that is called
// again, there is a check.
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <typeinfo>

// CHECK-DAG: deduced(int): none (uses-function-name)
auto deduced(int n) { return __func__[n]; }
// CHECK-DAG: located(): none (uses-function-name)
auto located() { return std::source_location::current().function_name(); }
// CHECK-DAG: Named::Named(int): none (uses-function-name)
struct Named { const char *name; explicit Named(int n) { name = n ? Named(n - 1).name : __PRETTY_FUNCTION__; } };
// So would a class or a closure of the body, of which it asks.
// CHECK-DAG: Typed::Typed(int): none (uses-function-name)
struct Typed { const char *name; explicit Typed(int n) { struct Local {}; name = n ? Typed(n - 1).name : typeid(Local).name(); } };
// CHECK-DAG: typed(int): retry
const char *typed(int n) { struct Local {}; return n ? typed(n - 1) : typeid(Local).name(); }
// CHECK-DAG: written(int): retry
const char *written(int n) { return n ? written(n - 1) : __PRETTY_FUNCTION__; }
// The name is taken elsewhere, and handed on.
struct Apart {
  const char *name;
  // CHECK-DAG: Apart::nameOf(): retry
  static const char *nameOf() { return __func__; }
  // CHECK-DAG: Apart::Apart(int): outline (constructor)
  explicit Apart(int n) { name = n ? Apart(n - 1).name : nameOf(); }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%s %s\n", Typed(40).name, typed(n));
  std::printf("%c %s %s %s %s\n", deduced(2), located(), Named(40).name, written(n), Apart(n).name);
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `cannot-be-named`: no call in the body would name the function, so that it is
// outlined. With another name for the parameter, or one for the class, it is a
// retry. (Explicit object parameters: constructs/cxx23.cpp.)
#include <cstdio>
#include <cstdlib>

struct Hidden {
  int value;
  // CHECK-DAG: byFriend(const Hidden &, int): outline (cannot-be-named)
  friend int byFriend(const Hidden &byFriend, int n) { return n ? n % 2 + byFriend.value : 0; }
  // CHECK-DAG: renamed(const Hidden &, int): retry
  friend int renamed(const Hidden &h, int n) { return n ? renamed(h, n - 1) + 1 : h.value; }
  // CHECK-DAG: macro(const Hidden &, int): outline (cannot-be-named)
#define macro(h, n) (macro)(h, n)
#undef macro
  friend int macro(const Hidden &h, int n) { return n ? macro(h, n - 1) + 1 : h.value; }
};
namespace {
// CHECK-DAG: {{.*}}unnamed(int): outline (cannot-be-named)
int unnamed(int unnamed) { return unnamed + 1; }
// CHECK-DAG: {{.*}}another(int): retry
int another(int n) { return n ? another(n - 1) + 1 : 0; }
}
// A member that moves its object is called by the name of its class.
// CHECK-DAG: {{.*}}moves(int): outline (cannot-be-named)
struct { int value; int moves(int n) && { return n % 2 + value; } } object;
// CHECK-DAG: Named::moves(int): retry
struct Named { int value; int moves(int n) && { return n ? static_cast<Named &&>(*this).moves(n - 1) + 1 : value; } };
// CHECK-DAG: ours(int): outline (cannot-be-named)
int ours(int segstack_arg0) { return segstack_arg0 ? ours(segstack_arg0 - 1) + 1 : 0; }
// CHECK-DAG: yours(int): retry
int yours(int arg0) { return arg0 ? yours(arg0 - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  Hidden hidden{3};
  std::printf("%d %d %d\n", byFriend(hidden, n), renamed(hidden, n), macro(hidden, n));
  std::printf("%d %d\n", unnamed(n), another(n));
  std::printf("%d %d\n", static_cast<decltype(object) &&>(object).moves(n), Named{2}.moves(n));
  std::printf("%d %d\n", ours(n), yours(n));
}

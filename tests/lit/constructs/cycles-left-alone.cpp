// RUN: %segstack rewrite --place=all %s -o %t.cpp -- -std=c++20 2> %t.log
// RUN: %FileCheck %s < %t.log
// RUN: %segstack rewrite --place=auto %s -o %t.auto.cpp -- -std=c++20 2>&1 | %FileCheck %s
// RUN: %FileCheck --check-prefix=ADVICE %s < %t.log
// RUN: %segstack cc --verbose %gxx -std=c++20 -c %s -o %t.o 2>&1 | grep -c "recursion without a check: .* -> [A-Za-z:]*$" | grep -x 5
// RUN: %same %s %t.cpp -std=c++20 -Wno-infinite-recursion
//
// A cycle in which nothing can have a check is told with the cycle, and without a
// header, as there is none; one check in it is enough, and nothing is told.
#include <cstdarg>
#include <cstdio>

// CHECK-DAG: cycles-left-alone.cpp:[[#@LINE+1]]:5: warning: recursion without a check: variadic -> variadic{{$}}
int variadic(int n, ...) { return n ? variadic(n - 1, 2) + 1 : 0; }
// CHECK-DAG: cycles-left-alone.cpp:[[#@LINE+2]]:19: warning: recursion without a check: leaves -> throws -> leaves{{$}}
[[noreturn]] void throws(int n);
[[noreturn]] void leaves(int n) { volatile char large[5000]; large[n] = 1; throws(n * large[n]); }
[[noreturn]] void throws(int n) { volatile char large[5000]; large[n] = 1; if (n && large[n]) leaves(n - 1); throw n; }
#define WHOLE(name, next) int name(int n) { return n ? next(n - 1) + 1 : 0; }
int third(int n);
// CHECK-DAG: cycles-left-alone.cpp:[[#@LINE+1]]:1: warning: recursion without a check: first -> third -> second -> first{{$}}
WHOLE(first, third)
WHOLE(second, first)
WHOLE(third, second)
struct Type {
  // CHECK-DAG: cycles-left-alone.cpp:[[#@LINE+1]]:7: warning: recursion without a check: Type::skipped -> Type::skipped{{$}}
  int skipped(int n) { return n ? skipped(n - 1) + 1 : 0; } // NOSEGSTACK
};
// CHECK-DAG: cycles-left-alone.cpp:[[#@LINE+1]]:6: warning: recursion without a check: deduced -> deduced{{$}}
auto deduced(int n) {
  if (!n)
    return 0;
  return deduced(n - 1) + 1;
}

// One of these has a check.
int covered(int n);
int fat(int n, ...) { return n ? covered(n - 1) + 1 : 0; }
int covered(int n) { return n ? fat(n - 1, 2) + 1 : 0; }
// A call that is in no cycle.
int once(int n, ...) { return variadic(n, 1); }
// ADVICE-NOT: {{system-header-filter|covered|fat|once}}

int main() {
  int n = 40;
  std::printf("%d %d %d %d %d %d\n", variadic(n), first(n), Type().skipped(n), deduced(n), fat(n), once(n));
  try {
    leaves(n);
  } catch (int thrown) {
    std::printf("%d\n", thrown);
  }
}

// What is outlined or left alone is told, with the reason.
// RUN: %segstack rewrite --quiet --explain --place=all %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --explain=N::retried %s --  | %FileCheck %s --check-prefix=ONE
// RUN: %segstack rewrite --quiet --explain --diff %s -- 2>&1 >/dev/null | %FileCheck %s --check-prefix=BESIDE
#include <cstdarg>

struct N {
  N *next = nullptr;
  // CHECK: explain.cpp:[[#@LINE+1]]:3: N::~N(): outline: {{.+}}
  ~N() { delete next; }
  // CHECK-NOT: N::retried
  // ONE: explain.cpp:[[#@LINE+1]]:7: N::retried(int): retry: {{.+$}}
  int retried(int n) { return n ? retried(n - 1) : 0; }
  // ONE-NOT: {{explain}}
};

// CHECK: explain.cpp:[[#@LINE+1]]:5: variadic(int{{.*}}): none: {{.+}}
int variadic(int n, ...) {
  va_list list;
  va_start(list, n);
  va_end(list);
  return n ? variadic(n - 1) : 0;
}
// CHECK: {{[0-9]+}} functions
// CHECK: outline (destructor)
// CHECK: none (variadic)

// BESIDE: N::~N(): outline:

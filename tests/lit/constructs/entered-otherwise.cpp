// What is entered by other means than a call is left alone: the resolver of an
// ifunc runs in a static program before there is thread-local storage.
//
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %FileCheck %s < %t.cpp
// RUN: %segstack rewrite --explain=resolve %s -- -std=c++17 2>&1 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp -std=c++17
// RUN: %gxx -std=c++17 -static -O1 %include %t.cpp %library -o %t.exe && %t.exe
// RUN: %clangxx -std=c++17 -static -O1 %include %t.cpp %library -o %t.exe && %t.exe
#include <cstdio>

extern "C" {
// CHECK: static int chosen(int n) { SEGSTACK_CHECK(
static int chosen(int n) { return n ? chosen(n - 1) + 3 : 0; }
typedef int Function(int);
// WHY: it is entered by the dynamic linker
// CHECK: Function *resolve() { return chosen; }
Function *resolve() { return chosen; }
int indirect(int n) __attribute__((ifunc("resolve")));
}

// Another definition may take the place of this one: not called again.
// CHECK: int replaceable(int n) { SEGSTACK_BODY({{[0-9]+}}, (&, n), -> int) {
__attribute__((weak)) int replaceable(int n) { return n ? replaceable(n - 1) + 1 : 0; }

int main() {
  std::printf("%d %d\n", indirect(40), replaceable(40));
  return indirect(40) == 120 ? 0 : 1;
}

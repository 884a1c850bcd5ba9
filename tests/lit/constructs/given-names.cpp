// A name given to a parameter does not hide one that the body uses, and strip
// leaves those alone that are the program's own.
//
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %FileCheck %s < %t.cpp
// RUN: %same %s %t.cpp -std=c++17
#include <cstdio>

int segstack_arg0 = 3;

// CHECK: int unnamed(int n, int segstack_arg00) { SEGSTACK_CHECK({{[0-9]+}}, (n, segstack_arg00), unnamed(n, segstack_arg00));
int unnamed(int n, int) { return n ? unnamed(n - 1, 0) + segstack_arg0 : 0; }

// CHECK: int named(int segstack_arg1) { SEGSTACK_BODY({{[0-9]+}}, (&, segstack_arg1), -> int) {
int named(int segstack_arg1) { return segstack_arg1 ? named(segstack_arg1 - 1) + 1 : 0; }

// CHECK: int left(int segstack_arg2) { return segstack_arg2; } // NOSEGSTACK
int left(int segstack_arg2) { return segstack_arg2; } // NOSEGSTACK

int main() { std::printf("%d %d %d\n", unnamed(4, 0), named(7), left(2)); }

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.c --
// RUN: %same %s %t.c deep=100000
//
// `calling-convention`: the retry of C knows that of C functions. In C++ a
// closure calls again, and the compiler knows them all.
// RUN: cp %s %t.cpp && %segstack rewrite --quiet --place=all --list-functions %t.cpp -- | %FileCheck --check-prefix=CXX %s
#include <stdio.h>
#include <stdlib.h>

// CHECK-DAG: of_windows(int): none (calling-convention)
// CXX-DAG: of_windows(int): retry
__attribute__((ms_abi)) static int of_windows(int n) { return n > 99 ? of_windows(n - 99) : n; }
// CHECK-DAG: of_unix(int): retry
__attribute__((sysv_abi)) static int of_unix(int n) { return n ? of_unix(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 40;
  printf("%d %d\n", of_windows(20), of_unix(n));
}

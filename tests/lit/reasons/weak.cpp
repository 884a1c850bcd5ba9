// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
// RUN: %gxx -DREPLACES -c %s -o %t.strong.o
// RUN: for cxx in %gxx %clangxx; do $cxx -O2 %include %t.cpp %t.strong.o %runtime -o %t.exe && SEGSTACK_OPTIONS=stress=1 %t.exe | grep -x -e "-1 40" || exit 1; done
//
// `weak`: another definition may take its place, and a repeated call would reach
// that. It is outlined; a strong one is a retry.
#include <cstdio>
#include <cstdlib>

#ifdef REPLACES
int weak(int) { return -1; }
#else
// CHECK-DAG: weak(int): outline (weak)
__attribute__((weak)) int weak(int n) { return n ? weak(n - 1) + 1 : 0; }
// CHECK-DAG: strong(int): retry
int strong(int n) { return n ? strong(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", weak(n), strong(n));
}
#endif

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-unknown-pragmas
//
// The target is another one behind a pragma that comes from a macro, too.
#include <cstdio>
#include <cstdlib>
#define BEGIN_SSE4 _Pragma("GCC push_options") _Pragma("GCC target(\"sse4.2\")")
#define PRAGMA(text) _Pragma(#text)
#define END PRAGMA(GCC pop_options)
BEGIN_SSE4
// CHECK-DAG: inside(int): none (multiversioned)
int inside(int n) { return n > 1 ? n - 1 : 0; }
END
// CHECK-DAG: behind(int): retry
int behind(int n) { return n ? behind(n - 1) + 1 : 0; }
PRAGMA(GCC push_options)
PRAGMA(GCC target("sse4.2"))
// CHECK-DAG: stringised(int): none (multiversioned)
int stringised(int n) { return n > 1 ? n - 1 : 0; }
END

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", inside(n), behind(n), stringised(n));
}

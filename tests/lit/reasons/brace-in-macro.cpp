// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `brace-in-macro`: a brace comes from a macro or another file, or stands behind a
// line that ends in a backslash. Written where it stands there is a check.
#include <cstdio>
#include <cstdlib>

#define BEGIN {
#define END }
// CHECK-DAG: opened(int): none (brace-in-macro)
int opened(int n) BEGIN return n ? opened(n - 1) + 1 : 0; }
// CHECK-DAG: closed(int): none (brace-in-macro)
int closed(int n) { return n ? closed(n - 1) + 1 : 0; END
// CHECK-DAG: joined(int): none (brace-in-macro)
int joined(int n) \
{ return n ? joined(n - 1) + 1 : 0; }
// CHECK-DAG: written(int): retry
int written(int n) { return n ? written(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d\n", opened(40), closed(40), joined(40), written(n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `move-not-harmless`: a parameter that comes by value, whose move the program
// could see, or whose class is not known as nothing instantiates the template.
// By reference, or instantiated, it is a retry.
#include <cstdio>
#include <cstdlib>
#include <utility>

struct Counted {
  int value;
  explicit Counted(int n) : value(n) {}
  Counted(Counted &&other) : value(other.value) { ++moves; }
  static inline int moves = 0;
};
// CHECK-DAG: counted(Counted, int): outline (move-not-harmless)
int counted(Counted c, int n) { return n ? counted(std::move(c), n - 1) + 1 : c.value; }
// CHECK-DAG: byReference(Counted &&, int): retry
int byReference(Counted &&c, int n) { return n ? byReference(std::move(c), n - 1) + 1 : c.value; }
// CHECK-DAG: nobodys(T, int): outline (move-not-harmless)
template <class T> int nobodys(T t, int n) { return n ? nobodys(t, n - 1) + 1 : int(t); }
// CHECK-DAG: somebodys(T, int): retry
template <class T> int somebodys(T t, int n) { return n ? somebodys(t, n - 1) + 1 : int(t); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  int all = counted(Counted(3), n);
  std::printf("%d %d %d %d\n", all, Counted::moves, byReference(Counted(4), n), somebodys(5L, n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// `named-result`: the compiler builds it in the caller's place, and a copy could
// be seen, so it is outlined; where that cannot be it keeps a retry. A class whose
// copy cannot be seen has a retry.
#include <cstdio>
#include <cstdlib>
#include <string>

struct Seen {
  int value;
  explicit Seen(int n) : value(n) {}
  Seen(const Seen &other) : value(other.value) { ++copies; }
  static inline int copies = 0;
};
// CHECK-DAG: outlined(int): outline (named-result)
Seen outlined(int n) {
  Seen all(1);
  if (n)
    all.value += outlined(n - 1).value;
  return all;
}
// CHECK-DAG: kept(int): retry
Seen kept(int n) {
  Seen all(__func__[0] == 'k');
  if (n)
    all.value += kept(n - 1).value;
  return all;
}
// CHECK-DAG: unseen(int): retry
std::string unseen(int n) {
  std::string all;
  if (n)
    all = unseen(n / 2) + 'x';
  return all;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  int value = outlined(n).value, copies = Seen::copies;
  std::printf("%d %d %d %zu\n", value, copies, kept(n).value, unseen(n).size());
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --place=all %s -o %t.cpp -- -std=c++17 2>&1 | %FileCheck --check-prefix=WARNS --implicit-check-not=warning: %s
// RUN: %same %s %t.cpp deep=20000 -std=c++17
//
// `large-frame`: a frame of more than a guard page is checked before it exists,
// in an outlined body; where that cannot be it keeps a retry. One of more than
// 32 KiB is outlined although `assert` names the function in its message; where
// that does not help either, a warning tells.
#include <cassert>
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: large(int): outline (large-frame), {{6[0-9][0-9][0-9]}} bytes
int large(int n) {
  volatile char room[6000];
  room[0] = char(n), room[5999] = 1;
  return n ? large(n - 1) + room[5999] : room[0];
}
// CHECK-DAG: kept(int): retry, {{6[0-9][0-9][0-9]}} bytes
int kept(int n) {
  volatile char room[6000];
  room[0] = __func__[0], room[5999] = 1;
  return n ? kept(n - 1) + room[5999] : room[0];
}
// CHECK-DAG: asserts(int): outline (large-frame), {{6[0-9][0-9][0-9][0-9]}} bytes
int asserts(int n) {
  volatile char room[60000];
  room[0] = char(n), room[59999] = 1;
  assert(n >= 0);
  return n ? asserts(n - 1) + room[59999] : room[0];
}
// CHECK-DAG: assertsFor(T): outline (large-frame), {{6[0-9][0-9][0-9][0-9]}} bytes
template <class T> T assertsFor(T n) {
  volatile char room[60000];
  room[0] = char(n), room[59999] = 1;
  assert(n >= 0);
  return n ? assertsFor(n - 1) + room[59999] : room[0];
}
// CHECK-DAG: assertsInLittle(int): retry, {{6[0-9][0-9][0-9]}} bytes
int assertsInLittle(int n) {
  volatile char room[6000];
  room[0] = char(n), room[5999] = 1;
  assert(n >= 0);
  return n ? assertsInLittle(n - 1) + room[5999] : room[0];
}
// CHECK-DAG: small(int): retry
int small(int n) {
  volatile char room[600];
  room[0] = char(n), room[599] = 1;
  return n ? small(n - 1) + room[599] : room[0];
}

// CHECK-DAG: late(int): retry, {{6[0-9][0-9][0-9][0-9]}} bytes
// WARNS: large-frame.cpp:[[@LINE+1]]:5: warning: has a frame of {{6[0-9]+}} bytes and cannot be outlined
int late(int n) {
  volatile char room[60000];
  room[0] = __func__[0], room[59999] = 1;
  return n ? late(n - 1) + room[59999] : room[0];
}

// CHECK-DAG: leads(int, int): retry, {{[0-9]+}} bytes, +6{{[0-9][0-9][0-9][0-9]}} for late
int leads(int n, int depth) { return depth ? leads(n, depth - 1) + 1 : late(n); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d\n", large(n), kept(n), small(n));
  n = n > 40 ? 300 : n;
  for (int depth = 0; depth < 10 * n; depth += n)
    std::printf("%d ", leads(n / 5, depth));
  std::printf("%d %d %d\n", asserts(n), assertsFor(n), assertsInLittle(n));
}

// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `moves-parameter`: in a closure `return parameter;` would copy. With the move
// written it is outlined, with a reference it is a retry.
#include <cstdio>
#include <cstdlib>
#include <utility>

struct Value {
  int n;
  explicit Value(int n) : n(n) {}
  Value(const Value &other) : n(other.n) { ++copies; }
  Value(Value &&other) : n(other.n) { ++moves; }
  static inline int copies = 0, moves = 0;
};
// CHECK-DAG: returns(Value, int): none (moves-parameter)
Value returns(Value v, int n) { if (n) return returns(std::move(v), n - 1); return v; }
// CHECK-DAG: throws(Value): none (moves-parameter)
int throws(Value v) { try { throw v; } catch (const Value &caught) { return caught.n; } }
// CHECK-DAG: moved(Value, int): outline (move-not-harmless)
Value moved(Value v, int n) { if (n) return moved(std::move(v), n - 1); return static_cast<Value &&>(v); }
// CHECK-DAG: reference(Value &&, int): retry
Value reference(Value &&v, int n) { if (n) return reference(std::move(v), n - 1); return std::move(v); }
// A closure does not move what it has captured: this is no parameter of its own.
// CHECK-DAG: captured<Value>(int, Value)::lambda(): outline (lambda)
template <class T> int captured(int n, T v) {
  return n ? captured(n - 1, [=] { return v; }()) : [&] { return v; }().n;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", returns(Value(1), 40).n, throws(Value(2)));
  std::printf("%d copies, %d moves\n", Value::copies, Value::moves);
  std::printf("%d %d\n", moved(Value(3), n).n, reference(Value(4), n).n);
  std::printf("%d copies, %d moves\n", Value::copies, Value::moves);
  std::printf("%d\n", captured(n > 40 ? 1000 : n, Value(5)));
}

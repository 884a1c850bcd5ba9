// RUN: %segstack rewrite --quiet --place=all %s -o %t.14.cpp -- -std=c++14
// RUN: %FileCheck %s < %t.14.cpp
// RUN: %same %s %t.14.cpp -std=c++14
// RUN: %segstack rewrite --quiet --place=all %s -o %t.20.cpp -- -std=c++20
// RUN: %FileCheck %s < %t.20.cpp
// RUN: %same %s %t.20.cpp -std=c++20
//
// A closure that is called at once in a member initialiser, and makes an object there,
// has a check of its own, and no second closure around it.
#include <cstdio>

struct Node {
  Node *next;
  int depth;
  // CHECK: explicit Node(int n) : next([&] { SEGSTACK_BODY({{[0-9]+}}, (&), ) { return n ? new Node(n - 1) : nullptr; } SEGSTACK_BODY_END }()), depth
  explicit Node(int n) : next([&] { return n ? new Node(n - 1) : nullptr; }()), depth(next ? next->depth + 1 : 0) {}
  ~Node() { delete next; }
};
template <class T> struct Generic {
  Generic *next;
  // CHECK: explicit Generic(T n) : next([](T m) { SEGSTACK_BODY
  explicit Generic(T n) : next([](T m) { return m ? new Generic(m - 1) : nullptr; }(n)) {}
  ~Generic() { delete next; }
};
int main() {
  Node node(1000);
  Generic<long> generic(1000);
  std::printf("%d %d\n", node.depth, generic.next != nullptr);
}

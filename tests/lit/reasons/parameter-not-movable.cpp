// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `parameter-not-movable`: a parameter that comes by value and has no move, or is
// const. By reference it is a retry.
#include <cstdio>
#include <cstdlib>

struct Copied {
  int value;
  explicit Copied(int n) : value(n) {}
  Copied(const Copied &other) : value(other.value) { ++copies; }
  static inline int copies = 0;
};
struct Pinned {
  int value;
  explicit Pinned(int n) : value(n) {}
  Pinned(const Pinned &) = delete;
};
// CHECK-DAG: copied(Copied, int): outline (parameter-not-movable)
int copied(Copied c, int n) { return n ? copied(c, n - 1) + 1 : c.value; }
// CHECK-DAG: pinned(Pinned, int): outline (parameter-not-movable)
int pinned(Pinned p, int n) { return n ? pinned(Pinned(p.value + 1), n - 1) : p.value; }
// CHECK-DAG: constant(const Text, int): outline (parameter-not-movable)
struct Text { char *own = nullptr; Text() = default; Text(const Text &) {} Text(Text &&o) : own(o.own) { o.own = nullptr; } ~Text() { std::free(own); } };
int constant(const Text t, int n) { return n ? constant(Text(), n - 1) + 1 : t.own == nullptr; }
// CHECK-DAG: byReference(const Copied &, int): retry
int byReference(const Copied &c, int n) { return n ? byReference(c, n - 1) + 1 : c.value; }
// CHECK-DAG: pinnedReference(Pinned &&, int): retry
int pinnedReference(Pinned &&p, int n) { return n ? pinnedReference(Pinned(p.value + 1), n - 1) : p.value; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  int all = copied(Copied(3), n);
  std::printf("%d %d %d %d\n", all, Copied::copies, pinned(Pinned(2), n), constant(Text(), n));
  std::printf("%d %d\n", byReference(Copied(3), n), pinnedReference(Pinned(2), n));
}

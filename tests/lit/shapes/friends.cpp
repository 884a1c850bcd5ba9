// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=1000000 -std=c++17
//
// Friends: defined in the class, where only their arguments find them, and
// outside of it.
#include <cstdio>
#include <cstdlib>
#include <ostream>
#include <sstream>

namespace space {
class Box {
  int value = 1;
  // CHECK: friend int hidden(const Box &box, int n) { SEGSTACK_CHECK({{[0-9]+}}, (&box, n), hidden(box, {{.*}}n
  friend int hidden(const Box &box, int n) { return n ? hidden(box, n - 1) + box.value : 0; }
  // Another one with that name stands outside.
  friend int twin(Box &box, int n) { return n ? twin(box, n - 1) + box.value : 0; }
  friend int outside(const Box &, int);
  friend bool operator==(const Box &a, const Box &b) { return a.n-- > 0 ? a == b : a.value == b.value; }
  friend Box operator+(Box a, const Box &b) { return a.n-- > 0 ? a + b : Box(a.value + b.value); }
  friend std::ostream &operator<<(std::ostream &out, const Box &box) {
    return box.n-- > 0 ? out << box : out << "box " << box.value;
  }
  // Nothing of the class among its parameters: it cannot be found at all, but
  // for a declaration outside.
  friend int unreachable(int n);
  friend int lonely(int n) { return n + 1; }
  // The parameter has the function's name.
  friend int named(const Box &named, int n) { return n ? n + named.value : 0; }
  friend int swallow(Box &&box, int n) { return n ? swallow(static_cast<Box &&>(box), n - 1) + 1 : box.value; }

public:
  mutable int n = 5;
  explicit Box(int value) : value(value) {}
};
int twin(const char *, int n) { return n ? twin("", n - 1) + 100 : 0; }
// CHECK: int outside(const Box &box, int n) { SEGSTACK_CHECK({{[0-9]+}}, (&box, n), outside(box, n));
int outside(const Box &box, int n) { return n ? outside(box, n - 1) + box.value : 0; }

template <class T> struct Bag {
  T value;
  friend int count(const Bag &bag, int n) { return n ? count(bag, n - 1) + int(bag.value) : 0; }
  template <class U> friend int mixed(const Bag &bag, const U &u, int n) {
    return n ? mixed(bag, u, n - 1) + int(u) : int(bag.value);
  }
  friend bool operator<(const Bag &a, const Bag &b) { return a.n-- > 0 ? a < b : a.value < b.value; }
  mutable int n = 5;
};
} // namespace space
int lonely(int);
namespace space { int lonely(int n); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  space::Box box(3), other(3);
  std::printf("%d %d %d\n", hidden(box, n), twin(box, n), space::twin("", n % 100));
  std::printf("%d\n", outside(box, n));
  std::printf("%d\n", box == other);
  std::ostringstream out;
  out << box + other;
  std::printf("%s\n", out.str().c_str());
  std::printf("%d %d\n", named(box, 3), swallow(static_cast<space::Box &&>(box), n));
  std::printf("%d\n", space::lonely(5));
  space::Bag<int> bag{2}, bigger{4};
  space::Bag<long> another{7};
  std::printf("%d %d %d %d\n", count(bag, n), mixed(bag, 3, n), count(another, n), mixed(another, 'a', n));
  std::printf("%d %d\n", bag < bigger, bigger < bag);
}

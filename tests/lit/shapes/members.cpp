// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=1000000 -std=c++17
//
// Member functions with every qualifier: `this` is the same object, seen
// through the same const, volatile and reference qualifiers.
#include <cstdio>
#include <cstdlib>
#include <utility>

struct Node {
  int value = 1;
  mutable int reads = 0;

  // CHECK: long plain(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->plain(n));
  long plain(int n) {
    ++value;
    return n ? plain(n - 1) + 1 : value;
  }
  // CHECK: long constant(int n) const { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->constant(n));
  long constant(int n) const {
    ++reads;
    return n ? constant(n - 1) + 1 : value;
  }
  // CHECK: long changing(int n) volatile { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->changing(n));
  long changing(int n) volatile { return n ? changing(n - 1) + 1 : value; }
  // CHECK: long both(int n) const volatile { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->both(n));
  long both(int n) const volatile { return n ? both(n - 1) + 1 : value; }
  // CHECK: long safe(int n) const noexcept { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->safe(n));
  long safe(int n) const noexcept { return n ? safe(n - 1) + 1 : value; }
  // CHECK: static long shared(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), shared(n));
  static long shared(int n) { return n ? shared(n - 1) + 1 : 0; }

  // An overload set by qualifiers alone: no call may change sides.
  const char *which(int n) & { return n ? which(n - 1) : "&"; }
  const char *which(int n) const & { return n ? which(n - 1) : "const &"; }
  const char *which(int n) && { return n ? std::move(*this).which(n - 1) : "&&"; }
  const char *which(int n) const && {
    return n ? std::move(*this).which(n - 1) : "const &&";
  }
  const char *which(int n) volatile & { return n ? which(n - 1) : "volatile &"; }

  const char *side(int) { return "not const"; }
  const char *side(int n) const { return n ? side(n - 1) : "const"; }

  // CHECK: Node &chain(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->chain(n));
  Node &chain(int n) { return n ? chain(n - 1) : *this; }
  // CHECK: Node &&away(int n) && { SEGSTACK_CHECK({{[0-9]+}}, (this, n), static_cast<Node &&>(*this).away(n));
  Node &&away(int n) && {
    return n ? std::move(*this).away(n - 1) : std::move(*this);
  }
  long outside(int n) const;
  long twice(int n) const &;
};

// CHECK: long Node::outside(int n) const { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->outside(n));
long Node::outside(int n) const { return n ? outside(n - 1) + 1 : value; }
long Node::twice(int n) const & { return n ? twice(n - 1) + 2 : value; }

// The name of the class is hidden by the parameter.
struct Hidden {
  int value;
  int get(int Hidden) && {
    return Hidden ? std::move(*this).get(Hidden - 1) + 1 : value;
  }
  static int make(int Hidden) { return Hidden ? make(Hidden - 1) + 1 : 0; }
};

// Members that are named as parameters, locals and types.
struct Names {
  int n = 5;
  // CHECK: int get(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->get(n));
  int get(int n) { return n ? get(n - 1) + this->n : 0; }
  // CHECK: int call(int call) { SEGSTACK_CHECK({{[0-9]+}}, (this, call), this->call(call));
  int call(int call) { return call ? this->call(call - 1) + n : 0; }
  // CHECK: static int fix(int fix) { SEGSTACK_CHECK({{[0-9]+}}, (fix), Names::fix(fix));
  static int fix(int fix) { return fix ? Names::fix(fix - 1) + 1 : 0; }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  Node node;
  std::printf("%ld\n", node.plain(n));
  std::printf("%ld %d\n", node.constant(n), node.reads);
  std::printf("%ld\n", node.changing(n));
  std::printf("%ld\n", node.both(n));
  std::printf("%ld\n", node.safe(n));
  std::printf("%ld\n", Node::shared(n));
  std::printf("%ld %ld\n", node.outside(n), node.twice(n));
  const Node constant;
  volatile Node changing;
  std::puts(node.which(n));
  std::puts(constant.which(n));
  std::puts(std::move(node).which(n));
  std::puts(std::move(constant).which(n));
  std::puts(changing.which(n));
  std::puts(node.side(n));
  std::puts(constant.side(n));
  std::printf("%d\n", &node.chain(n) == &node);
  Node &&moved = std::move(node).away(n);
  std::printf("%d\n", &moved == &node);
  std::printf("%d %d\n", Hidden{3}.get(n), Hidden::make(n));
  Names names;
  std::printf("%d %d %d\n", names.get(n), names.call(n), Names::fix(n));
  static_assert(noexcept(node.safe(1)) && !noexcept(node.plain(1)), "");
}

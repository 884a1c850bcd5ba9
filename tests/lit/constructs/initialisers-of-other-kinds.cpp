// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep "braces({}), nested(SEGSTACK_INIT([0-9]*) Held({}) SEGSTACK_INIT_END), below(SEGSTACK_INIT([0-9]*) n" %t.cpp
// RUN: grep "bits((\*new Bits(n)).bits), also(new Bits(1)) { SEGSTACK_BODY" %t.cpp
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// What stands between the parentheses of an initialiser may be no expression: a list in
// braces. Or one that no closure can return: then the constructor's initialisers stay as
// they are, and its body has a check.
#include <cstdio>
#include <cstdlib>

struct Base {
  int count = 0;
  Base() = default;
  Base &operator=(const Base &) = default;
  Base(const Base &Other) : count(Other.count + 1) {}
};
struct Held : private Base {
  Held() {}
  template <class T> Held(T *n) { count = *n; }
  int held() const { return count; }
};
struct Bits {
  int bits : 5;
  explicit Bits(int n) : bits(n & 7) {}
};

struct Holder {
  Held braces, nested;
  Holder *below;
  // CHECK-DAG: Holder::Holder(int): outline
  Holder(int n) : braces({}), nested(Held({})), below(n ? new Holder(n - 1) : nullptr) { braces = Held(&n); }
};
struct Odd {
  int bits;
  Bits *also;
  // CHECK-DAG: Odd::Odd(int): outline
  explicit Odd(int n) : bits((*new Bits(n)).bits), also(new Bits(1)) { bits += also->bits; }
};

struct Wide {
  int bits;
  // CHECK-DAG: Wide::Wide(int): outline
  explicit Wide(int n)
      : bits(
            (*new Bits(n)).bits) { bits += n; }
};

// CHECK-DAG: sum(const Holder *): retry
int sum(const Holder *h) { return h ? h->braces.held() % 7 + h->nested.held() + sum(h->below) : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  Holder h(n);
  std::printf("%d %d\n", sum(&h), Odd(5).bits + Wide(3).bits);
}

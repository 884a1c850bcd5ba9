// RUN: rm -rf %t && mkdir %t
// RUN: %segstack rewrite --quiet --place=all %s -o %t/checked.cpp -- -std=c++17
// RUN: %FileCheck %s < %t/checked.cpp
// RUN: %same %s %t/checked.cpp deep=100000 -std=c++17
// RUN: %segstack cc --place=all %gxx -O2 -std=c++17 -S %s -o %t/checked.s
// RUN: awk '/^_Z5chainP4Node:/,/cfi_endproc/' %t/checked.s > %t/chain.s
// RUN: %FileCheck --check-prefix=CHAIN %s < %t/chain.s
//
// g++ checks once per physical frame, whatever it inlines into it, before and
// after calls and in loops (docs/decisions/0009-one-check-per-frame.md).
#include <cstdio>
#include <cstdlib>

struct Node {
  Node *next;
  long value;
};

long unseen(long);

// CHECK: static inline long first(Node *at) { SEGSTACK_CHECK(
static inline long first(Node *at) { return unseen(at->value) + 1; }

// CHECK: static inline long second(Node *at) { SEGSTACK_CHECK(
static inline long second(Node *at) { return unseen(at->value + 2) * 3; }

// CHAIN: segstack_limit@gottpoff
// CHAIN: call
// CHAIN-NOT: segstack_limit
long chain(Node *at) {
  long sum = first(at);
  for (long i = unseen(0); i > 0; --i)
    sum += second(at) + first(at);
  return at->next ? sum + chain(at->next) + second(at) : sum;
}

__attribute__((noinline)) long unseen(long value) { return value % 3; }

int main(int argc, char **argv) {
  long depth = argc > 1 ? std::atol(argv[1]) : 1000;
  Node *list = nullptr;
  for (long i = 0; i < depth; ++i)
    list = new Node{list, i};
  std::printf("%ld\n", chain(list));
}

// RUN: %segstack rewrite --place=auto %s -o %t.cpp -- -std=c++20 2>&1 | %FileCheck %s
// RUN: %gxx -std=c++20 -O0 %s -o %t.plain && for how in copy assign equal destroy; do %exits 139 %t.plain $how 300000 || exit 1; done
// RUN: %segstack cc --place=auto --verbose '--system-header-filter=bits/stl_vector\.h|bits/vector\.tcc' %gxx -std=c++20 -O0 %s -o %t.gxx 2> %t.log
// RUN: if grep "recursion without a check" %t.log; then exit 1; fi
// RUN: %segstack cc --place=auto '--system-header-filter=bits/stl_vector\.h|bits/vector\.tcc' %clangxx -std=c++20 -O2 %s -o %t.clangxx
// RUN: for made in %t.gxx %t.clangxx; do for how in copy assign equal destroy; do $made $how 300000 | grep -x 300000 && SEGSTACK_OPTIONS=stress=1 $made $how 40 | grep -x 40 || exit 1; done || exit 1; done
//
// What the compiler writes recurses in no function of the program: it copies,
// assigns, compares and destroys a chain of vectors. Each is told, with a header,
// and with those headers all of it is checked.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

// CHECK-DAG: warning: recursion without a check: Node::~Node -> std::vector<Node>::~vector -> {{.*}} -> Node::~Node; --system-header-filter='bits/stl_vector\.h' gives it one
// CHECK-DAG: warning: recursion without a check: Node::Node -> std::vector<Node>::vector -> {{.*}} -> Node::Node; --system-header-filter='bits/stl_vector\.h' gives it one
// CHECK-DAG: warning: recursion without a check: Node::operator= -> std::vector<Node>::operator= -> {{.*}} -> Node::operator=; --system-header-filter='bits/vector\.tcc' gives it one
// CHECK-DAG: warning: recursion without a check: Node::operator== -> std::operator== -> {{.*}} -> Node::operator==; --system-header-filter='bits/stl_vector\.h' gives it one
struct Node {
  std::vector<Node> below;
  bool operator==(const Node &) const = default;
};

static Node chain(long count) {
  Node top;
  while (count--) {
    Node next;
    next.below.emplace_back();
    next.below[0].below.swap(top.below);
    top.below.swap(next.below);
  }
  return top;
}
static long length(const Node &top) {
  long all = 0;
  for (const Node *at = &top; !at->below.empty(); at = &at->below[0])
    ++all;
  return all;
}

int main(int, char **argv) {
  long count = std::atol(argv[2]);
  Node *top = new Node(chain(count)), *other = new Node(chain(count));
  if (!std::strcmp(argv[1], "copy"))
    other = new Node(*top);
  else if (!std::strcmp(argv[1], "assign"))
    *(other = new Node) = *top;
  else if (!std::strcmp(argv[1], "equal") && !(*top == *other))
    other = new Node;
  else if (!std::strcmp(argv[1], "destroy"))
    delete top;
  std::printf("%ld\n", length(*other));
  std::fflush(stdout);
  std::_Exit(0);
}

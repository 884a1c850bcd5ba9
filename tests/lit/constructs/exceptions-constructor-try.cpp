// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++17 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-infinite-recursion
//
// Function try blocks of constructors and destructors have no check of their
// own; the functions that they recurse through have, and what is thrown there
// passes every handler on its way, with bases and members destroyed.
#include <cstdio>
#include <cstdlib>
#include <memory>

static long alive, handled, ended;
struct Guard {
  Guard() { ++alive; }
  Guard(const Guard &) { ++alive; }
  ~Guard() { --alive; }
};

struct Error {
  int passed;
};

struct Base {
  Guard guard;
  int value;
  static int below(int n);
  explicit Base(int n) : value(below(n)) {}
};
struct Node : Base {
  Guard own;
  std::unique_ptr<Node> child;
  static std::unique_ptr<Node> make(int n);
  // WHY-DAG: Node::Node(int, bool): none: {{.*}}function try block
  // CHECK: Node(int n, bool) try : Base(3), child(make(n)) {{{$}}
  Node(int n, bool) try : Base(3), child(make(n)) {
    value += n;
  } catch (Error &e) {
    // The members are gone, the parameter is not.
    handled += n >= 0;
    ++e.passed;
  }
  // The bottom fails in the body, behind its members.
  // CHECK: explicit Node(int n) try : Base(0) {{{$}}
  explicit Node(int n) try : Base(0) {
    throw Error{n};
  } catch (...) {
    ++handled;
    throw;
  }
  // A destructor's handler that returns ends the exception.
  // WHY-DAG: Node::~Node(): none: {{.*}}function try block
  ~Node() try {
    while (child)
      child = std::move(std::unique_ptr<Node>(child.release())->child);
    Base::below(value % 3 - 4);
  } catch (Error &) {
    ++ended;
    return;
  }
};
// CHECK: std::unique_ptr<Node> Node::make(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), {{.*}}make(n));
std::unique_ptr<Node> Node::make(int n) {
  if (n < 0)
    return nullptr;
  return n ? std::make_unique<Node>(n - 1, true) : std::make_unique<Node>(0);
}
// CHECK: int Base::below(int n) { SEGSTACK_CHECK(
int Base::below(int n) {
  if (n < 0)
    throw Error{n};
  return n ? below(n - 1) + 1 : 0;
}

// A function's block around recursion of the constructor's kind.
// CHECK: int around(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), around(n)); SEGSTACK_TRY try {{{$}}
int around(int n) try {
  if (n)
    return around(n - 1) + 1;
  Node node(1000, true);
  return -1;
} catch (Error &e) {
  if (++e.passed % 10)
    throw;
  return e.passed;
}

struct Lists {
  Lists *next;
  // WHY-DAG: Lists::Lists(int, Lists *): none: {{.*}}function try block
  Lists(int n, Lists *below) try : next(n ? extend(n - 1, this) : below) {
  } catch (Error &) {
    ++handled;
    throw;
  }
  static Lists *extend(int n, Lists *last) {
    if (n == 0)
      throw Error{0};
    Lists list(n, last);
    return list.next;
  }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 30;
  try {
    Node node(n, true);
  } catch (Error &e) {
    std::printf("%d passed, ", e.passed);
  }
  std::printf("%ld handled, %ld alive, %ld ended\n", handled, alive, ended);
  std::printf("%d\n", around(n));
  try {
    Lists list(n, nullptr);
  } catch (Error &) {
    std::printf("%ld handled, %ld alive\n", handled, alive);
  }
  { Node ends(-1, false); }
  std::printf("%ld alive, %ld ended\n", alive, ended);
}

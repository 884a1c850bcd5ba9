// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++17 | %FileCheck --check-prefix=WHY %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
// RUN: %segstack cc --place=all --system-header-filter='bits/unique_ptr\.h' %gxx -std=c++17 -O0 %s -o %t.filter && %t.filter 1000000 members
// RUN: %segstack cc --place=all %gxx -std=c++17 -O0 %s -o %t.none && %exits 139 %t.none 1000000 members
//
// `empty-body`: nothing in it could need stack. What a destructor's members do is a
// matter of their header; a body that destroys them itself has a check.
#include <cstdio>
#include <cstdlib>
#include <memory>

// CHECK-DAG: nothing(): none (empty-body)
void nothing() { /* nothing */ }
struct Members {
  std::unique_ptr<Members> next;
  // CHECK-DAG: Members::~Members(): none (empty-body)
  // WHY-DAG: Members::~Members(): none: the body is empty, and 'next' is destroyed behind it without a check
  ~Members() {}
};
struct Loop {
  std::unique_ptr<Loop> next;
  // CHECK-DAG: Loop::~Loop(): outline (destructor)
  ~Loop() { while (next) next = std::move(std::unique_ptr<Loop>(std::move(next))->next); }
};
// CHECK-DAG: full(int): retry
int full(int n) { return n ? full(n - 1) + 1 : 0; }
template <class T> void owned(int n) {
  auto first = std::make_unique<T>();
  while (n--) {
    auto next = std::make_unique<T>();
    next->next = std::move(first);
    first = std::move(next);
  }
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  nothing();
  owned<Members>(argc > 2 ? n : 40);
  owned<Loop>(n);
  std::printf("%d\n", full(n));
}

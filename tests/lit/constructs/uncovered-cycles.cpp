// RUN: %segstack rewrite --place=all %s -o %t.cpp -- -std=c++17 2>&1 | %FileCheck %s
// RUN: %segstack rewrite --place=auto %s -o %t.auto.cpp -- -std=c++17 2>&1 | %FileCheck %s
// RUN: %segstack rewrite --place=all --system-header-filter='bits/unique_ptr\.h' %s -o %t.deep.cpp -- -std=c++17 2> %t.log
// RUN: %FileCheck --check-prefix=COVERED %s < %t.log
// RUN: %segstack cc --verbose %gxx -std=c++17 -c %s -o %t.o 2>&1 | grep "recursion without a check: Implicit::~Implicit"
// RUN: %segstack cc --place=all --system-header-filter='bits/unique_ptr\.h' %gxx -std=c++17 -O2 %s -o %t.gxx && %t.gxx 10000000
// RUN: %segstack cc --place=all --system-header-filter='bits/unique_ptr\.h' %clangxx -std=c++17 -O2 %s -o %t.clangxx && %t.clangxx 10000000
// RUN: %gxx -std=c++17 -O2 %s -o %t.plain && %exits 139 %t.plain 10000000
//
// Recursion in which no function can have a check is told, with what can be
// done: here 10 million nodes of std::unique_ptr are destroyed.
#include <cstdlib>
#include <memory>

// CHECK: uncovered-cycles.cpp:[[#@LINE+1]]:8: warning: recursion without a check: Implicit::~Implicit -> std::unique_ptr<Implicit>::~unique_ptr -> std::default_delete<Implicit>::operator() -> Implicit::~Implicit; --system-header-filter='bits/unique_ptr\.h' gives it one
struct Implicit {
  std::unique_ptr<Implicit> next;
};

// A check in the destructor's body is not around the members.
struct Written {
  std::unique_ptr<Written> next;
  // CHECK: uncovered-cycles.cpp:[[#@LINE+1]]:3: warning: recursion without a check: Written::~Written -> std::unique_ptr<Written>::~unique_ptr -> {{.*}} -> Written::~Written;
  ~Written() { ++destroyed; }
  static inline long destroyed = 0;
};

struct Virtual {
  // CHECK: uncovered-cycles.cpp:[[#@LINE+1]]:11: warning: recursion without a check: Virtual::~Virtual -> {{.*}} -> Virtual::~Virtual;
  virtual ~Virtual() = default;
  std::unique_ptr<Virtual> next;
};

// Here the body is the recursion, and has the check.
struct Covered {
  Covered *next = nullptr;
  ~Covered() { delete next; }
};
// CHECK-NOT: Covered
// COVERED-NOT: recursion without a check

template <class Node> void build(long count) {
  std::unique_ptr<Node> first;
  for (long i = 0; i < count; ++i) {
    auto node = std::make_unique<Node>();
    node->next = std::move(first);
    first = std::move(node);
  }
}

int main(int, char **argv) {
  long count = std::atol(argv[1]);
  build<Implicit>(count);
  build<Written>(count);
  build<Virtual>(count);
  delete new Covered;
  return Written::destroyed == count ? 0 : 1;
}

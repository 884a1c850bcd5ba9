// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++17 | %FileCheck --check-prefix=WHY %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=1000000 -std=c++17
// RUN: %segstack cc --place=all --system-header-filter='bits/unique_ptr\.h' %gxx -std=c++17 -O0 %s -o %t.filter && %t.filter 1000000 members
// RUN: %segstack cc --place=all %gxx -std=c++17 -O0 %s -o %t.none && %exits 139 %t.none 1000000 members
//
// `destructor`: outlined. Its members are destroyed behind the body, where a
// check in the header that they go through helps, or to take the list apart in a
// loop.
#include <cstdio>
#include <cstdlib>
#include <memory>

// CHECK-DAG: Body::~Body(): outline (destructor)
struct Body {
  Body *next = nullptr;
  ~Body() { ++gone; delete next; }
  static inline long gone = 0;
};
// CHECK-DAG: Members::~Members(): outline (destructor)
// WHY-DAG: Members::~Members(): outline: a destructor cannot be called again, its body is outlined, and 'next' is destroyed behind it without a check
struct Members {
  std::unique_ptr<Members> next;
  ~Members() { ++gone; }
  static inline long gone = 0;
};
// CHECK-DAG: Loop::~Loop(): outline (destructor)
struct Loop {
  std::unique_ptr<Loop> next;
  ~Loop() {
    ++gone;
    while (next)
      next = std::move(std::unique_ptr<Loop>(std::move(next))->next);
  }
  static inline long gone = 0;
};

template <class T> void owned(long n) {
  auto first = std::make_unique<T>();
  while (n--) {
    auto next = std::make_unique<T>();
    next->next = std::move(first);
    first = std::move(next);
  }
}

int main(int argc, char **argv) {
  long n = argc > 1 ? std::atol(argv[1]) : 40;
  Body *body = nullptr;
  for (long i = 0; i < n; ++i)
    body = new Body{body};
  delete body;
  owned<Members>(argc > 2 ? n : 40);
  owned<Loop>(n);
  std::printf("%ld %ld %ld\n", Body::gone, Members::gone, Loop::gone);
}

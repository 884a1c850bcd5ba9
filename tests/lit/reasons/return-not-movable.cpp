// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++14 | %FileCheck --check-prefixes=CHECK,CXX14 %s
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck --check-prefixes=CHECK,CXX17 %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.14.cpp -- -std=c++14 && %same %s %t.14.cpp -std=c++14
// RUN: %segstack rewrite --quiet --place=all %s -o %t.17.cpp -- -std=c++17 && %same %s %t.17.cpp deep=200000 -std=c++17
//
// `return-not-movable`: before C++17 a result travels by a move or a copy, which
// these classes do not have; that of std::auto_ptr's kind is converted there and
// back. As C++17 the function is checked.
#include <cstdio>
#include <cstdlib>

struct Pinned {
  int value, *address;
  Pinned(const Pinned &) = delete;
  Pinned(int n) : value(n), address(&value) {}
};
// CXX14-DAG: pinned(int): none (return-not-movable)
// CXX17-DAG: pinned(int): retry
Pinned pinned(int n) { return {n ? pinned(n - 1).value + 1 : 0}; }
struct Owner {
  struct Ref { int *owned; };
  int *owned;
  explicit Owner(int n) : owned(new int(n)) {}
  Owner(Owner &other) : owned(other.owned) { other.owned = nullptr; }
  Owner(Ref ref) : owned(ref.owned) {}
  operator Ref() { Ref ref = {owned}; owned = nullptr; return ref; }
  ~Owner() { delete owned; }
};
// CXX14-DAG: owner(int): none (return-not-movable)
// CXX17-DAG: owner(int): {{retry|outline}}
Owner owner(int n) { return Owner(n ? *owner(n - 1).owned + 1 : 0); }
// CXX14-DAG: byLambda(int): retry
// CXX17-DAG: byLambda(int): retry
int byLambda(int n) {
  // CXX14-DAG: lambda(int): none (return-not-movable)
  // CXX17-DAG: lambda(int): outline (lambda)
  auto lambda = [n](int k) -> Pinned { return {n + k}; };
  const Pinned &p = lambda(3);
  return p.address == &p.value ? n : 0;
}
// CHECK-DAG: ordinary(int): retry
int ordinary(int n) { return n ? ordinary(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  const Pinned &p = pinned(n);
  std::printf("%d %d %d %d %d\n", p.value, p.address == &p.value, byLambda(n), ordinary(n), *owner(n).owned);
}

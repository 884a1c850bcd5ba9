// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `captures-this`: what a generic lambda names of its class without a use of the
// object would become a capture. With the class's name, or a list of captures, it is
// outlined.
#include <cstdio>
#include <cstdlib>

struct Sizes {
  int member(int);
  static int unary(int n) { return n; }
  static int unary(double) { return 0; }
  int deeper(int n);
  int print(int n) {
    // CHECK-DAG: Sizes::print(int)::lambda(auto): none (captures-this)
    auto unevaluated = [&](auto k) { return static_cast<int>(sizeof(member(k))) + k; };
    // CHECK-DAG: Sizes::print(int)::lambda(auto): outline (lambda)
    auto listed = [n](auto k) { return k ? Sizes().deeper(static_cast<int>(k) - 1) + n % 2 : 0; };
    auto uses = [&](auto k) { return k ? this->deeper(static_cast<int>(k) - 1) + 1 : 0; };
    return unevaluated(n) + listed(n) + uses(n) + static_cast<int>(sizeof(unevaluated) + sizeof(listed) + sizeof(uses));
  }
};
int Sizes::deeper(int n) { return n ? deeper(n - 1) + 1 : 0; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d\n", Sizes().print(n));
}

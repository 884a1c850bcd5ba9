// RUN: %segstack rewrite --quiet --place=all --skip='space::*' --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: echo 'skip: ["space::*"]' > %t.config
// RUN: %segstack rewrite --quiet --place=all --config-file=%t.config --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck --check-prefix=WITHOUT %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-attributes
//
// `skipped-by-user`: an attribute on the function, a comment on the line of its
// opening brace, or --skip. Without them it has a check.
#include <cstdio>
#include <cstdlib>

// CHECK-DAG: attribute(int): none (skipped-by-user)
[[clang::annotate("segstack::skip")]] int attribute(int n) { return n ? attribute(n - 1) + 1 : 0; }
// CHECK-DAG: gnu(int): none (skipped-by-user)
__attribute__((annotate("segstack::skip"))) int gnu(int n) { return n ? gnu(n - 1) + 1 : 0; }
// CHECK-DAG: another(int): retry
[[clang::annotate("another")]] int another(int n) { return n ? another(n - 1) + 1 : 0; }
// CHECK-DAG: comment(int): none (skipped-by-user)
int comment(int n) { // NOSEGSTACK
  return n ? comment(n - 1) + 1 : 0;
}
// CHECK-DAG: withWords(int): none (skipped-by-user)
int withWords(int n)
{ return n ? withWords(n - 1) + 1 : 0; } // NOSEGSTACK: called by the resolver
// CHECK-DAG: farther(int): retry
int farther(int n) {
  // NOSEGSTACK is on the line of the brace or nowhere.
  return n ? farther(n - 1) + 1 : 0;
}
namespace space {
// CHECK-DAG: space::globbed(int): none (skipped-by-user)
// WITHOUT-DAG: space::globbed(int): retry
int globbed(int n) { return n ? globbed(n - 1) + 1 : 0; }
struct Type {
  // CHECK-DAG: space::Type::~Type(): none (skipped-by-user)
  // WITHOUT-DAG: space::Type::~Type(): outline
  ~Type() { ++gone; }
  static inline int gone = 0;
};
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  int few = n % 1000;
  { space::Type type; }
  std::printf("%d %d %d %d\n", attribute(few), gnu(few), comment(few), withWords(few));
  std::printf("%d %d %d %d\n", another(n), farther(n), space::globbed(few), space::Type::gone);
}

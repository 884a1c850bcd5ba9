// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++17 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %FileCheck --check-prefix=TEXT %s < %t.cpp
// RUN: %same %s %t.cpp deep=200000 -std=c++17
//
// `constructor`: outlined, with the arguments of its initialisers in parentheses
// that make objects. Those in braces or from macros stay: in parentheses, or in the
// body, the recursion is checked.
#include <cstdio>
#include <cstdlib>
#include <memory>

// CHECK-DAG: InBraces::InBraces(int): outline (constructor)
struct InBraces {
  std::unique_ptr<InBraces> child;
  // TEXT: explicit InBraces(int n) : child{n ? new InBraces(n - 1) : nullptr} { SEGSTACK_BODY_VOID(
  explicit InBraces(int n) : child{n ? new InBraces(n - 1) : nullptr} { ++made; }
  static inline int made = 0;
};
// CHECK-DAG: FromMacro::FromMacro(int): outline (constructor)
#define MAKE(n) (n ? new FromMacro(n - 1) : nullptr)
struct FromMacro {
  std::unique_ptr<FromMacro> child;
  // TEXT: explicit FromMacro(int n) : child(MAKE(n)) { SEGSTACK_BODY_VOID(
  explicit FromMacro(int n) : child(MAKE(n)) { ++made; }
  static inline int made = 0;
};
template <class T> void takeApart(std::unique_ptr<T> &child) { while (child) child = std::move(std::unique_ptr<T>(std::move(child))->child); }
// CHECK-DAG: InParentheses::InParentheses(int): outline (constructor)
struct InParentheses {
  std::unique_ptr<InParentheses> child;
  // TEXT: explicit InParentheses(int n) : child(SEGSTACK_INIT({{[0-9]+}}) n ? new InParentheses(n - 1) : nullptr SEGSTACK_INIT_END) { SEGSTACK_BODY_VOID(
  explicit InParentheses(int n) : child(n ? new InParentheses(n - 1) : nullptr) { ++made; }
  ~InParentheses() { takeApart(child); }
  static inline int made = 0;
};
// CHECK-DAG: InBody::InBody(int): outline (constructor)
struct InBody {
  std::unique_ptr<InBody> child;
  explicit InBody(int n) { ++made; if (n) child.reset(new InBody(n - 1)); }
  ~InBody() { takeApart(child); }
  static inline int made = 0;
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  InBraces few(40);
  FromMacro macro(40);
  InParentheses parentheses(n);
  InBody body(n);
  std::printf("%d %d %d %d\n", InBraces::made, FromMacro::made, InParentheses::made, InBody::made);
}

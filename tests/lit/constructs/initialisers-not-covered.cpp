// RUN: %segstack rewrite --place=all %s -o %t.cpp -- -std=c++17 2>&1 | %FileCheck %s
// RUN: %segstack rewrite --place=auto %s -o %t.auto.cpp -- -std=c++17 2>&1 | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++17
//
// Recursion through an initialiser that stays as it is, in braces or from a macro,
// is in no check, though the constructor's body is: the cycle is told. In parentheses
// it is checked, and nothing is told.
#include <cstdio>

// CHECK-DAG: warning: recursion without a check: InBraces::InBraces -> InBraces::InBraces{{$}}
struct InBraces {
  InBraces *child;
  explicit InBraces(int n) : child{n ? new InBraces(n - 1) : nullptr} { ++made; }
  static inline int made = 0;
};
#define MAKE(n) (n ? new FromMacro(n - 1) : nullptr)
// CHECK-DAG: warning: recursion without a check: FromMacro::FromMacro -> FromMacro::FromMacro{{$}}
struct FromMacro {
  FromMacro *child;
  explicit FromMacro(int n) : child(MAKE(n)) { ++made; }
  static inline int made = 0;
};
// CHECK-NOT: {{InParentheses|ByFunction}}
struct InParentheses {
  InParentheses *child;
  explicit InParentheses(int n) : child(n ? new InParentheses(n - 1) : nullptr) { ++made; }
  static inline int made = 0;
};
struct ByFunction {
  int depth;
  explicit ByFunction(int n) : depth{below(n)} { ++made; }
  static int below(int n) { return n ? ByFunction(n - 1).depth + 1 : 0; }
  static inline int made = 0;
};

int main() {
  static InBraces braces(40);
  static FromMacro macro(40);
  static InParentheses parentheses(40);
  static ByFunction function(40);
  std::printf("%d %d %d %d\n", InBraces::made, FromMacro::made, InParentheses::made, function.depth);
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++17 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=300000 -std=c++17
//
// Macros that give a part of the declarator: the return type with its template
// head, the name, the qualifiers, one parameter of several, the parameter list
// up to the brace, a default, the class's name, the tail behind ')'.
#include <cstdio>
#include <cstdlib>
#include <string>

#define API extern "C" __attribute__((noinline)) int
// CHECK: API exported(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), exported(n));
API exported(int n) { return n ? exported(n - 1) + 1 : 0; }
#define GENERIC template <class T>
// CHECK: GENERIC T generic(T n) { SEGSTACK_CHECK(
GENERIC T generic(T n) { return n ? generic<T>(n - 1) + 1 : 0; }
#define PASTE(a, b) a##b
// CHECK: int PASTE(pas, ted)(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), pasted(n));
int PASTE(pas, ted)(int n) { return n ? pasted(n - 1) + 1 : 0; }
#define HEAD(name, ...) static int name(__VA_ARGS__)
// CHECK: HEAD(head, int n, std::string s) { SEGSTACK_CHECK({{[0-9]+}}, (n, &s), head(n, static_cast<decltype(s) &&>(s)));
HEAD(head, int n, std::string s) { s += 'x'; return n ? head(n - 1, "") + int(s.size()) : 0; }
#define ARGS (int n, int step)
// CHECK: int args ARGS { SEGSTACK_CHECK({{[0-9]+}}, (n, step), args(n, step));
int args ARGS { return n > 0 ? args(n - step, step) + 1 : 0; }
#define TAIL const noexcept
#define CLASS Outer
#define SCOPE CLASS::
struct CLASS {
  int own;
  // CHECK: int tail(int n) TAIL { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->tail(n));
  int tail(int n) TAIL { return n ? tail(n - 1) + own : 0; }
  int outside(int n);
  // CHECK: explicit CLASS(int n) : own(n) { SEGSTACK_BODY_VOID(
  explicit CLASS(int n) : own(n) { if (n) own += CLASS(n - 1).own % 3; }
  // CHECK: ~CLASS() { SEGSTACK_BODY_VOID(
  ~CLASS() { own = 0; }
#define OPERATOR operator
  // CHECK: int OPERATOR()(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->operator()(n));
  int OPERATOR()(int n) { return n ? (*this)(n - 1) + 1 : own; }
#define INT int
  // CHECK: OPERATOR INT() const { SEGSTACK_CHECK(
  OPERATOR INT() const { return own; }
};
// CHECK: int SCOPE outside(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->outside(n));
int SCOPE outside(int n) { return n ? outside(n - 1) + 1 : own; }
#define RESULT auto
#define ARROW(...) ->__VA_ARGS__
// CHECK: RESULT arrow(int n) ARROW(std::pair<int, int>) { SEGSTACK_CHECK(
RESULT arrow(int n) ARROW(std::pair<int, int>) { return {n ? arrow(n - 1).first + 1 : 0, n}; }
// CHECK: RESULT deduced(int n) { SEGSTACK_BODY(
RESULT deduced(int n) { return n; }
#define DEFAULT(x) = (x)
// WHY-DAG: defaults(int, int, int): outline: an unnamed parameter comes from a macro
int defaults(int n, int by DEFAULT(1), int DEFAULT(2)) { return n > 0 ? defaults(n - by) + 1 : 0; }
// An unnamed parameter between macros, and one that is all of a macro.
#define IN
#define POINTER *
// CHECK: int marked(IN int n, IN const char POINTER segstack_arg0) { SEGSTACK_CHECK(
int marked(IN int n, IN const char POINTER) { return n ? marked(n - 1, "") + 1 : 0; }
#define NAMELESS int
// CHECK: int nameless(int n, NAMELESS segstack_arg0) { SEGSTACK_CHECK(
int nameless(int n, NAMELESS) { return n ? nameless(n - 1, 2) + 1 : 0; }
#define BOTH int, int
// WHY-DAG: twice(int, int): outline: an unnamed parameter comes from a macro
int twice(BOTH) { return 2; }
// The bracket that closes the parameters, and the brace behind it.
#define OPEN ) {
// WHY-DAG: opened(int): none: one of the body's braces comes from a macro
int opened(int n OPEN return n ? opened(n - 1) + 1 : 0; }
#define CLOSE )
// CHECK: int closes(int n CLOSE { SEGSTACK_CHECK(
int closes(int n CLOSE { return n ? closes(n - 1) + 1 : 0; }
#define TRY try
#define CATCH catch (...) { return -1; }
// WHY-DAG: tries(int): none: the body comes from a macro
int tries(int n) TRY { return n ? tries(n - 1) + 1 : 0; } CATCH

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %ld %d %d %d\n", exported(n), generic(long(n)), pasted(n), head(n, "s"), args(n, 1));
  Outer o(n), p(3);
  std::printf("%d %d %d %d %d\n", p.tail(n), p.outside(n), p(n), int(p), o.own);
  std::printf("%d %d %d %d %d\n", arrow(n).first, deduced(n), defaults(n), marked(n, ""), nameless(n, 1));
  std::printf("%d %d %d %d\n", twice(1, 2), opened(n % 1000), closes(n), tries(n % 1000));
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++17 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp -std=c++17
//
// Functions whose text comes from macros, in part or as a whole.
#include <cstdio>

#define WHOLE(name) int name(int n) { return n ? name(n - 1) + 1 : 0; }
// WHY-DAG: whole(int): none: the body comes from a macro
WHOLE(whole)
// CHECK: WHOLE(whole)
#define HEAD(type, name) type name(type n)
// CHECK: HEAD(long, head) { SEGSTACK_CHECK({{[0-9]+}}, (n), head(n));
HEAD(long, head) { return n ? head(n - 1) + 1 : 0; }
#define TYPE unsigned
// CHECK: TYPE type(TYPE n) { SEGSTACK_CHECK(
TYPE type(TYPE n) { return n ? type(n - 1) + 1 : 0; }
#define BEGIN {
#define END }
// WHY-DAG: opened(int): none: one of the body's braces comes from a macro or another file
int opened(int n) BEGIN return n ? opened(n - 1) + 1 : 0; }
// WHY-DAG: closed(int): none: one of the body's braces comes from a macro or another file
int closed(int n) { return n ? closed(n - 1) + 1 : 0; END
// WHY-DAG: both(int): none: {{.*}} macro
int both(int n) BEGIN return n ? both(n - 1) + 1 : 0; END
#define PARAMS int n, int
// Its place is behind the macro, where a name does no harm.
// CHECK: int params(PARAMS segstack_arg0) { SEGSTACK_CHECK({{[0-9]+}}, (n, segstack_arg0), params(n, segstack_arg0));
int params(PARAMS) { return n ? params(n - 1, 0) + 1 : 0; }
#define UNUSED
// CHECK: int unused(int n, int UNUSED segstack_arg0) { SEGSTACK_CHECK(
int unused(int n, int UNUSED) { return n ? unused(n - 1, 0) + 1 : 0; }
#define EXPORT __attribute__((visibility("default")))
// CHECK: EXPORT int exported(int n) { SEGSTACK_CHECK(
EXPORT int exported(int n) { return n ? exported(n - 1) + 1 : 0; }
// The body as an argument of a macro.
#define BODY(...) __VA_ARGS__
// CHECK: BODY(int argument(int n) { return
BODY(int argument(int n) { return n ? argument(n - 1) + 1 : 0; })
#define RETURNS(type) -> type
// CHECK: auto trailing(int n) RETURNS(int) { SEGSTACK_CHECK(
auto trailing(int n) RETURNS(int) { return n ? trailing(n - 1) + 1 : 0; }
// The function's name, and the name of a parameter, are macros.
#define renamed real_name
// CHECK: int renamed(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), real_name(n));
int renamed(int n) { return n ? renamed(n - 1) + 1 : 0; }
#define k depth
// CHECK: int parameter(int k) { SEGSTACK_CHECK({{[0-9]+}}, (depth), parameter(depth));
int parameter(int k) { return k ? parameter(k - 1) + 1 : 0; }
// A function-like macro with the function's name, and one that is object-like.
int (likeMacro)(int n);
#define likeMacro(n) (likeMacro)((n) + 100)
// CHECK: int (likeMacro)(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), (likeMacro)(n));
int (likeMacro)(int n) { return n > 100 ? n : (likeMacro)(n + 1) + 1; }
struct LikeMacro {
  int (likeMacro)(int n) { return n > 100 ? n : (this->likeMacro)(n + 1) + 1; }
  virtual int (virtualMacro)(int n) { return n; }
  virtual ~LikeMacro() = default;
};
#define virtualMacro(n) virtualMacro((n) + 1000)
struct SubMacro : LikeMacro {
  int (virtualMacro)(int n) override { return (LikeMacro::virtualMacro)(n) + 1; }
};
// Lambdas, constructors and initialisers with macros.
#define NEW(...) new Node(__VA_ARGS__)
struct Node {
  Node *child;
  int value;
  // CHECK: Node(int n) : child(SEGSTACK_INIT({{[0-9]+}}) n ? NEW(n - 1) : nullptr SEGSTACK_INIT_END), value(n) {}
  Node(int n) : child(n ? NEW(n - 1) : nullptr), value(n) {}
  ~Node() { delete child; }
};
#define LAMBDA [](int n) { return n + 1; }
// CHECK: auto lambda = LAMBDA;
auto lambda = LAMBDA;
#define CALL(f, ...) f(__VA_ARGS__)
// A lambda as an argument of a macro: an insertion with commas must not
// become several arguments.
template <class F> int call(F f, int n) { return f(n, n); }
#define ONE_ARGUMENT(x) x
int passes(int n) { return ONE_ARGUMENT(call([](int a, int b) { return a + b; }, n)); }

// Branches that split bodies.
// CHECK: int split(int n)
int split(int n)
#if 1
{ return n ? split(n - 1) + 1 : 0;
#else
{ return 0;
#endif
}
// CHECK: int inside(int n) { SEGSTACK_CHECK(
int inside(int n) {
#ifdef NEVER
  return -1; }
#else
  return n ? inside(n - 1) + 1 : 0; }
#endif
struct Splits {
  int n;
  // WHY-DAG: Splits::Splits(int): none: its braces stand in different branches of #if
  Splits(int n)
#ifdef __linux__
      : n(n) {
#else
      : n(0) {
#endif
    if (n > 1)
      this->n = Splits(n - 1).n + 1;
  }
  // CHECK: ~Splits() { SEGSTACK_BODY_VOID(
  ~Splits() {
#if 1
    n = 0;
#else
    n = 1;
#endif
  }
};
#line 1000 "elsewhere.cpp"
int lined(int n) { return n ? lined(n - 1) + __LINE__ : 0; }

int main() {
  std::printf("%d %ld %u %d %d %d %d %d %d %d\n", whole(3), head(3), type(3), opened(3), closed(3), both(3), params(3, 0), unused(3, 0), exported(3), argument(3));
  std::printf("%d %d %d %d %d\n", trailing(3), renamed(3), parameter(3), likeMacro(3) + (LikeMacro().likeMacro)(3) + (SubMacro().virtualMacro)(3), Node(3).child->value);
  std::printf("%d %d %d %d %d %d %d\n", lambda(1), passes(2), split(3), inside(3), Splits(3).n, CALL(lined, 2), 0);
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++20 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=300000 -std=c++20
//
// The compiler and the program run the same functions: consteval ones only
// there, constexpr ones in both, with constinit, is_constant_evaluated,
// constexpr destructors, allocation, virtual calls and exceptions not taken.
#include <cstdio>
#include <cstdlib>
#include <type_traits>

// WHY-DAG: immediate(int): none: the function only runs in the compiler
// CHECK: consteval int immediate(int n) { return
consteval int immediate(int n) { return n ? immediate(n - 1) + 1 : 0; }
// CHECK: constexpr int both(int n) { SEGSTACK_CHECK(
constexpr int both(int n) { return n ? both(n - 1) + 1 : std::is_constant_evaluated() ? 1000 : 0; }
static_assert(both(100) == 1100);
constinit int started = both(50) + immediate(7);
constinit thread_local int perThread = immediate(8);
// CHECK: constexpr auto deduced(int n) { SEGSTACK_BODY(
constexpr auto deduced(int n) { return std::is_constant_evaluated() ? n : -n; }
static_assert(deduced(3) == 3);

struct Node {
  int value;
  Node *next = nullptr;
  // CHECK: constexpr explicit Node(int n) : value(n) { SEGSTACK_BODY_VOID(
  constexpr explicit Node(int n) : value(n) { if (n) next = new Node(n - 1); }
  // CHECK: constexpr virtual ~Node() { SEGSTACK_BODY_VOID(
  constexpr virtual ~Node() { delete next; }
  Node(const Node &) = delete;
  // CHECK: constexpr virtual int sum() const { SEGSTACK_CHECK({{[0-9]+}}, (this), this->Node::sum());
  constexpr virtual int sum() const { return next ? next->sum() + 1 : value; }
};
struct Derived final : Node {
  using Node::Node;
  constexpr ~Derived() override { value = 0; }
  // CHECK: constexpr int sum() const override { SEGSTACK_CHECK(
  constexpr int sum() const override { return Node::sum() * 2; }
};
static_assert(Node(50).sum() == 50 && Derived(50).sum() == 100);
// CHECK: constexpr int throwing(int n) { SEGSTACK_CHECK(
constexpr int throwing(int n) { if (n < 0) throw n; try { return n ? throwing(n - 1) + 1 : 0; } catch (...) { return -1; } }
static_assert(throwing(20) == 20);
// CHECK: constexpr int Unions(int n) { SEGSTACK_CHECK(
constexpr int Unions(int n) { union { int i; char c; } u{.i = n}; u.c = 'c'; return n ? Unions(n - 1) + (u.c == 'c') : u.c; }
static_assert(Unions(3) == 'c' + 3);
template <int N> struct Table {
  int values[N];
  // CHECK: consteval Table() : values() { for
  consteval Table() : values() { for (int i = 0; i < N; ++i) values[i] = both(i); }
  // CHECK: constexpr int search(int of, int at = 0) const { SEGSTACK_CHECK(
  constexpr int search(int of, int at = 0) const { return at == N ? -1 : values[at] == of ? at : search(of, at + 1); }
};
constexpr Table<64> table;
static_assert(table.search(1007) == 7);
// In an array bound, an enumerator, a case, a template argument, a bit-field.
enum { eleven = deduced(11) };
struct Bits { unsigned low : both(0) - 996; };
// CHECK: int uses(int n) { SEGSTACK_CHECK(
int uses(int n) {
  int array[deduced(5)] = {};
  switch (n) {
  case both(0) - 1000: return int(sizeof array) + std::integral_constant<int, deduced(4)>::value;
  case both(1): return -1;
  default: return uses(n - 1) + 1;
  }
}
// WHY-DAG: lambda(int): none: the function only runs in the compiler
constexpr int viaLambda = [](int n) consteval { return n + immediate(2); }(3);
// CHECK: constexpr auto recursive = [](auto self, int n) -> int { SEGSTACK_BODY(
constexpr auto recursive = [](auto self, int n) -> int { return n ? self(self, n - 1) + 1 : 0; };
static_assert(recursive(recursive, 60) == 60);

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d %d\n", started, perThread, both(n), deduced(n), immediate(40));
  Node node(n);
  Derived derived(n);
  std::printf("%d %d %d %d\n", node.sum(), derived.sum(), throwing(n), Unions(n));
  std::printf("%d %d %d %d %d %d\n", table.search(n), eleven, int(Bits{3}.low), uses(n), viaLambda, recursive(recursive, n));
}

// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++23
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++23
//
// C++23, as far as the two compilers have it: deducing this, if consteval,
// subscripts of two arguments, auto(x).
#include <cstdio>
#include <utility>
#include <vector>
#ifdef __clang__
struct Node { Node *next = nullptr; int v = 1;
// CHECK: int sum(this const Node &self) { SEGSTACK_BODY(
  int sum(this const Node &self) { return self.next ? self.next->sum() + self.v : self.v; }
  template <class Self> auto &&walk(this Self &&self, int n) { return n && self.next ? std::forward<Self>(self).next->walk(n - 1) : *std::forward<Self>(self).next; }
// CHECK: int byValue(this Node self, int n) { SEGSTACK_BODY(
  int byValue(this Node self, int n) { return n ? self.byValue(n - 1) + 1 : self.v; }
};
auto fib = [](this auto self, int n) -> int { return n < 2 ? n : self(n - 1) + self(n - 2); };
#endif
// CHECK: constexpr int ifConsteval(int n) { SEGSTACK_CHECK(
constexpr int ifConsteval(int n) { if consteval { return n * 2; } else { return n ? ifConsteval(n - 1) + 1 : 0; } }
static_assert(ifConsteval(4) == 8);
// CHECK: SEGSTACK_CHECK({{[0-9]+}}, (this, x, y), this->operator[](x, y));
struct Grid { int w; int operator[](int x, int y) const { return x ? (*this)[x - 1, y] + 1 : y * w; } };
constexpr int gotoInConstexpr(int n) { int i = 0; while (i < n) ++i; return n ? gotoInConstexpr(n - 1) + i : 0; }
auto copy(auto x) { return auto(x); }
int decay(int n) { return n ? decay(n - 1) + auto(n) : 0; }
template <class T> int literal(T n) { return n ? literal(n - 1z) + 1 : 0; }
int main() {
#ifdef __clang__
  std::vector<Node> v(100); for (int i = 0; i < 99; ++i) v[i].next = &v[i + 1];
  std::printf("%d %d %d\n", v[0].sum(), v[0].byValue(20), fib(15));
#endif
  int n = 40; std::printf("%d %d %d %d %d %d\n", ifConsteval(n), Grid{3}[n, 2], gotoInConstexpr(n), copy(n), decay(n), literal(40z));
}

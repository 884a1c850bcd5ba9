// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=100000 -std=c++17 -Wno-infinite-recursion
//
// Exceptions where a function is neither in its body nor out of it: between the
// members that an initialiser makes on another segment, in the conversion and the
// destruction of a result, while parameters are made, in a handler that throws the
// same once more. What is alive is counted, and nothing is destroyed twice.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

static int alive;
struct Guard {
  int k;
  Guard(int n) : k(n) { ++alive; }
  Guard(const Guard &g) : k(g.k) { ++alive; }
  Guard(Guard &&g) noexcept : k(g.k) { ++alive; }
  ~Guard() { --alive; }
};
struct Node {
  Guard first;
  std::unique_ptr<Node> child;
  Guard last;
  // CHECK: Node(int n, int at) : first(n), child(SEGSTACK_INIT({{[0-9]+}}) n ? new Node(n - 1, at) : nullptr SEGSTACK_INIT_END), last(
  Node(int n, int at) : first(n), child(n ? new Node(n - 1, at) : nullptr), last(n == at ? throw std::runtime_error("at " + std::to_string(n)) : n) {
    if (n + 1 == at)
      throw 5;
  }
  ~Node() {
    while (child)
      child = std::move(std::unique_ptr<Node>(std::move(child))->child);
  }
};
// CHECK: int byValue(Guard g, std::string s, int n) { SEGSTACK_
int byValue(Guard g, std::string s, int n) { return n ? byValue(g, s.size() > 9 ? "" : s + "x", n - 1) + g.k : throw Guard(3); }
static Guard made(int n) { return n ? made(n - 1) : throw 6; }
int parameters(const Guard &, const Guard &, int n) { return n; }
// The second argument is made below, and throws when the first one is there.
// CHECK: int arguments(int n) { SEGSTACK_CHECK(
int arguments(int n) { return parameters(Guard(1), made(n), n); }
// CHECK: int again(int n) { SEGSTACK_CHECK(
int again(int n) {
  try {
    if (!n)
      throw 1;
    return again(n - 1);
  } catch (...) {
    try {
      if (n % 3 == 0)
        throw;
      throw std::current_exception();
    } catch (const std::exception_ptr &p) {
      std::rethrow_exception(p);
    }
  }
}
struct Converts { operator int() const { throw 8; } };
// CHECK: int converted(int n) { SEGSTACK_CHECK(
int converted(int n) {
  if (n)
    return converted(n - 1);
  return Converts();
}
// CHECK: Guard result(int n) { SEGSTACK_
Guard result(int n) {
  if (n)
    return result(n - 1);
  struct Throws { ~Throws() noexcept(false) { throw 9; } } throws;
  return Guard(n);
}
// CHECK: int quiet(int n) noexcept { SEGSTACK_CHECK(
int quiet(int n) noexcept {
  try {
    return n ? quiet(n - 1) + 1 : throw 3;
  } catch (int thrown) {
    return thrown;
  }
}
template <class F> void caught(const char *what, F f) {
  try {
    f();
    std::printf("%s: nothing", what);
  } catch (int thrown) {
    std::printf("%s: %d", what, thrown);
  } catch (const Guard &g) {
    std::printf("%s: guard %d", what, g.k);
  } catch (const std::exception &e) {
    std::printf("%s: %s", what, e.what());
  }
  std::printf(", %d alive\n", alive);
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  for (int at : {0, 1, n / 2, n, n + 1, n + 2})
    caught("initialiser", [&] { Node node(n, at); });
  caught("by value", [&] { byValue(Guard(1), "s", n); });
  caught("arguments", [&] { arguments(n); });
  caught("again", [&] { again(n % 3000); });
  caught("converted", [&] { converted(n); });
  caught("result", [&] { result(n); });
  std::printf("%d\n", quiet(n));
}

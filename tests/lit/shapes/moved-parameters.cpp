// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp -std=c++17
//
// `return parameter;` moves. In a closure it would copy, as the parameter is
// another function's there; so what cannot be called again is left alone.
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

static int copies, moves;
struct Value {
  int n = 0;
  Value() {}
  Value(const Value &other) : n(other.n) { ++copies; }
  Value(Value &&other) noexcept : n(other.n) { ++moves; }
  ~Value() {}
};

// CHECK: Value pass(Value one, int d) {{{$}}
Value pass(Value one, int d) {
  if (d)
    return pass(std::move(one), d - 1);
  return one;
}

// CHECK: int thrown(Value one) {{{$}}
int thrown(Value one) {
  try {
    throw one;
  } catch (const Value &) {
    return copies;
  }
}

// A string's move is one that no program sees: it is called again.
// CHECK: std::string text(std::string s, int n) { SEGSTACK_CHECK(
std::string text(std::string s, int n) {
  if (n)
    return text(s + "x", n - 1);
  return s;
}

// Written as a move, it is one in a closure, too.
// CHECK: Value explicitly(Value one, int d) { SEGSTACK_BODY(
Value explicitly(Value one, int d) {
  if (d)
    return explicitly(std::move(one), d - 1);
  return static_cast<Value &&>(one);
}

// What is copied bit by bit is the same either way.
struct Plain {
  int n;
};
// CHECK: auto plain = [](Plain p, int n) { SEGSTACK_BODY(
auto plain = [](Plain p, int n) {
  p.n += n;
  return p;
};

// CHECK: auto kept = [](std::unique_ptr<int> p) {{{$}}
auto kept = [](std::unique_ptr<int> p) {
  ++*p;
  return p;
};

// CHECK: Value other(Value one, Value &two, int n) { SEGSTACK_BODY(
Value other(Value one, Value &two, int n) {
  if (n)
    return other(std::move(one), two, n - 1);
  return two;
}

int main() {
  Value two;
  pass(Value(), 3);
  std::printf("%d %d\n", copies, moves);
  explicitly(Value(), 3);
  std::printf("%d %d\n", copies, moves);
  std::printf("%d\n", thrown(Value()));
  other(Value(), two, 3);
  std::printf("%d %d\n", copies, moves);
  std::printf("%s %d %d\n", text("", 5).c_str(), plain(Plain{2}, 3).n,
              *kept(std::make_unique<int>(1)));
}

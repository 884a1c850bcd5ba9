// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++17
//
// Destructors that may throw: at the end of a scope in the deep, of a member,
// of a base, of a temporary, of an element; and what the others do meanwhile.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>

static std::string trace;
static long alive;
struct Guard {
  char name;
  explicit Guard(char c) : name(c) { ++alive; }
  ~Guard() { --alive, trace += name; }
};

int descend(int n) { Guard g('.'); return n ? descend(n - 1) + 1 : 0; }

struct Throws {
  int depth;
  // CHECK: ~Throws() noexcept(false) { SEGSTACK_BODY_VOID({{[0-9]+}}, (&), ) {
  ~Throws() noexcept(false) {
    Guard g('d');
    if (depth >= 0 && std::uncaught_exceptions() == 0)
      throw descend(depth) + 1;
  }
};
// The destructor is not noexcept, since its member's is not.
struct Member {
  Guard before{'b'};
  Throws throws;
  Guard after{'a'};
  explicit Member(int n) : throws{n} {}
  // CHECK: ~Member() { SEGSTACK_BODY_VOID({{[0-9]+}}, (&), ) {
  ~Member() { trace += 'm'; }
};
struct Base {
  Guard guard{'g'};
  virtual ~Base() noexcept(false) { throw std::string("base"); }
};
struct Derived : Base {
  Guard own{'o'};
  // CHECK: ~Derived() noexcept(false) override { SEGSTACK_BODY_VOID(
  ~Derived() noexcept(false) override { descend(10); }
};

// CHECK: int scope(int n, int depth) { SEGSTACK_CHECK(
int scope(int n, int depth) {
  if (n)
    return scope(n - 1, depth) + 1;
  Throws throws{depth};
  return n;
}
// The result is made, and destroyed again when the local's destructor throws.
struct Result {
  Guard guard{'r'};
  Result() = default;
  Result(const Result &) : guard('c') {}
};
// CHECK: Result result(int n, int depth) { SEGSTACK_
Result result(int n, int depth) {
  if (n)
    return result(n - 1, depth);
  Throws throws{depth};
  return Result();
}
int temporary(int n, int depth) { return n ? temporary(n - 1, depth) + 1 : Throws{depth}.depth; }

template <class F> void caught(const char *what, F f) {
  trace.clear();
  try {
    f();
    std::printf("%s: nothing", what);
  } catch (int n) {
    std::printf("%s: %d", what, n);
  } catch (const std::string &s) {
    std::printf("%s: %s", what, s.c_str());
  }
  std::string::size_type dots = 0;
  std::string rest;
  for (char c : trace)
    c == '.' ? void(++dots) : rest.push_back(c);
  std::printf(" %zu %s, %ld alive\n", dots, rest.c_str(), alive);
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 30;
  caught("scope", [&] { scope(n, 5); });
  caught("deep in a destructor", [&] { scope(5, n); });
  caught("no throw", [&] { scope(n, -1); });
  caught("member", [&] { Member m(n); });
  caught("virtual", [&] { std::unique_ptr<Base> b = std::make_unique<Derived>(); delete b.release(); });
  caught("temporary", [&] { temporary(n, n); });
  caught("element", [&] { Throws all[3] = {{-1}, {n}, {-1}}; });
  caught("unwinding", [&] { Throws unseen{n}; scope(n, n / 2); });
  caught("result", [&] { result(n, -1); });
  caught("delete", [&] { delete new Member(n); });
}

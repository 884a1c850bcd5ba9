// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=100000 -std=c++17
//
// Function try blocks: the check stands before the block, so that what the
// check throws is not the block's to catch.
#include <cstdio>
#include <cstdlib>
#include <string>

// CHECK: int f(int n) { SEGSTACK_CHECK({{[0-9]+}}, (n), f(n)); SEGSTACK_TRY try {{{$}}
int f(int n) try {
  if (n == 0)
    throw 5;
  return f(n - 1) + 1;
} catch (int thrown) {
  if (thrown < 8)
    throw thrown + 1;
  return thrown;
} catch (...) {
  return -1;
}
// CHECK: } SEGSTACK_TRY_END }

struct Object {
  std::string name = "object";
  const char *method(int n) const try {
    return n ? method(n - 1) : throw name;
  } catch (const std::string &s) {
    return s == "object" ? "caught" : "other";
  }
  int static_(int n) noexcept try { return n ? static_(n - 1) + 1 : 0; } catch (...) { return 1; }
  template <class T> T generic(T n) try {
    return n > 0 ? generic(T(n - 1)) + 1 : throw n;
  } catch (T t) {
    return t;
  }
};
void nothing(int n, int &log) try { if (n) nothing(n - 1, log); else throw 1; } catch (int) { ++log; }
int parameters(std::string s, int n) try {
  s += "x";
  return n ? parameters(std::move(s), n - 1) : throw 1;
} catch (int) { return int(s.size()); }
int &reference(int &r, int n) try { return n ? reference(r, n - 1) : throw &r; } catch (int *p) { return *p; }
int unnamed(int n, int) try { return n ? unnamed(n - 1, 0) + 1 : 0; } catch (...) { return -1; }
auto deduced(int n) try { return n; } catch (...) { return 0; }

// Left alone: a constructor's or a destructor's block cannot be outlined.
struct Special {
  int n;
  // CHECK: explicit Special(int n) try : n(n) {{{$}}
  explicit Special(int n) try : n(n) {
    if (n > 3)
      Special inner(n - 1);
    if (n == 2)
      throw n;
  } catch (int) {
    std::printf("constructor ");
  }
  // CHECK: ~Special() try {{{$}}
  ~Special() try {
    throw 1;
  } catch (int) {
    std::printf("destructor ");
    return;
  }
};

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 10;
  Object o;
  std::printf("%d %s %d %d\n", f(n), o.method(n), o.static_(n), o.generic(n));
  int log = 0, r = 0;
  nothing(n, log);
  std::printf("%d %d %d %d %d\n", log, parameters("s", n % 100), &reference(r, n) == &r, unnamed(n, 1), deduced(n));
  try { Special s(2); } catch (int thrown) { std::printf("%d\n", thrown); }
  { Special s(5); }
  std::puts("");
}

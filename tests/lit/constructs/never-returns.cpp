// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: %FileCheck %s < %t.cpp
// RUN: %same %s %t.cpp deep=200000 -std=c++17 -Wno-infinite-recursion
//
// Functions that never return recurse, and end in an exception or a jump.
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

struct Text {
  std::string text = "text";
  // CHECK: SEGSTACK_CHECK_NORETURN({{[0-9]+}}, (this, n, &more),
  [[noreturn]] virtual void go(int n, std::string more) {
    if (n)
      go(n - 1, std::move(more));
    throw more + text;
  }
  virtual ~Text() {}
};
struct More : Text {
  [[noreturn]] void go(int n, std::string more) override { Text::go(n, n % 1000 ? more : more + "!"); }
};
// CHECK: SEGSTACK_CHECK_NORETURN({{[0-9]+}}, (n), any<T>(
template <class T> [[noreturn]] void any(T n) { if (n) any<T>(n - 1); throw n; }
// CHECK: SEGSTACK_CHECK_NORETURN({{[0-9]+}}, (n), tries(n)); SEGSTACK_TRY
[[noreturn]] int tries(int n) try {
  if (n)
    tries(n - 1);
  throw 3.5;
} catch (int) {
  throw;
}
static std::jmp_buf back;
// CHECK: SEGSTACK_CHECK_NORETURN(
__attribute__((noreturn)) void jumps(int n) { if (n) jumps(n - 1); std::longjmp(back, 7); }
// CHECK: SEGSTACK_CHECK_NORETURN(
__attribute__((noreturn)) void ends(int n) noexcept { if (n) ends(n - 1); std::exit(0); }

template <class Thrown, class F> void caught(F call) {
  try {
    call();
  } catch (Thrown &thrown) {
    if constexpr (std::is_same_v<Thrown, std::string>)
      std::puts(thrown.c_str());
    else
      std::printf("%g\n", double(thrown));
  }
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  caught<std::string>([n] { Text().go(n, "more "); });
  caught<std::string>([n] { More().go(n, "more "); });
  caught<int>([n] { any(n); });
  caught<long>([n] { any<long>(n); });
  caught<double>([n] { tries(n); });
  if (int value = setjmp(back)) {
    std::printf("back with %d\n", value);
    std::fflush(stdout);
    ends(n);
  }
  jumps(n);
}

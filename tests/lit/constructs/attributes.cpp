// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++20 -Wno-attributes -Wno-gcc-compat
//
// Attributes everywhere that a definition can have one: in front, behind the
// name, behind the parameter list, on parameters, on statements, on lambdas,
// on the class; and alignas of the class that a method belongs to.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// CHECK: {{\[\[}}nodiscard, gnu::noinline]] int front(int n) { SEGSTACK_CHECK(
[[nodiscard, gnu::noinline]] int front(int n) { return n ? front(n - 1) + 1 : 0; }
// CHECK: int behind [{{\[}}maybe_unused, gnu::cold]] (int n) { SEGSTACK_CHECK(
int behind [[maybe_unused, gnu::cold]] (int n) { return n ? behind(n - 1) + 1 : 0; }
// CHECK: static int unused(int n, [{{\[}}maybe_unused]] int first, [{{\[}}maybe_unused]] int segstack_arg0) { SEGSTACK_CHECK(
[[maybe_unused]] static int unused(int n, [[maybe_unused]] int first, [[maybe_unused]] int) { return n ? unused(n - 1, 2, 3) + 1 : 0; }
// CHECK: int gnu(int n) __attribute__((noinline));
int gnu(int n) __attribute__((noinline));
// CHECK: __attribute__((hot)) int gnu(int n __attribute__((unused))) { SEGSTACK_CHECK(
__attribute__((hot)) int gnu(int n __attribute__((unused))) { return n ? gnu(n - 1) + 1 : 0; }
// CHECK: auto trailing(int n) noexcept -> int { SEGSTACK_CHECK(
auto trailing(int n) noexcept -> int { return n ? trailing(n - 1) + 1 : 0; }
// CHECK: int __attribute__((noinline)) __attribute__((used)) middle(int n)
// CHECK-NEXT: // between
// CHECK-NEXT: /* and here { */ { SEGSTACK_CHECK(
int __attribute__((noinline)) __attribute__((used)) middle(int n)
    // between
    /* and here { */ {
  return n ? middle(n - 1) + 1 : 0;
}
// Of the function's type, between ')' and '{'.
// CHECK: int typed(int n) [{{\[}}gnu::cdecl]] { SEGSTACK_CHECK(
int typed(int n) [[gnu::cdecl]] { return n ? typed(n - 1) + 1 : 0; }
// CHECK: int statements(int n) { SEGSTACK_CHECK(
int statements(int n) {
  if (n > 0) [[likely]] {
    [[maybe_unused]] int local = n;
    switch (n % 3) {
    [[unlikely]] case 0:
      return statements(n - 1) + 1;
    case 1:
      ++n;
      [[fallthrough]];
    default:
      [[maybe_unused]] bool last = n == 1;
      return statements(n % 3 == 2 ? n - 2 : n - 1) + 2;
    }
  } else [[unlikely]]
    return 0;
}
enum class [[nodiscard]] Code : int { fine, deep };
// CHECK: Code code(int n) { SEGSTACK_CHECK(
Code code(int n) { return n ? code(n - 1) : Code::deep; }
struct [[nodiscard("why")]] alignas(64) Aligned {
  char c = 'a';
  [[no_unique_address]] struct Empty {} empty;
  // CHECK: {{\[\[}}nodiscard]] int where [{{\[}}gnu::noinline]] (int n) const & { SEGSTACK_CHECK(
  [[nodiscard]] int where [[gnu::noinline]] (int n) const & {
    Aligned local;
    local.c = c;
    return n ? local.where(n - 1) + int(reinterpret_cast<std::uintptr_t>(&local) % 64) : c;
  }
  // CHECK: {{\[\[}}gnu::noinline]] explicit Aligned(int n) noexcept { SEGSTACK_BODY_VOID(
  [[gnu::noinline]] explicit Aligned(int n) noexcept { c = n ? Aligned(n - 1).c : 'z'; }
  Aligned() = default;
  // CHECK: {{\[\[}}gnu::noinline]] ~Aligned() { SEGSTACK_BODY_VOID(
  [[gnu::noinline]] ~Aligned() { c = 0; }
};
// CHECK: auto lambda = [](int n [{{\[}}maybe_unused]]) __attribute__((noinline)) { SEGSTACK_BODY(
auto lambda = [](int n [[maybe_unused]]) __attribute__((noinline)) { return n + 1; };
template <class T> struct [[deprecated]] Old { static int deep(T n) { return n ? deep(n - 1) + 1 : 0; } };
// CHECK: {{\[\[}}deprecated("use another")]] inline int old(int n) { SEGSTACK_BODY(
[[deprecated("use another")]] inline int old(int n) { return n + 1; }
// CHECK: {{\[\[}}gnu::always_inline]] inline int always(int n) { return
[[gnu::always_inline]] inline int always(int n) { return n + 1; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d %d %d %d %d %d\n", front(n), behind(n), unused(n, 1, 2), gnu(n), trailing(n), middle(n), typed(n));
  std::printf("%d %d %d %d\n", statements(n), int(code(n)), Aligned().where(n), Aligned(n).c);
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  std::printf("%d %d %d %d\n", lambda(n), Old<int>::deep(n), old(n), always(n));
}

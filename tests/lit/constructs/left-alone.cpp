// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++20 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp -std=c++20
//
// What a check cannot go into stays as it is, and the tool says why.
#include <coroutine>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <utility>

// WHY-DAG: variadic(int): none: arguments behind '...' cannot be passed on
// CHECK: int variadic(int n, ...) {{{$}}
int variadic(int n, ...) {
  va_list list;
  va_start(list, n);
  int all = 0;
  while (n--)
    all += va_arg(list, int);
  va_end(list);
  return all;
}
// WHY-DAG: leaves(int): none: the function never returns, and cannot be called again from its check
// CHECK: {{\[\[}}noreturn]] void leaves(int n) { volatile
[[noreturn]] void leaves(int n) { volatile char large[5000]; large[n] = 1; throw n * large[n]; }
// WHY-DAG: always(int): none: an always_inline function has no frame of its own
__attribute__((always_inline)) inline int always(int n) { return n + 1; }
// WHY-DAG: frame(): none: the body asks for its frame or its return address
// CHECK: void *frame() { return
void *frame() { return __builtin_return_address(0); }
// WHY-DAG: naked(): none: a naked function has no prologue
__attribute__((naked)) int naked() { __asm__("movl $7, %eax\n\tret"); }
// WHY-DAG: target(int): none: its target makes another function of every closure
__attribute__((target("sse2"))) int target(int n) { return n ? target(n - 1) : 1; }

struct Task {
  struct promise_type {
    int value = 0;
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int n) { value = n; return {}; }
    void return_void() {}
    void unhandled_exception() { std::abort(); }
  };
  std::coroutine_handle<promise_type> handle;
};
// WHY-DAG: counts(int): none: a coroutine has no return statement to go through
// CHECK: Task counts(int n) {{{$}}
Task counts(int n) {
  for (int i = 0; i < n; ++i)
    co_yield i;
  // A closure in a coroutine is none.
  auto plain = [](int k) { return k; };
  co_yield plain(100);
}
struct Awaits {
  Task member(int n) { co_yield n; co_return; }
  static auto deduced(int n) -> Task { co_yield n + 1; }
};

// __func__ is right in a retry, and would be wrong in an outline.
// CHECK: const char *retried(int n) { SEGSTACK_CHECK(
const char *retried(int n) { return n ? retried(n - 1) : __func__; }
// CHECK: const char *pretty(int n) { SEGSTACK_CHECK(
const char *pretty(int n) { return n ? pretty(n - 1) : __PRETTY_FUNCTION__; }
// WHY-DAG: deduced(): none: the body would have to be outlined, which changes its __func__
auto deduced() { return __func__; }
// WHY-DAG: line(): none: the body would have to be outlined, which changes its std::source_location or __builtin_FUNCTION()
auto line() { return std::source_location::current().function_name(); }
const char *caller(const char *name = __builtin_FUNCTION()) { return name; }
// WHY-DAG: called(): none: the body would have to be outlined
auto called() { return caller(); }
// WHY-DAG: Named::Named(): none: the body would have to be outlined, which changes its __func__
struct Named {
  const char *name;
  Named() { name = __func__; }
  ~Named() { std::puts(__PRETTY_FUNCTION__); }
  // Not its own name.
  explicit Named(int) : name("") { auto inner = [] { return __func__; }; name = inner(); }
};

// WHY-DAG: annotated(int): none: marked to be left alone
#if defined(__clang__)
[[clang::annotate("segstack::skip")]]
#endif
int annotated(int n) { return n ? annotated(n - 1) : 1; }
// WHY-DAG: commented(int): none: marked to be left alone
int commented(int n) { // NOSEGSTACK
  return n ? commented(n - 1) : 2;
}
// WHY-DAG: commentedBrace(int): none: marked to be left alone
int commentedBrace(int n)
{ return n ? commentedBrace(n - 1) : 2; } // NOSEGSTACK: with words

// WHY-DAG: empty(): none: the body is empty
void empty() { /* nothing */ }

// WHY-DAG: main(): none: main may not be called, and is the first frame
// CHECK: int main() {{{$}}
int main() {
  std::printf("%d\n", variadic(3, 1, 2, 3));
  try { leaves(1); } catch (int n) { std::printf("%d\n", n); }
  std::printf("%d %d %d %d\n", always(1), frame() != nullptr, naked(), target(3));
  Task task = counts(2);
  int values = 0;
  while (!task.handle.done()) {
    values = values * 10 + task.handle.promise().value;
    task.handle.resume();
  }
  task.handle.destroy();
  Awaits awaits;
  Task member = awaits.member(4), trailing = Awaits::deduced(5);
  std::printf("%d %d %d\n", values, member.handle.promise().value, trailing.handle.promise().value);
  member.handle.destroy();
  trailing.handle.destroy();
  std::printf("%s %s %s %s %s\n", retried(3), pretty(3), deduced(), line(), called());
  Named named;
  std::printf("%s %s\n", named.name, Named(1).name);
  std::printf("%d %d %d\n", annotated(1), commented(1), commentedBrace(1));
  empty();
}

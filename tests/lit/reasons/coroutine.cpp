// RUN: %segstack rewrite --quiet --place=all --list-functions %s -- -std=c++20 | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// `coroutine`: it suspends instead of returning, and its frame is on the heap. The
// functions that it calls are checked, and those that resume it.
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <utility>

struct Task {
  struct promise_type {
    int value = 0;
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int n) { value = n; }
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
  explicit Task(std::coroutine_handle<promise_type> h) : handle(h) {}
  Task(Task &&other) : handle(std::exchange(other.handle, nullptr)) {}
  ~Task() { if (handle) handle.destroy(); }
  // CHECK-DAG: Task::result(): retry
  int result() { handle.resume(); return handle.promise().value; }
};
// CHECK-DAG: called(int): retry
int called(int n) { return n ? called(n - 1) + 1 : 0; }
// Every turn of this recursion goes through result(), which has the check.
// CHECK-DAG: turns(int): none (coroutine)
Task turns(int n) { co_return n ? turns(n - 1).result() + 1 : 0; }
// CHECK-DAG: calls(int): none (coroutine)
Task calls(int n) { co_return called(n); }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::printf("%d %d\n", calls(n).result(), turns(n).result());
}

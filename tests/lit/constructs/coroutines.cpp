// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++20
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %segstack rewrite --quiet --place=all --explain %s -- -std=c++20 | %FileCheck --check-prefix=WHY %s
// RUN: %same %s %t.cpp deep=200000 -std=c++20
//
// Coroutines have no check; what they call has, and what they are called by.
// A coroutine suspends on one segment and is resumed on another, or in another
// thread; awaiters, promises and their operator new recurse; exceptions pass.
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

// CHECK: int depth(int n) { SEGSTACK_CHECK(
int depth(int n) { return n ? depth(n - 1) + 1 : 0; }
static int levels;

template <class T> struct Generator {
  struct promise_type {
    T value{};
    std::exception_ptr error;
    // CHECK: Generator get_return_object() { SEGSTACK_CHECK(
    Generator get_return_object() { return Generator{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    // CHECK: std::suspend_always yield_value(T v) { SEGSTACK_
    std::suspend_always yield_value(T v) { value = v + T(depth(levels) - levels); return {}; }
    void unhandled_exception() { error = std::current_exception(); }
    void return_void() {}
    static void *operator new(std::size_t size) { return std::malloc(size + (depth(levels) - levels)); }
    static void operator delete(void *p) { std::free(p); }
  };
  std::coroutine_handle<promise_type> handle;
  explicit Generator(std::coroutine_handle<promise_type> h) : handle(h) {}
  Generator(Generator &&other) : handle(std::exchange(other.handle, nullptr)) {}
  ~Generator() { if (handle) handle.destroy(); }
  // CHECK: bool next(int n) { SEGSTACK_CHECK({{[0-9]+}}, (this, n), this->next(n));
  bool next(int n) {
    if (n)
      return next(n - 1);
    handle.resume();
    if (auto error = std::exchange(handle.promise().error, nullptr))
      std::rethrow_exception(error);
    return !handle.done();
  }
  T value() const { return handle.promise().value; }
};

struct Tree {
  std::unique_ptr<Tree> left, right;
  int key = 0;
};
// A generator over a generator: this recursion is on the heap.
// WHY-DAG: walk(const Tree *): none: a coroutine
// CHECK: Generator<int> walk(const Tree *tree) {{{$}}
Generator<int> walk(const Tree *tree) {
  if (!tree)
    co_return;
  for (auto left = walk(tree->left.get()); left.next(5);)
    co_yield left.value();
  co_yield tree->key + depth(levels) - levels;
  for (auto right = walk(tree->right.get()); right.next(0);)
    co_yield right.value();
}
// CHECK: std::unique_ptr<Tree> grown(int n, int &key) { SEGSTACK_
std::unique_ptr<Tree> grown(int n, int &key) {
  if (!n)
    return nullptr;
  auto left = grown(n - 1, key);
  int own = ++key;
  return std::unique_ptr<Tree>(new Tree{std::move(left), grown(n - 1, key), own});
}

struct Deep {
  int n;
  // CHECK: bool await_ready() const { SEGSTACK_CHECK(
  bool await_ready() const { return depth(n) < 0; }
  bool await_suspend(std::coroutine_handle<>) { return depth(n) == n && n % 2 == 0; }
  int await_resume() const { return depth(n) + 1; }
};
// WHY-DAG: awaits(int): none: a coroutine
Generator<long> awaits(int n) {
  // WHY-DAG: lambda(int): outline
  auto closure = [n](int k) { return depth(n) + k; };
  for (int i = 0; i < 4; ++i)
    co_yield co_await Deep{n + i} + closure(i);
}
// WHY-DAG: throws(int): none: a coroutine
Generator<int> throws(int n) {
  try {
    co_yield depth(n);
    throw n;
  } catch (int caught) {
    depth(caught);
  }
  co_yield 1;
  throw depth(n) + 1;
}
// WHY-DAG: {{.*}}lambda(int): none: a coroutine
auto closure = [](int n) -> Generator<int> { co_yield depth(n); co_yield n; };
// CHECK: int resumes(Generator<int> &g, int n) { SEGSTACK_CHECK(
int resumes(Generator<int> &g, int n) { return n ? resumes(g, n - 1) : g.next(0) ? g.value() : -1; }

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 30, key = 0;
  levels = n;
  auto tree = grown(4, key);
  levels = n / 1000 + 1;
  for (auto all = walk(tree.get()); all.next(0);)
    std::printf("%d ", all.value());
  levels = n;
  for (auto all = awaits(n); all.next(n);)
    std::printf("%ld ", all.value());
  auto failing = throws(n);
  try {
    while (failing.next(n))
      std::printf("%d ", failing.value());
  } catch (int error) {
    std::printf("error %d\n", error);
  }
  auto moved = closure(n);
  std::printf("%d ", resumes(moved, n));
  std::thread([&] { std::printf("%d ", resumes(moved, n)); }).join();
  std::printf("%d\n", resumes(moved, n));
}

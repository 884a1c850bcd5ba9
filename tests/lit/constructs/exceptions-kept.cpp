// RUN: %segstack rewrite --quiet --place=all %s -o %t.cpp -- -std=c++17
// RUN: grep -v '// CHECK' %t.cpp | %FileCheck %s
// RUN: %same %s %t.cpp deep=300000 -std=c++17 -Wno-infinite-recursion
//
// std::exception_ptr: kept when the segment that it was thrown on is gone,
// thrown again on another segment, in other threads, in several of them at
// once, through std::promise, std::async and std::packaged_task.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Thrown {
  static int alive;
  int depth;
  std::string text;
  explicit Thrown(int n) : depth(n), text(60, char('a' + n % 26)) { ++alive; }
  Thrown(const Thrown &o) : depth(o.depth), text(o.text) { ++alive; }
  ~Thrown() { --alive; }
};
int Thrown::alive;

// CHECK: int fails(int n, int of) { SEGSTACK_CHECK(
int fails(int n, int of) { if (!n) throw Thrown(of); return fails(n - 1, of) + 1; }
// CHECK: std::exception_ptr keeps(int n, int depth) { SEGSTACK_
std::exception_ptr keeps(int n, int depth) {
  if (n)
    return keeps(n - 1, depth);
  try {
    fails(depth, depth);
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}
// CHECK: int again(const std::exception_ptr &p, int n) { SEGSTACK_CHECK(
int again(const std::exception_ptr &p, int n) { if (!n) std::rethrow_exception(p); return again(p, n - 1) + 1; }
// Handled on each of many segments, each handler still active below.
// CHECK: int handlers(const std::exception_ptr &p, int n) { SEGSTACK_CHECK(
int handlers(const std::exception_ptr &p, int n) {
  try {
    std::rethrow_exception(p);
  } catch (const Thrown &t) {
    int below = n ? handlers(p, n - 1) : t.depth;
    return std::current_exception() == p ? below : -1;
  }
}
// The handler's object changes by reference on the way up.
// CHECK: int changes(int n, int depth) { SEGSTACK_CHECK(
int changes(int n, int depth) {
  try {
    return n ? changes(n - 1, depth) : fails(depth, depth);
  } catch (Thrown &t) {
    ++t.depth;
    throw;
  }
}

int main(int argc, char **argv) {
  int n = argc > 1 ? std::atoi(argv[1]) : 30;
  std::vector<std::exception_ptr> kept;
  for (int i = 0; i < 5; ++i)
    kept.push_back(keeps(n * (i % 2), n / (i + 1)));
  for (const std::exception_ptr &p : kept) {
    try {
      again(p, n);
    } catch (const Thrown &t) {
      std::printf("%d %s %d\n", t.depth, t.text.c_str() + 50, Thrown::alive);
    }
  }
  std::printf("%d\n", handlers(kept[3], 200));
  try {
    changes(n % 1000, n);
  } catch (Thrown t) {
    std::printf("%d\n", t.depth - n % 1000);
  }

  std::vector<std::thread> threads;
  std::vector<int> depths(4);
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      try {
        again(kept[0], n);
      } catch (const Thrown &t) {
        depths[i] = t.depth;
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  std::printf("%d %d %d %d\n", depths[0], depths[1], depths[2], depths[3]);

  std::exception_ptr fromThread;
  std::thread([&] { fromThread = keeps(n, 7); }).join();
  std::promise<int> promise;
  promise.set_exception(fromThread);
  std::packaged_task<int()> task([=] { return fails(n, 8); });
  std::future<int> results[] = {promise.get_future(), task.get_future(),
                                std::async(std::launch::async, [=] { return fails(n, 9); }),
                                std::async(std::launch::deferred, [=] { return fails(n, 10); })};
  task();
  for (std::future<int> &result : results) {
    try {
      result.get();
    } catch (const Thrown &t) {
      std::printf("%d ", t.depth);
    }
  }
  kept.clear();
  fromThread = nullptr;
  promise = {};
  task.reset();
  std::printf("%d alive\n", Thrown::alive);
}

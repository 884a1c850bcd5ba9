//===- fiber_migrates.cpp - fibers go on in other threads, from deep below -*-
// C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each fiber goes down in the first thread, and stays at the bottom until it
// runs in another. Then it goes deeper there, and up.
//
//===----------------------------------------------------------------------===//

#include "deep.h"

#include <boost/fiber/algo/shared_work.hpp>
#include <boost/fiber/algo/work_stealing.hpp>
#include <boost/fiber/all.hpp>

#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fibers = boost::fibers;

namespace {

constexpr int threads = 3, count = 12;

// Boost's work_stealing and the spinlock that it calls have frames of 5 KiB
// each, and no checks.
constexpr int kib = 32;

struct Work {
  long depth;
  bool stealing;
  std::atomic<int> migrated{0};
  std::atomic<long> sum{0};
  int left = count;
  fibers::mutex mutex;
  fibers::condition_variable_any over;
  fibers::barrier ready{threads};

  void schedule() {
    if (stealing)
      fibers::use_scheduling_algorithm<fibers::algo::work_stealing>(threads);
    else
      fibers::use_scheduling_algorithm<fibers::algo::shared_work>();
  }

  // Not std::this_thread::get_id(), which a compiler may keep over a yield.
  void stay_until_migrated() {
    int began = gettid();
    while (gettid() == began)
      boost::this_fiber::yield();
    ++migrated;
    auto bottom = [] { boost::this_fiber::yield(); };
    sum += descend(depth, bottom);
  }

  void run() {
    auto bottom = [this] { stay_until_migrated(); };
    sum += descend(depth, bottom);
    std::unique_lock<fibers::mutex> lock(mutex);
    if (--left == 0)
      over.notify_all();
  }

  void wait() {
    std::unique_lock<fibers::mutex> lock(mutex);
    over.wait(lock, [this] { return left == 0; });
  }
};

void migrate(long depth, bool stealing) {
  Work work;
  work.depth = depth;
  work.stealing = stealing;
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i)
    others.emplace_back([&] {
      work.schedule();
      work.ready.wait();
      work.wait();
    });
  work.schedule();
  for (int i = 0; i < count; ++i)
    fibers::fiber(fibers::launch::dispatch, std::allocator_arg, small(kib),
                  [&] { work.run(); })
        .detach();
  work.ready.wait();
  work.wait();
  for (std::thread &one : others)
    one.join();
  EXPECT(work.migrated == count && work.sum == 2 * count * depth);
  EXPECT(Mark::alive == 0);
}

} // namespace

int main(int argc, char **argv) {
  long depth = levels(argc, argv) / 2;
  // A thread keeps its scheduler, so each algorithm has threads of its own.
  std::thread([=] { migrate(depth, true); }).join();
  std::thread([=] { migrate(depth, false); }).join();
}

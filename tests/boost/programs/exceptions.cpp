//===- exceptions.cpp - thrown through deep recursions in fibers -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Exceptions leave all frames of a fiber, are caught and thrown again on their
// way, and go on in other fibers and threads.
//
//===----------------------------------------------------------------------===//

#include "deep.h"

#include <boost/coroutine2/coroutine.hpp>
#include <boost/fiber/all.hpp>

#include <stdexcept>
#include <string>
#include <thread>

namespace fibers = boost::fibers;

namespace {

void throw_below(long depth, const char *what) {
  descend(depth, [=] { throw std::runtime_error(what); });
}

/// Catches and throws again at every level.
void rethrow(long depth, long &caught) {
  Mark mark(depth);
  if (!depth)
    throw std::runtime_error("bottom");
  try {
    rethrow(depth - 1, caught);
  } catch (const std::runtime_error &) {
    ++caught;
    throw;
  }
}

template <class Call> std::string caught_from(Call call) {
  try {
    call();
  } catch (const std::runtime_error &error) {
    return error.what();
  }
  return "nothing";
}

/// Out of a future, over a fiber's end.
void through_futures(long depth) {
  for (int i = 0; i < 10; ++i) {
    auto future = fibers::async(fibers::launch::post, std::allocator_arg,
                                small(), [=] { throw_below(depth, "future"); });
    EXPECT(caught_from([&] { future.get(); }) == "future");
    EXPECT(Mark::alive == 0);
  }
}

/// Caught inside the fiber, which goes on and recurses again.
void inside(long depth) {
  long again = 0;
  fibers::fiber fiber(std::allocator_arg, small(), [&] {
    for (int i = 0; i < 10; ++i) {
      EXPECT(caught_from([=] { throw_below(depth, "inside"); }) == "inside");
      again += descend(depth, [] {});
    }
  });
  fiber.join();
  EXPECT(again == 10 * depth);
}

/// A coroutine's exception comes out of its caller's call, deep as well.
void through_coroutines(long depth) {
  typedef boost::coroutines2::coroutine<int> coroutine;
  auto bottom = [=] {
    coroutine::pull_type source(small(), [=](coroutine::push_type &out) {
      out(1);
      throw_below(depth, "coroutine");
    });
    source();
  };
  EXPECT(caught_from([&] { descend(depth, bottom); }) == "coroutine");
}

void rethrown(long depth) {
  long caught = 0;
  auto future = fibers::async(fibers::launch::post, std::allocator_arg, small(),
                              [&] { rethrow(depth, caught); });
  EXPECT(caught_from([&] { future.get(); }) == "bottom");
  EXPECT(caught == depth && Mark::alive == 0);
}

/// From a fiber of one thread to another's.
void to_another_thread(long depth) {
  fibers::promise<void> promise;
  auto future = promise.get_future();
  std::thread thread([&] {
    fibers::fiber(std::allocator_arg, small(), [&] {
      try {
        throw_below(depth, "thread");
      } catch (const std::runtime_error &) {
        promise.set_exception(std::current_exception());
      }
    }).join();
  });
  EXPECT(caught_from([&] { future.get(); }) == "thread");
  thread.join();
}

} // namespace

int main(int argc, char **argv) {
  long depth = levels(argc, argv);
  through_futures(depth);
  inside(depth);
  through_coroutines(depth);
  to_another_thread(depth);
  rethrown(depth);
  EXPECT(Mark::alive == 0);
}

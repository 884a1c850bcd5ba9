//===- fiber_deep.cpp - fibers of one thread, deep and in turns -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boost.Fiber's own scheduler on its own stack, mutex, channel and future, used
// from deep recursions on small stacks.
//
//===----------------------------------------------------------------------===//

#include "deep.h"

#include <boost/fiber/all.hpp>

#include <mutex>
#include <vector>

namespace fibers = boost::fibers;

namespace {

/// Lets the others run at every thousandth level, down and up.
long walk(long depth) {
  Mark mark(depth);
  bool pause = depth % 1000 == 0;
  if (pause)
    boost::this_fiber::yield();
  long below = depth ? walk(depth - 1) + 1 : 0;
  if (pause)
    boost::this_fiber::yield();
  return below;
}

void take_turns(long depth, fibers::launch how) {
  long sum = 0;
  std::vector<fibers::fiber> all;
  for (int i = 0; i < 8; ++i)
    all.emplace_back(how, std::allocator_arg, small(),
                     [&sum, depth] { sum += walk(depth); });
  for (fibers::fiber &one : all)
    one.join();
  EXPECT(sum == 8 * depth && Mark::alive == 0);
}

/// All wait for a mutex at the bottom, and so inside each other's turns.
void lock_below(long depth) {
  fibers::mutex mutex;
  long inside = 0, most = 0;
  std::vector<fibers::future<long>> all;
  auto bottom = [&] {
    std::unique_lock<fibers::mutex> lock(mutex);
    most = std::max(most, ++inside);
    boost::this_fiber::yield();
    --inside;
  };
  for (int i = 0; i < 4; ++i)
    all.push_back(fibers::async(fibers::launch::post, std::allocator_arg,
                                small(),
                                [&] { return descend(depth, bottom); }));
  for (auto &one : all)
    EXPECT(one.get() == depth);
  EXPECT(most == 1);
}

/// One sends from below, the other receives below.
void send_below(long depth) {
  fibers::unbuffered_channel<long> channel;
  long sum = 0;
  auto send = [&] {
    for (long i = 1; i <= 100; ++i)
      EXPECT(channel.push(i) == fibers::channel_op_status::success);
    channel.close();
  };
  auto receive = [&] {
    for (long value : channel)
      sum += value;
  };
  fibers::fiber sender(std::allocator_arg, small(),
                       [&] { descend(depth, send); });
  fibers::fiber receiver(std::allocator_arg, small(),
                         [&] { descend(depth, receive); });
  sender.join();
  receiver.join();
  EXPECT(sum == 5050);
}

} // namespace

int main(int argc, char **argv) {
  long depth = levels(argc, argv);
  take_turns(depth, fibers::launch::post);
  take_turns(depth, fibers::launch::dispatch);
  lock_below(depth);
  send_below(depth);
  EXPECT(Mark::alive == 0);
}

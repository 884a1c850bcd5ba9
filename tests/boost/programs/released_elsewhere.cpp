//===- released_elsewhere.cpp - stacks are given back by somebody else -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fiber that waits deep below is destroyed by another thread, when the one
// that ran it has ended, or by another fiber that is deep itself. Its frames
// are unwound there, and its memory goes back.
//
//===----------------------------------------------------------------------===//

#include "deep.h"

#include <boost/context/fiber.hpp>

#include <thread>
#include <vector>

namespace context = boost::context;

namespace {

constexpr int count = 2;

/// A fiber that waits \p depth levels deep.
context::fiber waiting(long depth) {
  context::fiber fiber(std::allocator_arg, small(),
                       [depth](context::fiber &&to) {
                         auto bottom = [&] { to = std::move(to).resume(); };
                         descend(depth, bottom);
                         return std::move(to);
                       });
  return std::move(fiber).resume();
}

std::vector<context::fiber> several(long depth) {
  std::vector<context::fiber> all;
  for (int i = 0; i < count; ++i)
    all.push_back(waiting(depth));
  EXPECT(Mark::alive >= count * depth);
  return all;
}

/// Made here, destroyed in another thread.
void by_a_thread(long depth) {
  auto all = several(depth);
  std::thread([&] { all.clear(); }).join();
  EXPECT(Mark::alive == 0);
}

/// Made in a thread that has ended.
void by_the_next(long depth) {
  std::vector<context::fiber> all;
  std::thread([&] { all = several(depth); }).join();
  all.clear();
  EXPECT(Mark::alive == 0);
}

/// Run to the end by another thread.
void ended_by_a_thread(long depth) {
  auto all = several(depth);
  std::thread([&] {
    for (auto &one : all)
      one = std::move(one).resume();
  }).join();
  EXPECT(Mark::alive == 0);
  for (auto &one : all)
    EXPECT(!one);
}

/// Destroyed at the bottom of another fiber's recursion.
void by_a_fiber(long depth) {
  auto all = several(depth);
  context::fiber fiber(std::allocator_arg, small(), [&](context::fiber &&to) {
    auto bottom = [&] { all.clear(); };
    descend(depth, bottom);
    return std::move(to);
  });
  fiber = std::move(fiber).resume();
  EXPECT(!fiber && Mark::alive == 0);
}

/// Pages of address space.
long mapped() {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  EXPECT(file && fscanf(file, "%ld", &pages) == 1);
  fclose(file);
  return pages;
}

/// Thousands, by other threads: of those with a stack left behind each, the
/// address space would tell.
void many() {
  long before = 0;
  for (int round = 0; round < 100; ++round) {
    std::vector<context::fiber> all;
    for (int i = 0; i < 100; ++i)
      all.push_back(waiting(3));
    std::thread([&] { all.clear(); }).join();
    if (round == 20)
      before = mapped();
  }
  EXPECT(mapped() < before + 2000);
}

} // namespace

int main(int argc, char **argv) {
  long depth = levels(argc, argv);
  many();
  unsigned long long first = 0;
  for (int round = 0; round < 4; ++round) {
    by_a_thread(depth);
    by_the_next(depth);
    ended_by_a_thread(depth);
    by_a_fiber(depth);
    if (round == 1)
      first = live_bytes();
  }
  // What the runtime keeps for the next time must not become more each time.
  EXPECT(live_bytes() <= first);
}

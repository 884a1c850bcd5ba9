//===- coroutine2_deep.cpp - generators that yield from deep below -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Several coroutines are in the midst of deep recursions at once and take
// turns. The last ones are destroyed there, which unwinds all their frames.
//
//===----------------------------------------------------------------------===//

#include "deep.h"

#include <boost/coroutine2/coroutine.hpp>

#include <memory>
#include <vector>

namespace {

typedef boost::coroutines2::coroutine<long> coroutine;

/// Yields the level at every thousandth, going down.
void walk(coroutine::push_type &out, long depth) {
  Mark mark(depth);
  if (depth % 1000 == 0)
    out(depth);
  if (depth)
    walk(out, depth - 1);
}

std::vector<std::unique_ptr<coroutine::pull_type>> start(int count,
                                                         long depth) {
  std::vector<std::unique_ptr<coroutine::pull_type>> all;
  for (int i = 0; i < count; ++i)
    all.push_back(std::make_unique<coroutine::pull_type>(
        small(), [=](coroutine::push_type &out) { walk(out, depth + i); }));
  return all;
}

void take_turns(long depth) {
  auto all = start(4, depth);
  for (long expected = depth / 1000 * 1000; expected >= 0; expected -= 1000)
    for (auto &one : all) {
      EXPECT(*one && one->get() == expected);
      (*one)();
    }
  for (auto &one : all)
    EXPECT(!*one);
  EXPECT(Mark::alive == 0);
}

void abandon(long depth) {
  auto all = start(4, depth);
  for (auto &one : all)
    while (one->get() > 0)
      (*one)();
  EXPECT(Mark::alive >= 4 * depth);
  all.clear();
  EXPECT(Mark::alive == 0);
}

/// The other way round: data goes down.
void push(long depth) {
  long sum = 0, sent = 0;
  coroutine::push_type sink(small(), [&](coroutine::pull_type &in) {
    auto bottom = [&] {
      for (; in; in())
        sum += in.get();
    };
    EXPECT(descend(depth, bottom) == depth);
  });
  for (long i = 1; i <= 100; sent += i++)
    sink(i);
  EXPECT(sum == sent);
}

} // namespace

int main(int argc, char **argv) {
  long depth = levels(argc, argv);
  take_turns(depth);
  abandon(depth);
  push(depth);
  EXPECT(Mark::alive == 0);
}

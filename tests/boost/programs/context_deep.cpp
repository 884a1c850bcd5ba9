//===- context_deep.cpp - fibers of Boost.Context -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The thread's own stack and the fibers' are all in the midst of a recursion
// when they switch. Functions run on top of a fiber that waits deep below, and
// throw there.
//
//===----------------------------------------------------------------------===//

#include "deep.h"

#include <boost/context/fiber.hpp>

namespace context = boost::context;

namespace {

/// Goes down, waits there, and is let go on.
void wait_below(long depth) {
  long counted = -1;
  context::fiber fiber(std::allocator_arg, small(), [&](context::fiber &&to) {
    auto bottom = [&] { to = std::move(to).resume(); };
    counted = descend(depth, bottom);
    return std::move(to);
  });
  fiber = std::move(fiber).resume();
  EXPECT(fiber && counted == -1 && Mark::alive > depth);
  fiber = std::move(fiber).resume();
  EXPECT(!fiber && counted == depth);
}

/// A fiber that starts one when it is deep, and so on.
long nest(int fibers, long depth) {
  if (!fibers)
    return 0;
  long counted = 0;
  context::fiber fiber(std::allocator_arg, small(), [&](context::fiber &&to) {
    auto bottom = [&] {
      to = std::move(to).resume();
      counted += nest(fibers - 1, depth);
    };
    counted += descend(depth, bottom);
    return std::move(to);
  });
  while (fiber)
    fiber = std::move(fiber).resume();
  return counted;
}

struct OnTop {
  context::fiber back;
};

/// What is thrown on top of a fiber goes up through all of its frames.
void throw_on_top(long depth) {
  long caught = 0, counted = 0;
  context::fiber fiber(std::allocator_arg, small(), [&](context::fiber &&to) {
    auto bottom = [&] { to = std::move(to).resume(); };
    try {
      descend(depth, bottom);
    } catch (OnTop &thrown) {
      ++caught;
      to = std::move(thrown.back);
    }
    return std::move(to);
  });
  fiber = std::move(fiber).resume();
  fiber = std::move(fiber).resume_with(
      [&](context::fiber &&back) -> context::fiber {
        counted = descend(depth, [] {});
        throw OnTop{std::move(back)};
      });
  EXPECT(!fiber && counted == depth && caught == 1);
}

/// Destroyed while it waits.
void abandon(long depth) {
  bool over = false;
  {
    context::fiber fiber(std::allocator_arg, small(), [&](context::fiber &&to) {
      descend(depth, [&] { to = std::move(to).resume(); });
      over = true;
      return std::move(to);
    });
    fiber = std::move(fiber).resume();
    EXPECT(fiber && Mark::alive > depth);
  }
  EXPECT(!over);
}

} // namespace

int main(int argc, char **argv) {
  long depth = levels(argc, argv);
  auto all = [=] {
    long before = Mark::alive;
    wait_below(depth);
    EXPECT(nest(5, depth) == 5 * depth);
    throw_on_top(depth);
    abandon(depth);
    EXPECT(Mark::alive == before);
  };
  all();
  EXPECT(descend(depth, all) == depth);
  EXPECT(Mark::alive == 0);
}

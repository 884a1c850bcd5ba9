//===- continuation_deep.cpp - callcc() from deep below -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boost.Context's other interface, which no source can include with the first.
//
//===----------------------------------------------------------------------===//

#include "deep.h"

#include <boost/context/continuation.hpp>

namespace context = boost::context;

namespace {

/// Waits \p depth levels deep, and says when it went on.
context::continuation waiting(long depth, long &counted) {
  return context::callcc(std::allocator_arg, small(),
                         [depth, &counted](context::continuation &&to) {
                           counted = descend(depth, [&] { to = to.resume(); });
                           return std::move(to);
                         });
}

void wait_below(long depth) {
  long counted = -1;
  context::continuation fiber = waiting(depth, counted);
  EXPECT(fiber && counted == -1 && Mark::alive > depth);
  fiber = fiber.resume();
  EXPECT(!fiber && counted == depth);
}

/// Destroyed while it waits.
void abandon(long depth) {
  long counted = -1;
  {
    context::continuation fiber = waiting(depth, counted);
  }
  EXPECT(counted == -1);
}

} // namespace

int main(int argc, char **argv) {
  long depth = levels(argc, argv);
  auto all = [=] {
    long before = Mark::alive;
    wait_below(depth);
    abandon(depth);
    EXPECT(Mark::alive == before);
  };
  all();
  EXPECT(descend(depth, all) == depth);
  EXPECT(Mark::alive == 0);
}

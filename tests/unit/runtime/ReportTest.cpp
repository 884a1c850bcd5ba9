//===- ReportTest.cpp - how deep a recursion is, from its stack --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "state.h"

#include "gtest/gtest.h"

#include <vector>

using namespace segstack::rt;

namespace {

constexpr uptr code = 0x555500001000;

/// A stack of \p frames frames of \p words words, one return address in each.
std::vector<uptr> stack_of(unsigned frames, unsigned words) {
  std::vector<uptr> stack(frames * words, 0x7ffe00000000);
  for (unsigned i = 0; i < frames; ++i) {
    stack[i * words + words - 1] = code + 0x123;
    stack[i * words] = i;
  }
  return stack;
}

uptr estimate(const std::vector<uptr> &stack, uptr used) {
  return estimate_frames(stack.data(), stack.data() + stack.size(), code, used);
}

} // namespace

TEST(Report, FramesOfOneSize) {
  EXPECT_EQ(estimate(stack_of(100, 6), 100 * 48), 100u);
  EXPECT_EQ(estimate(stack_of(100, 6), 1000000 * 48), 1000000u);
  EXPECT_EQ(estimate(stack_of(4, 512), 4000 * 4096), 4000u);
}

TEST(Report, TwoFunctionsThatCallEachOther) {
  std::vector<uptr> stack = stack_of(100, 10);
  for (unsigned i = 0; i < 100; ++i)
    stack[i * 10 + 4] = code + 0x456;
  EXPECT_EQ(estimate(stack, 5000 * 80), 5000u);
}

TEST(Report, NoRecursionIsNotGuessed) {
  EXPECT_EQ(estimate(stack_of(2, 100), 1 << 20), 0u);
  EXPECT_EQ(estimate(std::vector<uptr>(1000, 0), 1 << 20), 0u);
  EXPECT_EQ(estimate({}, 1 << 20), 0u);
}

TEST(Report, AddressesOfOtherModulesDoNotCount) {
  std::vector<uptr> stack = stack_of(100, 6);
  for (uptr &word : stack)
    if (word == code + 0x123)
      word = 0x7f0000000123;
  EXPECT_EQ(estimate(stack, 4800), 0u);
}

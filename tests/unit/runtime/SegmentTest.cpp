//===- SegmentTest.cpp - sizes, mapping, growing and shrinking ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "state.h"

#include "gtest/gtest.h"

#include <cstring>

using namespace segstack::rt;

namespace {

struct Chains : testing::Test {
  Chains() {
    std::memset(&thread, 0, sizeof(thread));
    start_chain(thread, {1 << 20, 2 << 20});
    thread.own.total = 1 << 20;
    saved = options;
    normalize(options, segstack::os::page_size());
  }
  ~Chains() override {
    drop_after(thread, thread.own);
    options = saved;
  }
  /// Of the chain, but for the stack itself.
  unsigned length() const {
    unsigned segments = 0;
    for (Segment *at = thread.own.next; at != &no_segment; at = at->next)
      ++segments;
    return segments;
  }
  Thread thread;
  Options saved;
};

} // namespace

TEST(Sizes, SegmentsGrowGeometricallyUpToTheMaximum) {
  Options options;
  EXPECT_EQ(next_size(options, 0), 256u << 10);
  EXPECT_EQ(next_size(options, 100 << 10), 256u << 10);
  EXPECT_EQ(next_size(options, 1 << 20), 1u << 20);
  EXPECT_EQ(next_size(options, uint64_t(1) << 32), 64u << 20);
}

TEST(Sizes, ANeedHoldsTheFrameAndTheReserve) {
  Options options;
  for (uptr bytes : {0ul, 100ul, 5000ul, 1ul << 20}) {
    EXPECT_GE(need_of(options, bytes), options.reserve + 2 * bytes + 4096);
    EXPECT_EQ(need_of(options, bytes) % 4096, 0u);
  }
}

TEST_F(Chains, ANewSegmentIsUsableAndLinked) {
  Segment *segment = map_segment(thread.own, 256 << 10);
  ASSERT_NE(segment, nullptr);
  EXPECT_EQ(thread.own.next, segment);
  EXPECT_EQ(segment->prev, &thread.own);
  EXPECT_EQ(segment->next, &no_segment);
  EXPECT_EQ(segment->depth, 1u);
  EXPECT_EQ(segment->total, thread.own.total + (256 << 10));
  EXPECT_EQ(segment->high - segment->low, 256u << 10);
  EXPECT_EQ(segment->limit, segment->low + options.reserve);
  EXPECT_EQ(segment->top % 16, 0u);
  EXPECT_LE(segment->top, reinterpret_cast<uptr>(segment));
  // Down to the last byte.
  std::memset(reinterpret_cast<void *>(segment->low), 1,
              segment->top - segment->low);
  EXPECT_EQ(length(), 1u);
}

TEST_F(Chains, WhatFitsLeavesTheCheckRoom) {
  Segment *segment = map_segment(thread.own, 256 << 10);
  ASSERT_NE(segment, nullptr);
  uptr most = segment->fits - 1;
  EXPECT_GT(most, 64u << 10);
  EXPECT_GE(segment->top - 4096 - 2 * most, segment->limit);
}

TEST_F(Chains, GrowsInPlaceAndShrinksBack) {
  Segment *segment = map_segment(thread.own, 256 << 10);
  ASSERT_NE(segment, nullptr);
  uint64_t live = live_bytes();
  uptr low = segment->low, total = segment->total;
  ASSERT_TRUE(commit_to(*segment, low - (256 << 10)));
  EXPECT_EQ(segment->limit, low - (256 << 10) + options.reserve);
  EXPECT_EQ(segment->total, total + (256 << 10));
  EXPECT_EQ(live_bytes(), live + (256 << 10));
  std::memset(reinterpret_cast<void *>(segment->low), 1, 4096);
  shrink(*segment);
  EXPECT_EQ(segment->low, low);
  EXPECT_EQ(segment->limit, low + options.reserve);
  EXPECT_EQ(segment->total, total);
  EXPECT_EQ(live_bytes(), live);
  EXPECT_DEATH(*reinterpret_cast<volatile char *>(low - 1) = 1, "");
}

TEST_F(Chains, TheGuardFaults) {
  options.guard_pages = 2;
  Segment *segment = map_segment(thread.own, options.max_segment_size);
  ASSERT_NE(segment, nullptr);
  EXPECT_EQ(segment->low, segment->start + 2 * segstack::os::page_size());
  EXPECT_DEATH(*reinterpret_cast<volatile char *>(segment->low - 1) = 1, "");
  EXPECT_DEATH(*reinterpret_cast<volatile char *>(segment->start) = 1, "");
}

TEST_F(Chains, TheNextSegmentIsTheCachedOneIfItFits) {
  thread.max_stack = 1 << 30;
  Cause cause;
  Segment *first = next_segment(thread, thread.own, 100, cause);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(next_segment(thread, thread.own, 1000, cause), first);
  Segment *large = next_segment(thread, thread.own, 10 << 20, cause);
  ASSERT_NE(large, nullptr);
  EXPECT_GE(large->high - large->low, 10u << 20);
  EXPECT_EQ(length(), 1u);
}

TEST_F(Chains, MaxStackBoundsTheChain) {
  Cause cause;
  thread.max_stack = thread.own.total + (300 << 10);
  Segment *first = next_segment(thread, thread.own, 100, cause);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(next_segment(thread, *first, 100, cause), nullptr);
  EXPECT_EQ(cause, Cause::max_stack);
  drop_after(thread, thread.own);
  // What is left is handed out in full, even if it is less than a segment.
  thread.max_stack = thread.own.total + (100 << 10);
  first = next_segment(thread, thread.own, 100, cause);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->high - first->low, 100u << 10);
}

TEST_F(Chains, NoMemoryIsAnAnswer) {
  Cause cause;
  thread.max_stack = UINTPTR_MAX;
  EXPECT_EQ(next_segment(thread, thread.own, uptr(1) << 60, cause), nullptr);
  EXPECT_EQ(cause, Cause::memory);
}

TEST_F(Chains, DroppingTakesAllThatFollow) {
  uint64_t live = live_bytes();
  Segment *first = map_segment(thread.own, 256 << 10);
  ASSERT_NE(first, nullptr);
  Segment *second = map_segment(*first, 512 << 10);
  ASSERT_NE(second, nullptr);
  ASSERT_NE(map_segment(*second, 1 << 20), nullptr);
  EXPECT_EQ(length(), 3u);
  drop_after(thread, *first);
  EXPECT_EQ(first->next, &no_segment);
  EXPECT_EQ(length(), 1u);
  drop_after(thread, thread.own);
  EXPECT_EQ(live_bytes(), live);
}

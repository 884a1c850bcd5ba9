//===- VisitTest.cpp - handlers' stacks, and jumps out of them ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "state.h"
#include <segstack/segstack.h>

#include "gtest/gtest.h"

#include <cstring>

using namespace segstack::rt;

namespace {

constexpr uptr own_low = 1 << 20, own_high = 2 << 20;

/// A thread whose own stack nobody runs on, and a visit of its lowest 64 KiB.
struct Visits : testing::Test {
  Visits() {
    std::memset(&thread, 0, sizeof(thread));
    start_chain(thread, {own_low, own_high});
    thread.own.total = own_high - own_low;
    thread.max_stack = uptr(1) << 30;
    saved = options;
    normalize(options, segstack::os::page_size());
    position = here;
    here = {&thread.own, &thread, 0};
  }
  ~Visits() override {
    drop_after(thread, thread.own);
    here = position;
    segstack_limit = UINTPTR_MAX;
    options = saved;
  }
  void visit() {
    push_visit(thread, {own_low, own_low + (64 << 10), own_low + (16 << 10),
                        &thread.own});
  }
  Segment *next(Segment &from, uptr bytes) {
    Cause cause;
    return next_segment(thread, from, bytes, cause);
  }
  /// Of the thread's chain, but for the stack itself.
  unsigned length() const {
    unsigned segments = 0;
    for (Segment *at = thread.own.next; at != &no_segment; at = at->next)
      ++segments;
    return segments;
  }
  Thread thread;
  Options saved;
  Position position;
};

} // namespace

TEST_F(Visits, ASegmentThatIsTooSmallStaysMapped) {
  Segment *small = next(thread.own, 100);
  ASSERT_NE(small, nullptr);
  visit();
  Segment *large = next(thread.own, 10 << 20);
  ASSERT_NE(large, nullptr);
  EXPECT_EQ(thread.own.next, small);
  EXPECT_EQ(small->next, large);
  EXPECT_EQ(large->prev, small);
  EXPECT_GT(large->fits, 10u << 20);
  // Found again.
  EXPECT_EQ(next(thread.own, 10 << 20), large);
  EXPECT_EQ(length(), 2u);
}

TEST_F(Visits, NothingGrowsInPlace) {
  Segment *segment = next(thread.own, 100);
  ASSERT_NE(segment, nullptr);
  uptr low = segment->low;
  visit();
  EXPECT_FALSE(grow_in_place(thread, *segment, segment->limit, 100));
  EXPECT_EQ(segment->low, low);
  thread.visits = 0;
  EXPECT_TRUE(grow_in_place(thread, *segment, segment->limit, 100));
  EXPECT_LT(segment->low, low);
}

TEST_F(Visits, GoOnWhereTheyAreAndOnTheSegmentsAfter) {
  visit();
  EXPECT_EQ(current_visit(thread, own_low + 100), &thread.visit[0]);
  Segment *segment = next(thread.own, 100);
  ASSERT_NE(segment, nullptr);
  EXPECT_EQ(current_visit(thread, segment->top), &thread.visit[0]);
  // A stack that nobody told of says nothing.
  EXPECT_EQ(current_visit(thread, 4096), &thread.visit[0]);
}

TEST_F(Visits, EndByAJumpAboveWhereTheyBegan) {
  visit();
  visit();
  EXPECT_EQ(thread.visits, 2u);
  EXPECT_EQ(current_visit(thread, own_low + (100 << 10)), nullptr);
  EXPECT_EQ(thread.visits, 0u);
}

TEST_F(Visits, GiveBackAllButTheNextSegment) {
  options.cache = 0;
  visit();
  Segment *first = next(thread.own, 100);
  ASSERT_NE(first, nullptr);
  ASSERT_NE(next(*first, 100), nullptr);
  EXPECT_EQ(length(), 2u);
  pop_visits(thread, 0, &thread.own);
  EXPECT_EQ(thread.own.next, first);
  EXPECT_EQ(first->next, &no_segment);
  EXPECT_EQ(length(), 1u);
  EXPECT_EQ(thread.visits, 0u);
}

TEST_F(Visits, MoreThanThereIsRoomForShareTheLast) {
  for (int i = 0; i < 20; ++i)
    visit();
  EXPECT_EQ(thread.visits, 16u);
  pop_visits(thread, 0, &thread.own);
  EXPECT_EQ(thread.visits, 0u);
}

TEST_F(Visits, APositionBringsBackTheSegment) {
  segstack_position saved_position;
  segstack_save_position(&saved_position);
  Segment *segment = next(thread.own, 100);
  ASSERT_NE(segment, nullptr);
  here.current = segment;
  segstack_limit = segment->limit;
  visit();
  segstack_restore_position(&saved_position);
  EXPECT_EQ(here.current, &thread.own);
  EXPECT_EQ(thread.visits, 0u);
  EXPECT_EQ(segstack_limit, UINTPTR_MAX);
}

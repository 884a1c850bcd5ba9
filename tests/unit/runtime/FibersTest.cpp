//===- FibersTest.cpp - the table of chains, and unknown stacks --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "state.h"
#include <segstack/segstack.h>

#include "gtest/gtest.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>

using namespace segstack::rt;

namespace {

constexpr uptr low = uptr(7) << 30, high = low + (64 << 10);

/// A thread whose own stack nobody runs on.
struct Fibers : testing::Test {
  Fibers() {
    std::memset(static_cast<void *>(&thread), 0, sizeof(thread));
    start_chain(thread, {1 << 20, 2 << 20});
    thread.max_stack = uptr(1) << 30;
    saved = options;
    normalize(options, segstack::os::page_size());
    position = here;
    here = {&thread.own, &thread, 0};
  }
  ~Fibers() override {
    segstack_remove_stack(reinterpret_cast<void *>(low), high - low);
    end_spare(thread);
    here = position;
    segstack_limit = UINTPTR_MAX;
    options = saved;
  }
  Segment *next(Segment &from) {
    Cause cause;
    return next_segment(thread, from, 100, cause);
  }
  Thread thread;
  Options saved;
  Position position;
};

} // namespace

TEST_F(Fibers, AStackHasOneChain) {
  Chain *chain = add_chain(thread, {low, high});
  ASSERT_NE(chain, nullptr);
  EXPECT_EQ(add_chain(thread, {low, high}), chain);
  EXPECT_EQ(chain->own.low, low);
  EXPECT_EQ(chain->own.high, high);
  EXPECT_EQ(chain->own.chain, chain);
}

TEST_F(Fibers, ASmallStackKeepsHalfOfItAsReserve) {
  Chain *chain = add_chain(thread, {low, high});
  ASSERT_NE(chain, nullptr);
  EXPECT_EQ(chain->own.limit, low + (high - low) / 2);
}

TEST_F(Fibers, AnotherStackAtTheSamePlaceBeginsAnew) {
  Chain *chain = add_chain(thread, {low + 4096, high});
  ASSERT_NE(chain, nullptr);
  Segment *segment = next(chain->own);
  ASSERT_NE(segment, nullptr);
  EXPECT_EQ(segment->chain, chain);
  Chain *again = add_chain(thread, {low, high});
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->own.low, low);
  EXPECT_EQ(again->own.next, &no_segment);
}

TEST_F(Fibers, TheSegmentsOfAFiberAreFoundByItsLastRunnerAlone) {
  Chain *chain = add_chain(thread, {low, high});
  ASSERT_NE(chain, nullptr);
  EXPECT_EQ(segment_of_fiber(thread, high - 8), &chain->own);
  Segment *segment = next(chain->own);
  ASSERT_NE(segment, nullptr);
  EXPECT_EQ(segment_of_fiber(thread, segment->top), segment);
  EXPECT_EQ(segment_of_fiber(thread, low - 8), nullptr);
  Thread other = {};
  EXPECT_EQ(segment_of_fiber(other, segment->top), nullptr);
  run_chain(other, *chain);
  EXPECT_EQ(segment_of_fiber(other, segment->top), segment);
  EXPECT_EQ(segment_of_fiber(thread, segment->top), nullptr);
}

TEST_F(Fibers, AForeignChainIsUsedAgainWithItsSegment) {
  Chain *chain = begin_foreign(thread);
  ASSERT_NE(chain, nullptr);
  EXPECT_TRUE(is_foreign(chain->own));
  Segment *segment = next(chain->own);
  ASSERT_NE(segment, nullptr);
  EXPECT_TRUE(segment->trim);
  EXPECT_FALSE(is_foreign(*segment));
  end_foreign(thread, *chain);
  EXPECT_EQ(begin_foreign(thread), chain);
  EXPECT_EQ(chain->own.next, segment);
  // Two at a time are two chains; of those that end one is kept.
  Chain *second = begin_foreign(thread);
  ASSERT_NE(second, nullptr);
  EXPECT_NE(second, chain);
  end_foreign(thread, *chain);
  end_foreign(thread, *second);
  EXPECT_EQ(begin_foreign(thread), second);
  end_foreign(thread, *second);
}

TEST_F(Fibers, RemovingAStackGivesItsSegmentsBack) {
  void *start = reinterpret_cast<void *>(low);
  ASSERT_EQ(segstack_add_stack(start, high - low), 0);
  Chain *chain = add_chain(thread, {low, high});
  ASSERT_NE(next(chain->own), nullptr);
  Segment *segment = chain->own.next;
  here.current = chain->own.next;
  EXPECT_EQ(segstack_remove_stack(start, high - low), 0);
  EXPECT_EQ(find_chain({low, high}), nullptr);
  // To the next one that needs it.
  EXPECT_EQ(thread.spares[0].segment, segment);
  EXPECT_EQ(here.current, &thread.own);
  EXPECT_EQ(segstack_remove_stack(start, high - low), EINVAL);
}

TEST_F(Fibers, AStackHasAnAddressAndASize) {
  EXPECT_EQ(segstack_add_stack(nullptr, 1 << 20), EINVAL);
  EXPECT_EQ(segstack_add_stack(reinterpret_cast<void *>(low), 1023), EINVAL);
}

TEST(Readable, EndsAtAPageThatCannotBeRead) {
  uptr page = segstack::os::page_size();
  void *start = mmap(nullptr, 100 * page, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(start, MAP_FAILED);
  uptr first = reinterpret_cast<uptr>(start);
  ASSERT_EQ(mprotect(start, page, PROT_NONE), 0);
  for (uptr at : {uptr(1), uptr(20), uptr(33), uptr(99)})
    EXPECT_EQ(segstack::os::readable_down_to(first + at * page + 8, 1 << 20),
              first + page);
  uptr from = first + 99 * page + 8;
  EXPECT_LE(segstack::os::readable_down_to(from, 40 * page), from - 40 * page);
  munmap(start, 100 * page);
}

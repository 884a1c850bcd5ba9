//===- StatsTest.cpp - counting by site --------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "state.h"
#include <segstack/segstack.h>

#include "gtest/gtest.h"

using namespace segstack::rt;

namespace segstack::rt {
void keep_hottest(segstack_site *hot, unsigned size, const char *function,
                  uint64_t crossings);
}

TEST(Stats, EachSiteHasItsCounterAndTheLastIsForTheRest) {
  static const char a[] = "a", b[] = "b", c[] = "c";
  Site sites[3] = {};
  uint64_t *first = site_counter(sites, 3, a);
  uint64_t *second = site_counter(sites, 3, b);
  EXPECT_EQ(first, &sites[0].crossings);
  EXPECT_EQ(second, &sites[1].crossings);
  EXPECT_EQ(site_counter(sites, 3, a), first);
  EXPECT_EQ(site_counter(sites, 3, c), &sites[2].crossings);
  EXPECT_EQ(sites[2].function, nullptr);
}

TEST(Stats, ANameOutlivesItsLibrary) {
  char name[] = "gone";
  Site sites[2] = {};
  site_counter(sites, 2, name);
  name[0] = 0;
  EXPECT_STREQ(sites[0].name, "gone");
}

TEST(Stats, TheHottestComeFirstAndEqualNamesAddUp) {
  segstack_site hot[3] = {};
  keep_hottest(hot, 3, "few", 1);
  keep_hottest(hot, 3, "many", 10);
  keep_hottest(hot, 3, "some", 5);
  keep_hottest(hot, 3, "none", 0);
  EXPECT_STREQ(hot[0].function, "many");
  EXPECT_STREQ(hot[1].function, "some");
  EXPECT_STREQ(hot[2].function, "few");
  keep_hottest(hot, 3, std::string("few").c_str(), 20);
  EXPECT_STREQ(hot[1].function, "many");
  EXPECT_EQ(hot[0].crossings, 21u);
  keep_hottest(hot, 3, "more", 7);
  EXPECT_STREQ(hot[2].function, "more");
}

TEST(Stats, ALongNameIsCut) {
  segstack_site hot[1] = {};
  std::string name(500, 'x');
  keep_hottest(hot, 1, name.c_str(), 3);
  EXPECT_EQ(hot[0].function, name.substr(0, sizeof(hot->function) - 1));
  keep_hottest(hot, 1, name.c_str(), 4);
  EXPECT_EQ(hot[0].crossings, 7u);
}

TEST(Stats, CrossingsAreCountedOnceEach) {
  segstack_stats before, after;
  segstack_get_stats(&before);
  int calls = 0;
  auto count = [](void *data) { ++*static_cast<int *>(data); };
  // More than any stack has left: each call crosses.
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(segstack_run(count, &calls, 100 << 20), 0);
  segstack_get_stats(&after);
  EXPECT_EQ(calls, 5);
  EXPECT_EQ(after.crossings - before.crossings, 5u);
  EXPECT_EQ(after.segments_mapped - before.segments_mapped, 1u);
  EXPECT_EQ(after.segments_cached, 1u);
  EXPECT_GE(after.bytes_peak, after.bytes_live);
}

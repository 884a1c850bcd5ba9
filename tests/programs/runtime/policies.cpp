//===- policies.cpp - how a stack grows, by the option `policy` -----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// usage: policies hybrid|chain|reserve|huge. The counters tell whether segments
// were chained or grew in place, and that memory goes back either way.
//
//===----------------------------------------------------------------------===//

#include "expect.h"
#include "process.h"

#include <string>

namespace {

constexpr long levels = 300000;

NOINLINE long deep(long n) {
  SEGSTACK_CHECK(96, (n), deep(n));
  long below = n ? deep(n - 1) : 0;
  keep(below);
  return below + 1;
}

NOINLINE long largest_huge_page(long n) {
  SEGSTACK_CHECK(96, (n), largest_huge_page(n));
  long most = n ? largest_huge_page(n - 1)
                : largest_value("/proc/self/smaps", "AnonHugePages:");
  keep(most);
  return most;
}

bool has_huge_pages() {
  FILE *file = std::fopen("/sys/kernel/mm/transparent_hugepage/enabled", "r");
  char line[128] = "[never]";
  if (file && !std::fgets(line, sizeof(line), file))
    line[0] = 0;
  if (file)
    std::fclose(file);
  return !std::strstr(line, "[never]");
}

} // namespace

int main(int, char **argv) {
  std::string policy = argv[1];
  if (policy == "huge") {
    // What the system does not offer is not there with the option either.
    EXPECT_EQ(largest_huge_page(3 * levels) >= 2048, has_huge_pages());
    return 0;
  }
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(deep(levels), levels + 1);
    segstack_stats now = stats();
    if (policy == "chain")
      EXPECT_EQ(now.grown_in_place, 0);
    else
      EXPECT(now.grown_in_place > 0);
    if (policy == "reserve") {
      EXPECT_EQ(now.crossings, i);
      EXPECT_EQ(now.deepest_chain, 1);
      EXPECT_EQ(now.segments_mapped, 1);
    } else {
      EXPECT(now.deepest_chain > 1);
    }
    EXPECT(now.bytes_live <= 2 << 20);
    // A frame and its return address.
    EXPECT(now.bytes_peak >= levels * 16 - (1 << 20));
  }
}

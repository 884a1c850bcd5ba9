//===- TextTest.cpp - formatting without malloc ------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "text.h"

#include "gtest/gtest.h"

#include <string>

using namespace segstack::rt;

TEST(Text, AddsTextAndNumbers) {
  TextOf<64> out;
  out << "a=" << uint64_t(0) << " b=" << UINT64_MAX;
  EXPECT_STREQ(out.text(), "a=0 b=18446744073709551615");
  EXPECT_EQ(out.length(), 26u);
}

TEST(Text, CutsAtItsEnd) {
  TextOf<5> out;
  out << "123456789";
  EXPECT_STREQ(out.text(), "1234");
  out << "x";
  EXPECT_STREQ(out.text(), "1234");
}

TEST(Text, SizesTakeTheLargestUnitThatDivides) {
  struct {
    uint64_t size;
    const char *text;
  } cases[] = {{0, "0 bytes"},
               {1, "1 bytes"},
               {1023, "1023 bytes"},
               {1024, "1 KiB"},
               {1536, "1536 bytes"},
               {65536, "64 KiB"},
               {1 << 30, "1 GiB"},
               {uint64_t(5) << 40, "5 TiB"},
               {uint64_t(1) << 60, "1048576 TiB"}};
  for (auto &each : cases) {
    TextOf<32> out;
    out.bytes(each.size);
    EXPECT_STREQ(out.text(), each.text);
  }
}

static std::string named(const char *spelled) {
  TextOf<128> out;
  out << FunctionName{spelled};
  return out.text();
}

TEST(Text, AFunctionIsTakenOutOfTheCompilersSpelling) {
  EXPECT_EQ(named(nullptr), "?");
  EXPECT_EQ(named("segstack_run"), "segstack_run");
  EXPECT_EQ(named("SegstackResult segstack_check::{anonymous}::segstack_cross("
                  "SegstackClosure) [with SegstackResult = int; long unsigned "
                  "int SegstackBytes = 96; unsigned int SegstackFlags = 2; "
                  "SegstackClosure = fib(int)::<lambda()>]"),
            "fib(int)");
  EXPECT_EQ(named("[with SegstackResult = int; SegstackClosure = "
                  "f(int)::<lambda(int)>::<lambda()>; segstack_uptr = long]"),
            "f(int)::<lambda(int)>");
}

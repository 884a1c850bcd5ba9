//===- OptionsTest.cpp - SEGSTACK_OPTIONS ------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "options.h"

#include "gtest/gtest.h"

#include <string>

using namespace segstack::rt;

namespace {

Options parsed(const char *text) {
  Options options;
  TextOf<500> error;
  EXPECT_TRUE(parse_options(text, options, error)) << error.text();
  return options;
}

std::string error_of(const std::string &text) {
  Options options;
  TextOf<500> error;
  EXPECT_FALSE(parse_options(text.c_str(), options, error)) << text;
  return error.text();
}

bool size_of(const std::string &text, uint64_t &size) {
  return parse_size(text.data(), text.size(), size);
}

} // namespace

TEST(Options, SizesWithSuffixes) {
  struct {
    const char *text;
    uint64_t size;
  } cases[] = {{"0", 0},
               {"123", 123},
               {"4k", 4096},
               {"4K", 4096},
               {"4KB", 4096},
               {"4KiB", 4096},
               {"2m", 2 << 20},
               {"1G", 1 << 30},
               {"3t", uint64_t(3) << 40},
               {"18446744073709551615", UINT64_MAX}};
  for (auto &each : cases) {
    uint64_t size = 1;
    EXPECT_TRUE(size_of(each.text, size)) << each.text;
    EXPECT_EQ(size, each.size) << each.text;
  }
}

TEST(Options, WhatIsNoSize) {
  uint64_t size;
  for (const char *text : {"", "k", "-1", "1x", "1kk", "1kib", "1 k", "0x10",
                           "18446744073709551616", "99999999999999999999",
                           "18446744073709551615k", "16777216t"})
    EXPECT_FALSE(size_of(text, size)) << text;
}

TEST(Options, Defaults) {
  Options options = parsed("");
  EXPECT_EQ(options.max_stack, uint64_t(1) << 30);
  EXPECT_EQ(options.reserve, 65536u);
  EXPECT_EQ(options.stress, 0u);
  EXPECT_EQ(options.on_exhausted, 0u);
  EXPECT_STREQ(options.trace, "");
}

TEST(Options, ReadsEveryKind) {
  Options options =
      parsed("max_stack=2g:stress=7:on_exhausted=abort:"
             "print_stats=1:trace=/tmp/a=b:log_path=x:layout=below");
  EXPECT_EQ(options.max_stack, uint64_t(2) << 30);
  EXPECT_EQ(options.stress, 7u);
  EXPECT_EQ(options.on_exhausted, 1u);
  EXPECT_EQ(options.print_stats, 1u);
  EXPECT_STREQ(options.trace, "/tmp/a=b");
  EXPECT_STREQ(options.log_path, "x");
  EXPECT_EQ(options.layout, 1u);
}

TEST(Options, TheLastOfTwoCountsAndEmptyPartsDoNot) {
  Options options = parsed(":cache=1m::cache=2m:");
  EXPECT_EQ(options.cache, uint64_t(2) << 20);
}

TEST(Options, ErrorsNameTheNearestKey) {
  struct {
    const char *text, *nearest;
  } cases[] = {{"max_stak=1g", "max_stack"},
               {"maxstack=1g", "max_stack"},
               {"segment_sise=1m", "segment_size"},
               {"max_segment=1m", "max_segment_size"},
               {"stres=1", "stress"},
               {"printstats=1", "print_stats"},
               {"logpath=x", "log_path"}};
  for (auto &each : cases) {
    std::string error = error_of(each.text);
    EXPECT_NE(error.find(std::string("did you mean '") + each.nearest + "'?"),
              std::string::npos)
        << error;
  }
}

TEST(Options, ErrorsOfValues) {
  struct {
    const char *text, *error;
  } cases[] = {
      {"max_stack=", "option 'max_stack': '' is not a size; valid is 64 KiB "
                     "to 64 TiB"},
      {"stress=1k", "option 'stress': '1k' is not a number; valid is 0 to "
                    "4294967296"},
      {"max_stack=1k", "option 'max_stack': '1k' is out of range; the nearest "
                       "valid value is 64 KiB"},
      {"guard_pages=0", "option 'guard_pages': '0' is out of range; the "
                        "nearest valid value is 1"},
      {"print_stats=2", "option 'print_stats': '2' is out of range; the "
                        "nearest valid value is 1"},
      {"on_exhausted=thro", "option 'on_exhausted': 'thro' is none of "
                            "throw|abort; did you mean 'throw'?"},
      {"trace=", "option 'trace': '' must be a path of 1 to 255 bytes"},
      {"cache", "option 'cache' needs a value: 'cache=...'"}};
  for (auto &each : cases)
    EXPECT_EQ(error_of(each.text), each.error);
}

TEST(Options, APathMayNotOverflow) {
  EXPECT_STREQ(parsed(("trace=" + std::string(255, 'a')).c_str()).trace,
               std::string(255, 'a').c_str());
  EXPECT_NE(error_of("trace=" + std::string(256, 'a')).find("255 bytes"),
            std::string::npos);
  EXPECT_NE(error_of(std::string(100000, 'a') + "=1").find("unknown"),
            std::string::npos);
}

TEST(Options, NormalizedSizesFitEachOther) {
  Options options = parsed("reserve=100000:segment_size=16k:"
                           "max_segment_size=20k:max_stack=1000001");
  normalize(options, 4096);
  EXPECT_EQ(options.reserve, 102400u);
  EXPECT_EQ(options.max_stack, 1003520u);
  EXPECT_GE(options.segment_size, options.reserve + 16384);
  EXPECT_EQ(options.max_segment_size, options.segment_size);
  EXPECT_EQ(options.segment_size % 4096, 0u);
}

TEST(Options, HardLimit) {
  Options options;
  EXPECT_EQ(hard_limit(options, 1 << 20), 2u << 20);
  EXPECT_EQ(hard_limit(options, 64 << 20), 72u << 20);
  options.hard_extra = 5;
  EXPECT_EQ(hard_limit(options, 10), 15u);
  EXPECT_EQ(hard_limit(options, UINT64_MAX), UINT64_MAX);
}

TEST(Options, EditDistance) {
  EXPECT_EQ(edit_distance("abc", 3, "abc"), 0u);
  EXPECT_EQ(edit_distance("abc", 3, "abd"), 1u);
  EXPECT_EQ(edit_distance("abc", 3, "bc"), 1u);
  EXPECT_EQ(edit_distance("", 0, "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", 6, "sitting"), 3u);
}

TEST(Options, TheTableNamesAll) {
  TextOf<3000> out;
  describe_options(out);
  std::string table = out.text();
  EXPECT_LT(out.length(), 2999u);
  for (const char *key : {"help", "print_stats", "max_stack", "segment_size",
                          "max_segment_size", "reserve", "cache", "guard_pages",
                          "on_exhausted", "stress", "trace", "log_path"})
    EXPECT_NE(table.find(std::string("\n  ") + key + " "), std::string::npos)
        << key;
}

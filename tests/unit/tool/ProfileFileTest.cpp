//===- ProfileFileTest.cpp - how often functions were called --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProfileFile.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

namespace {

CallCounts counts(llvm::StringRef Text) {
  llvm::Expected<CallCounts> Read = parseProfile(Text, "x");
  if (Read)
    return *Read;
  ADD_FAILURE() << llvm::toString(Read.takeError());
  return {};
}

TEST(ProfileFileTest, CallsOfGcov) {
  const char *Line = R"({"files": [{"file": "src/a.c", "functions": [)"
                     R"({"name": "f", "execution_count": 7}]}]})";
  EXPECT_THAT(counts(Line),
              UnorderedElementsAre(Pair("f", 7), Pair("f@a.c", 7)));
  EXPECT_THAT(counts(std::string(Line) + "\n" + Line + "\n"),
              UnorderedElementsAre(Pair("f", 14), Pair("f@a.c", 14)));
}

TEST(ProfileFileTest, SamplesOfPerf) {
  EXPECT_THAT(counts("_Z1fi\n\n  _Z1gv\n_Z1fi\n[unknown]\n"),
              UnorderedElementsAre(Pair("_Z1fi", 2), Pair("_Z1gv", 1)));
}

TEST(ProfileFileTest, AnythingElseIsAnError) {
  for (const char *Text : {"ok\n{\"files\": 1}", "ok\n{", "ok\nf(int)"})
    EXPECT_THAT(messageOf(parseProfile(Text, "p.json")),
                HasSubstr("p.json:2: expected a line of 'gcov"));
  EXPECT_THAT(messageOf(readProfile("/nowhere/p.json")),
              HasSubstr("cannot read the profile '/nowhere/p.json': "));
}

} // namespace

//===- ConfigFileTest.cpp - the .segstack file ----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConfigFile.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

Settings parsed(llvm::StringRef Text) {
  llvm::Expected<Settings> Result = parseConfig(Text, "x");
  if (Result)
    return *Result;
  ADD_FAILURE() << llvm::toString(Result.takeError());
  return {};
}

std::string errorOf(llvm::StringRef Text) {
  return messageOf(parseConfig(Text, ".segstack"));
}

TEST(ConfigFileTest, ReadsEveryKey) {
  Settings S = parsed("place: all\n"
                      "header-filter: 'src/.*'\n"
                      "exclude-header-filter: third_party\n"
                      "system-header-filter: bits/regex.*\n"
                      "skip: ['main', 'a::*']\n"
                      "unchecked-budget: 4096\n"
                      "external-stack: ['getaddrinfo=96k', db::query=5]\n"
                      "system-stack: ['gc::scan']\n"
                      "max-recursion-depth: ['Reader::On*=4']\n"
                      "extra-arg: [-DX=1]\n"
                      "extra-arg-before:\n  - -std=c++20\n  - -w\n"
                      "no-include: true\n"
                      "no-verify: false\n"
                      "line-markers: line\n");
  EXPECT_EQ(S.Place, Placement::All);
  EXPECT_EQ(S.HeaderFilter, "src/.*");
  EXPECT_EQ(S.ExcludeHeaderFilter, "third_party");
  EXPECT_EQ(S.SystemHeaderFilter, "bits/regex.*");
  EXPECT_THAT(S.Skip, ElementsAre("main", "a::*"));
  EXPECT_EQ(S.UncheckedBudget, 4096u);
  EXPECT_THAT(S.ExternalStack, ElementsAre("getaddrinfo=96k", "db::query=5"));
  EXPECT_THAT(S.SystemStack, ElementsAre("gc::scan"));
  EXPECT_THAT(S.MaxRecursionDepth, ElementsAre("Reader::On*=4"));
  EXPECT_THAT(S.ExtraArgs, ElementsAre("-DX=1"));
  EXPECT_THAT(S.ExtraArgsBefore, ElementsAre("-std=c++20", "-w"));
  EXPECT_EQ(S.NoInclude, true);
  EXPECT_EQ(S.NoVerify, false);
  EXPECT_EQ(S.LineMarkers, SelfContainedOptions::Line);
}

TEST(ConfigFileTest, AnEmptyFileSaysNothing) {
  EXPECT_EQ(parsed("").Place, std::nullopt);
  EXPECT_EQ(parsed("# a comment\n").Place, std::nullopt);
  EXPECT_EQ(parsed("---\n...\n").Place, std::nullopt);
}

TEST(ConfigFileTest, AnUnknownKeyNamesTheNearest) {
  EXPECT_EQ(errorOf("place: all\nheaderfilter: x\n"),
            ".segstack:2:1: unknown key 'headerfilter'; did you mean "
            "'header-filter'?");
}

TEST(ConfigFileTest, ABadValueSaysWhatWasExpected) {
  EXPECT_EQ(errorOf("\nplace: al\n"), ".segstack:2:8: expected 'all', 'auto' "
                                      "or 'plan', found 'al'; did you mean "
                                      "'all'?");
  EXPECT_EQ(errorOf("unchecked-budget: many\n"),
            ".segstack:1:19: expected a number of bytes, found 'many'");
  EXPECT_EQ(errorOf("unchecked-budget: -1\n"),
            ".segstack:1:19: expected a number of bytes, found '-1'");
  EXPECT_EQ(errorOf("no-include: yes\n"),
            ".segstack:1:13: expected 'true' or 'false', found 'yes'");
  EXPECT_THAT(errorOf("header-filter: '('\n"),
              HasSubstr(".segstack:1:16: expected a regular expression"));
  EXPECT_THAT(errorOf("external-stack: [getaddrinfo]\n"),
              HasSubstr(".segstack:1:18: expected NAME=BYTES"));
  EXPECT_THAT(errorOf("skip: ['[']\n"),
              HasSubstr(".segstack:1:8: expected a function's name or a glob"));
}

TEST(ConfigFileTest, AWrongKindOfValueIsAnError) {
  EXPECT_THAT(errorOf("skip: main\n"), HasSubstr("expected a list"));
  EXPECT_THAT(errorOf("- place\n"), HasSubstr("'key: value'"));
  EXPECT_THAT(errorOf("place: [all]\n"), HasSubstr("expected a single value"));
  EXPECT_THAT(errorOf("place: all\nplace: auto\n"), HasSubstr(".segstack:2:"));
  EXPECT_THAT(errorOf("place: 'all\n"), HasSubstr(".segstack:1:"));
}

TEST(ConfigFileTest, WhatIsPrintedReadsTheSame) {
  llvm::StringRef Text = "place: all\nskip: ['a b', 'x::*']\nno-verify: true\n"
                         "extra-arg: ['-DS=\"it''s\"']\n";
  Settings Again = parsed(printConfig(parsed(Text)));
  EXPECT_EQ(Again.Place, Placement::All);
  EXPECT_THAT(Again.Skip, ElementsAre("a b", "x::*"));
  EXPECT_THAT(Again.ExtraArgs, ElementsAre("-DS=\"it's\""));
  EXPECT_EQ(Again.NoVerify, true);
  EXPECT_EQ(Again.NoInclude, std::nullopt);
}

TEST(ConfigFileTest, TheNearestFileAboveASourceCounts) {
  Scratch Folder;
  Folder.write(".segstack", "place: all\n");
  Folder.write("lib/.segstack", "place: auto\n");
  ConfigFinder Finder;
  auto placeOf = [&](llvm::StringRef Name) {
    return cantFail(Finder.settingsFor(Folder.path(Name))).Place;
  };
  EXPECT_EQ(placeOf("a.cpp"), Placement::All);
  EXPECT_EQ(placeOf("src/deep/a.cpp"), Placement::All);
  EXPECT_EQ(placeOf("lib/a.cpp"), Placement::Auto);
  EXPECT_EQ(placeOf("lib/deep/a.cpp"), Placement::Auto);
}

TEST(ConfigFileTest, FlagsAreStrongerAndListsGrow) {
  Settings S = parsed("place: all\nskip: [a]\nno-include: true\n");
  Settings Flags;
  Flags.Place = Placement::Auto;
  Flags.Skip = {"b"};
  S.ExternalStack = {"f=1"};
  Flags.ExternalStack = {"f=2"};
  S.overlay(Flags);
  EXPECT_EQ(S.Place, Placement::Auto);
  EXPECT_THAT(S.Skip, ElementsAre("a", "b"));
  EXPECT_THAT(S.ExternalStack, ElementsAre("f=1", "f=2"));
  EXPECT_FALSE(S.include());
}

TEST(SettingsTest, ExtraArgumentsKeepClearOfFileNames) {
  Settings S;
  S.ExtraArgsBefore = {"-first"};
  S.ExtraArgs = {"-last"};
  EXPECT_THAT(withExtraArguments({"g++", "-c", "a.cpp"}, S),
              ElementsAre("g++", "-first", "-c", "a.cpp", "-last"));
  EXPECT_THAT(withExtraArguments({"g++", "-c", "--", "a.cpp"}, S),
              ElementsAre("g++", "-first", "-c", "-last", "--", "a.cpp"));
}

} // namespace

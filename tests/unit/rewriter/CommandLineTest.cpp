//===- CommandLineTest.cpp -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

namespace {

AdaptedCommand adapt(std::vector<std::string> CommandLine) {
  return adaptCommand(CommandLine, "/resource");
}

/// The arguments without those that are added to every command.
std::vector<std::string> kept(std::vector<std::string> CommandLine) {
  std::vector<std::string> Result;
  for (const std::string &Argument : adapt(CommandLine).Arguments)
    if (Argument.rfind("--driver-mode", 0) &&
        Argument.rfind("--gcc-install-dir", 0) &&
        Argument.rfind("-resource-dir", 0) && Argument.rfind("-std=", 0) &&
        Argument.rfind("-fgnuc-version=", 0) &&
        Argument.rfind("-fbracket-depth=", 0) &&
        Argument.rfind("-fconstexpr-steps=", 0) &&
        Argument != "-fsyntax-only" && Argument != "-w" &&
        Argument != "-Wno-everything")
      Result.push_back(Argument);
  return Result;
}

TEST(CommandLineTest, MeaningStaysOutputGoes) {
  EXPECT_THAT(
      kept({"g++",      "-Iinc",    "-I",       "inc2",     "-DX=1",
            "-DA B",    "-UY",      "-isystem", "s",        "-iquote",
            "q",        "-include", "f.h",      "-fopenmp", "-fno-exceptions",
            "-pthread", "-m32",     "-c",       "-o",       "a.o",
            "a.cpp"}),
      ElementsAre("g++", "-Iinc", "-I", "inc2", "-DX=1", "-DA B", "-UY",
                  "-isystem", "s", "-iquote", "q", "-include", "f.h",
                  "-fopenmp", "-fno-exceptions", "-pthread", "-m32", "a.cpp"));
}

TEST(CommandLineTest, OutputsGoWithoutANote) {
  AdaptedCommand Adapted = adapt(
      {"g++",           "-MD",   "-MF",     "a.d",         "-MT",         "x",
       "-MQ",           "y",     "-MP",     "-save-temps", "-flto=auto",  "-g",
       "-gsplit-dwarf", "-Wall", "-Werror", "-Wl,-z,now",  "-Wp,-MD,b.d", "-lm",
       "-Llib",         "b.o",   "-S",      "--coverage",  "a.cpp"});
  EXPECT_THAT(Adapted.Notes, IsEmpty());
  EXPECT_EQ(Adapted.Arguments.back(), "a.cpp");
  for (const char *Gone : {"-MD", "a.d", "x", "y", "-MP", "-flto=auto", "-g",
                           "-Werror", "-Wp,-MD,b.d", "-lm", "b.o", "-S"})
    EXPECT_THAT(Adapted.Arguments, Not(Contains(Gone)));
}

TEST(CommandLineTest, WhatOnlyGccKnowsGoesWithANote) {
  AdaptedCommand Adapted =
      adapt({"g++", "-fno-such-thing-in-clang", "-Wno-such-warning-in-clang",
             "--param", "max-inline-insns-single=10", "-fipa-pta",
             "-fexec-charset=latin1", "-std=gnu++99", "a.cpp"});
  ASSERT_EQ(Adapted.Notes.size(), 6u);
  EXPECT_THAT(Adapted.Notes[0], HasSubstr("'-fno-such-thing-in-clang'"));
  EXPECT_THAT(Adapted.Notes[1], HasSubstr("'-Wno-such-warning-in-clang'"));
  EXPECT_THAT(Adapted.Notes[2],
              HasSubstr("'--param max-inline-insns-single=10'"));
  EXPECT_THAT(Adapted.Notes[3], HasSubstr("'-fipa-pta'"));
  EXPECT_THAT(Adapted.Notes[4], HasSubstr("'-fexec-charset=latin1'"));
  EXPECT_THAT(Adapted.Notes[5], HasSubstr("'-std=gnu++99'"));
  EXPECT_THAT(kept({"g++", "--param", "x=1", "-fipa-pta", "a.cpp"}),
              ElementsAre("g++", "a.cpp"));
}

TEST(CommandLineTest, GccGetsItsStandardAndItsInstallation) {
  AdaptedCommand Adapted = adapt({"g++", "a.cpp"});
  EXPECT_THAT(Adapted.Arguments, Contains("-std=gnu++17"));
  EXPECT_THAT(Adapted.Arguments, Contains(StartsWith("--gcc-install-dir=/")));
  EXPECT_THAT(Adapted.Arguments, Contains("--driver-mode=g++"));
  EXPECT_THAT(Adapted.Arguments, Contains("-resource-dir=/resource"));
  EXPECT_THAT(Adapted.GccVersion, StartsWith("-fgnuc-version="));
  EXPECT_THAT(Adapted.Arguments, Contains(Adapted.GccVersion));
}

TEST(CommandLineTest, TheStandardIsThatOfTheLanguage) {
  EXPECT_THAT(adapt({"gcc", "a.c"}).Arguments, Contains("-std=gnu17"));
  EXPECT_THAT(adapt({"gcc", "a.cpp"}).Arguments, Contains("-std=gnu++17"));
  EXPECT_THAT(adapt({"g++", "a.c"}).Arguments, Contains("-std=gnu++17"));
  EXPECT_THAT(adapt({"g++", "-x", "c", "a.cpp"}).Arguments,
              Contains("-std=gnu17"));
  EXPECT_THAT(adapt({"gcc", "-x", "none", "a.c"}).Arguments,
              Contains("-std=gnu17"));
}

TEST(CommandLineTest, AGivenStandardWins) {
  AdaptedCommand Adapted = adapt({"g++", "-std=gnu++2a", "a.cpp"});
  EXPECT_THAT(Adapted.Arguments, Contains("-std=gnu++2a"));
  EXPECT_THAT(Adapted.Arguments, Not(Contains("-std=gnu++17")));
}

TEST(CommandLineTest, ClangKeepsItsDefaults) {
  AdaptedCommand Adapted = adapt({"clang++-19", "a.cpp"});
  EXPECT_THAT(Adapted.Arguments, Not(Contains("-std=gnu++17")));
  EXPECT_THAT(Adapted.Arguments, Not(Contains(StartsWith("--gcc-install"))));
  EXPECT_THAT(Adapted.Arguments, Contains("--driver-mode=g++"));
  EXPECT_EQ(Adapted.GccVersion, "");
}

TEST(CommandLineTest, FrontEndOptionsGoExceptForcedIncludes) {
  EXPECT_THAT(kept({"clang++", "-Xclang", "-include-pch", "-Xclang", "x.pch",
                    "-Xclang", "-include", "-Xclang", "x.hxx", "a.cpp"}),
              ElementsAre("clang++", "-Xclang", "-include", "-Xclang", "x.hxx",
                          "a.cpp"));
}

TEST(CommandLineTest, LaunchersAreSkipped) {
  EXPECT_EQ(compilerIndex({"g++", "a.cpp"}), 0u);
  EXPECT_EQ(compilerIndex({"/usr/bin/ccache", "g++", "a.cpp"}), 1u);
  EXPECT_EQ(compilerIndex({"env", "A=B", "ccache", "g++"}), 3u);
  EXPECT_EQ(compilerIndex({"ccache", "--version"}), 0u);
  EXPECT_EQ(adapt({"ccache", "g++", "a.cpp"}).Arguments[0], "g++");
}

TEST(CommandLineTest, EstimateFollowsTheLastOptLevelAndSanitizers) {
  EXPECT_EQ(adapt({"g++", "a.cpp"}).Estimate.OptLevel, 0u);
  EXPECT_EQ(adapt({"g++", "-O", "a.cpp"}).Estimate.OptLevel, 1u);
  EXPECT_EQ(adapt({"g++", "-O3", "-O2", "a.cpp"}).Estimate.OptLevel, 2u);
  EXPECT_EQ(adapt({"g++", "-Os", "a.cpp"}).Estimate.OptLevel, 2u);
  EXPECT_EQ(adapt({"g++", "-O9", "a.cpp"}).Estimate.OptLevel, 3u);
  EXPECT_EQ(adapt({"g++", "-Ofast", "a.cpp"}).Estimate.OptLevel, 3u);
  EXPECT_EQ(adapt({"g++", "-O2", "-O0", "a.cpp"}).Estimate.OptLevel, 0u);
  EstimateOptions Sanitized =
      adapt({"g++", "-fsanitize=address,undefined", "a.cpp"}).Estimate;
  EXPECT_TRUE(Sanitized.Address);
  EXPECT_TRUE(Sanitized.Undefined);
  EXPECT_FALSE(Sanitized.Memory);
  EXPECT_FALSE(adapt({"g++", "-fsanitize=address", "-fno-sanitize=address"})
                   .Estimate.Address);
}

TEST(CommandLineTest, FunctionsOfGccsSharedLibrariesMayBeReplaced) {
  auto Replaceable = [](std::vector<std::string> Command) {
    return adapt(Command).Estimate.Interposable;
  };
  EXPECT_TRUE(Replaceable({"g++", "-fPIC", "a.cpp"}));
  EXPECT_TRUE(Replaceable({"g++", "-fPIE", "-fpic", "a.cpp"}));
  EXPECT_FALSE(Replaceable({"g++", "a.cpp"}));
  EXPECT_FALSE(Replaceable({"g++", "-fPIC", "-fPIE", "a.cpp"}));
  EXPECT_FALSE(Replaceable({"g++", "-fPIC", "-fno-pic", "a.cpp"}));
  EXPECT_FALSE(
      Replaceable({"g++", "-fPIC", "-fno-semantic-interposition", "a.cpp"}));
  EXPECT_FALSE(Replaceable({"clang++", "-fPIC", "a.cpp"}));
}

TEST(CommandLineTest, ResponseFilesAreExpanded) {
  llvm::SmallString<128> Path;
  int File;
  ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("args", "rsp", File, Path));
  llvm::raw_fd_ostream(File, /*shouldClose=*/true)
      << "-DA=\"b c\"\n-Iinc -O2\n";
  AdaptedCommand Adapted = adapt({"g++", ("@" + Path).str(), "a.cpp"});
  EXPECT_THAT(Adapted.Arguments, Contains("-DA=b c"));
  EXPECT_THAT(Adapted.Arguments, Contains("-Iinc"));
  EXPECT_EQ(Adapted.Estimate.OptLevel, 2u);
  llvm::sys::fs::remove(Path);
}

TEST(CommandLineTest, ResourceDirHasClangsHeaders) {
  EXPECT_EQ(findResourceDir("/given"), "/given");
  EXPECT_TRUE(llvm::sys::fs::exists(findResourceDir("") + "/include/stddef.h"));
}

} // namespace

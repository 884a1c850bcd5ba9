//===- OutputFileTest.cpp - files written all or not at all ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/OutputFile.h"
#include "Failure.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

/// The message, after checking that the exit code is that of a failed write.
std::string failureOf(llvm::Error Error) {
  std::string Message;
  llvm::handleAllErrors(std::move(Error), [&](const Failure &F) {
    EXPECT_EQ(F.code(), ExitCode::Output);
    Message = F.message();
  });
  return Message;
}

unsigned modeOf(const std::string &Path) {
  struct stat Status;
  return ::stat(Path.c_str(), &Status) ? 0 : Status.st_mode & 07777;
}

TEST(OutputFileTest, WritesAndLeavesNothingElse) {
  Scratch Folder;
  std::string Old = Folder.write("old", "before");
  EXPECT_EQ(failureOf(writeFiles(
                {{Old, "after"}, {Folder.path("new/deep/x"), "made"}})),
            "");
  EXPECT_EQ(Folder.read("old"), "after");
  EXPECT_EQ(Folder.read("new/deep/x"), "made");
  EXPECT_THAT(Folder.list(), ElementsAre("new", "old"));
  EXPECT_THAT(Folder.list("new/deep"), ElementsAre("x"));
}

TEST(OutputFileTest, KeepsModeBits) {
  Scratch Folder;
  std::string Path = Folder.write("script", "");
  ::chmod(Path.c_str(), 0751);
  EXPECT_EQ(failureOf(writeFiles({{Path, "x"}})), "");
  EXPECT_EQ(modeOf(Path), 0751u);
}

TEST(OutputFileTest, NewFilesHaveTheUsualMode) {
  Scratch Folder;
  mode_t Mask = ::umask(027);
  EXPECT_EQ(failureOf(writeFiles({{Folder.path("new"), "x"}})), "");
  ::umask(Mask);
  EXPECT_EQ(modeOf(Folder.path("new")), 0640u);
}

TEST(OutputFileTest, FollowsLinks) {
  Scratch Folder;
  std::string Target = Folder.write("target", "before");
  ASSERT_EQ(::symlink(Target.c_str(), Folder.path("link").c_str()), 0);
  EXPECT_EQ(failureOf(writeFiles({{Folder.path("link"), "after"}})), "");
  EXPECT_EQ(Folder.read("target"), "after");
  EXPECT_TRUE(llvm::sys::fs::is_symlink_file(Folder.path("link")));
}

TEST(OutputFileTest, AReadOnlyFileStopsAll) {
  Scratch Folder;
  std::string First = Folder.write("a", "1"), Last = Folder.write("b", "2");
  ::chmod(Last.c_str(), 0444);
  std::string Message = failureOf(
      writeFiles({{First, "x"}, {Folder.path("made/new"), "y"}, {Last, "z"}}));
  EXPECT_THAT(Message, HasSubstr("'" + Last + "'"));
  EXPECT_THAT(Message, HasSubstr("Permission denied"));
  EXPECT_EQ(Folder.read("a"), "1");
  EXPECT_EQ(Folder.read("b"), "2");
  EXPECT_THAT(Folder.list(), ElementsAre("a", "b"));
}

TEST(OutputFileTest, AFullDiskStopsAll) {
  Scratch Folder;
  std::string First = Folder.write("a", "1"), Last = Folder.write("b", "2");
  // A limit on the size of files fails a write as a full disk does.
  struct rlimit Before, Small;
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &Before), 0);
  Small = Before;
  Small.rlim_cur = 1000;
  auto Handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &Small), 0);
  llvm::Error Error =
      writeFiles({{First, "x"}, {Last, std::string(5000, 'y')}});
  ::setrlimit(RLIMIT_FSIZE, &Before);
  std::signal(SIGXFSZ, Handler);
  EXPECT_THAT(failureOf(std::move(Error)), HasSubstr("'" + Last + "'"));
  EXPECT_EQ(Folder.read("a"), "1");
  EXPECT_EQ(Folder.read("b"), "2");
  EXPECT_THAT(Folder.list(), ElementsAre("a", "b"));
}

TEST(OutputFileTest, AFolderIsNoOutput) {
  Scratch Folder;
  std::string First = Folder.write("a", "1");
  Folder.write("b/file", "");
  std::string Message =
      failureOf(writeFiles({{First, "x"}, {Folder.path("b"), "y"}}));
  EXPECT_THAT(Message, HasSubstr("'" + Folder.path("b") + "'"));
  EXPECT_EQ(Folder.read("a"), "1");
  EXPECT_THAT(Folder.list(), ElementsAre("a", "b"));
}

TEST(OutputFileTest, ARenameThatFailsUndoesThoseBeforeIt) {
  Scratch Folder;
  std::string First = Folder.write("a", "1");
  // The last file makes a folder where the second one is to go.
  std::string Message = failureOf(writeFiles({{First, "x"},
                                              {Folder.path("fresh"), "x"},
                                              {Folder.path("new"), "y"},
                                              {Folder.path("new/x"), "z"}}));
  EXPECT_THAT(Message, HasSubstr("'" + Folder.path("new") + "'"));
  EXPECT_EQ(Folder.read("a"), "1");
  EXPECT_THAT(Folder.list(), ElementsAre("a"));
}

TEST(OutputFileTest, ADeviceIsWrittenStraight) {
  EXPECT_EQ(failureOf(writeFiles({{"/dev/null", "x"}})), "");
  EXPECT_THAT(failureOf(writeFiles({{"/dev/full", "x"}})),
              HasSubstr("No space left"));
}

TEST(OutputFileTest, AFolderThatCannotBeMadeIsAnError) {
  Scratch Folder;
  std::string File = Folder.write("file", "");
  EXPECT_THAT(failureOf(writeFiles({{File + "/below/x", "y"}})),
              HasSubstr("file/below/x'"));
}

} // namespace

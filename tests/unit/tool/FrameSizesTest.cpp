//===- FrameSizesTest.cpp - what the compilers tell of frames -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameSizes.h"
#include "Scratch.h"
#include "llvm/Support/FileSystem.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

using Entries = std::vector<FrameEntry>;

Entries readSu(llvm::StringRef Text) {
  Entries Result;
  llvm::Error Err = readStackUsage(Text, "a.su", Result);
  EXPECT_FALSE(bool(Err)) << llvm::toString(std::move(Err));
  return Result;
}

std::string suError(llvm::StringRef Text) {
  Entries Result;
  return llvm::toString(readStackUsage(Text, "a.su", Result));
}

// -- .su

TEST(StackUsage, OfGcc) {
  FrameEntry E = readSu("src/a.cpp:13:5:int ns::f(int)\t64\tstatic\n").front();
  EXPECT_EQ(E.File, "src/a.cpp");
  EXPECT_EQ(E.Line, 13u);
  EXPECT_EQ(E.Column, 5u);
  EXPECT_EQ(E.Pretty, "int ns::f(int)");
  EXPECT_THAT(E.Linkage, IsEmpty());
  EXPECT_EQ(E.Bytes, 64u);
  EXPECT_FALSE(E.Dynamic);
}

TEST(StackUsage, OfClangIsWithoutTheReturnAddress) {
  FrameEntry E = readSu("a.cpp:13:_Z1fi\t56\tstatic\n").front();
  EXPECT_EQ(E.File, "a.cpp");
  EXPECT_EQ(E.Line, 13u);
  EXPECT_EQ(E.Column, 0u);
  EXPECT_THAT(E.Linkage, ElementsAre("_Z1fi"));
  EXPECT_EQ(E.Bytes, 64u);
}

TEST(StackUsage, OfC) {
  EXPECT_EQ(readSu("c.c:4:5:vla\t16\tdynamic\n").front().Pretty, "vla");
  EXPECT_THAT(readSu("c.c:4:vla\t8\tdynamic\n").front().Linkage,
              ElementsAre("vla"));
}

TEST(StackUsage, OfClangWithoutALine) {
  FrameEntry E = readSu("a.cpp:__clang_call_terminate\t8\tstatic\n").front();
  EXPECT_EQ(E.File, "a.cpp");
  EXPECT_EQ(E.Line, 0u);
  EXPECT_THAT(E.Linkage, ElementsAre("__clang_call_terminate"));
}

TEST(StackUsage, ABoundedFrameIsAllThatItTakes) {
  EXPECT_TRUE(readSu("a.c:1:1:f\t8\tdynamic\n").front().Dynamic);
  EXPECT_FALSE(readSu("a.c:1:1:f\t8\tdynamic,bounded\n").front().Dynamic);
}

TEST(StackUsage, LinesOfWindows) {
  EXPECT_EQ(readSu("a.c:1:1:f\t8\tstatic\r\n").size(), 1u);
}

TEST(StackUsage, BadLinesAreErrorsWithTheirNumber) {
  EXPECT_THAT(suError("a.c:1:1:f\t8\tstatic\na.c:1:1:g\t8\n"),
              HasSubstr("a.su:2: expected a place, bytes and"));
  EXPECT_THAT(suError("a.c:1:1:f\tmany\tstatic\n"), HasSubstr("a.su:1: "));
  EXPECT_THAT(suError("a.c:1:1:f\t8\tstat"), HasSubstr("a.su:1: "));
  EXPECT_THAT(suError("f\t8\tstatic\n"),
              HasSubstr("a.su:1: expected FILE:LINE:FUNCTION"));
}

// -- .ci

TEST(CallGraphInfo, HasLinkageNames) {
  Entries Found;
  llvm::Error Err = readCallGraphInfo(
      "graph: { title: \"a.cpp\"\n"
      "node: { title: \"a.cpp:_ZL6helperi\" label: \"int helper(int)\\n"
      "a.cpp:9:12\\n96 bytes (static)\" }\n"
      "node: { title: \"ext\" label: \"int ext(void*)\\na.cpp:4:16\" shape : "
      "ellipse }\n"
      "edge: { sourcename: \"_Z1f\" targetname: \"ext\" label: \"a.cpp:9:50\" "
      "}\n",
      "a.ci", Found);
  ASSERT_FALSE(bool(Err));
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_THAT(Found[0].Linkage, ElementsAre("_ZL6helperi"));
  EXPECT_EQ(Found[0].File, "a.cpp");
  EXPECT_EQ(Found[0].Line, 9u);
  EXPECT_EQ(Found[0].Bytes, 96u);
}

TEST(CallGraphInfo, BadNodesAreErrors) {
  Entries Found;
  EXPECT_THAT(llvm::toString(readCallGraphInfo(
                  "node: { title: \"f\" label: \"f\\na.c:1:1\\nx bytes "
                  "(static)\" }\n",
                  "a.ci", Found)),
              HasSubstr("a.ci:1: expected a node"));
}

// -- Files

std::string readError(std::vector<std::string> Paths) {
  return messageOf(readFrameSizes(Paths));
}

TEST(ReadFrameSizes, ACallGraphIsBetterThanItsStackUsage) {
  Scratch Dir;
  Dir.write("d/a.su", "a.c:1:1:f\t8\tstatic\n");
  Dir.write("d/a.ci", "node: { title: \"f\" label: \"f\\na.c:1:1\\n8 bytes "
                      "(static)\" }\n");
  Dir.write("d/e/b.su", "b.c:1:1:g\t8\tstatic\n");
  Dir.write("d/c.txt", "no sizes\n");
  auto Read = readFrameSizes({Dir.path("d")});
  ASSERT_TRUE(bool(Read));
  ASSERT_EQ(Read->size(), 2u);
  EXPECT_THAT((*Read)[0].Linkage, ElementsAre("f"));
}

TEST(ReadFrameSizes, BitcodeAmongObjectsHasNone) {
  Scratch Dir;
  Dir.write("d/a.su", "a.c:1:1:f\t8\tstatic\n");
  std::string Bitcode = Dir.write("d/lto.c.o", "BC\xc0\xde 1234567890");
  auto Read = readFrameSizes({Dir.path("d")});
  ASSERT_TRUE(bool(Read));
  EXPECT_EQ(Read->size(), 1u);
  EXPECT_THAT(readError({Bitcode}), HasSubstr("expected a .su or .ci file"));
}

TEST(ReadFrameSizes, WhatIsOnlyNamedAsAnObjectHasNone) {
  Scratch Dir;
  Dir.write("d/a.su", "a.c:1:1:f\t8\tstatic\n");
  Dir.write("d/of-an-assembler.o", "\x07\x01\x64 1234567890");
  Dir.write("d/empty.a", "");
  Dir.write("d/folder.o/note.txt", "no object");
  auto Read = readFrameSizes({Dir.path("d")});
  ASSERT_TRUE(bool(Read));
  EXPECT_EQ(Read->size(), 1u);
}

TEST(ReadFrameSizes, AnObjectThatCannotBeReadIsAnError) {
  Scratch Dir;
  Dir.write("d/a.su", "a.c:1:1:f\t8\tstatic\n");
  ASSERT_FALSE(
      llvm::sys::fs::create_link("gone", Dir.path("d") + "/dangling.o"));
  EXPECT_THAT(readError({Dir.path("d")}), HasSubstr("cannot read '"));
}

TEST(ReadFrameSizes, AnObjectThatIsNotWholeIsAnError) {
  Scratch Dir;
  Dir.write("d/a.su", "a.c:1:1:f\t8\tstatic\n");
  std::string Header{'\x7f', 'E', 'L', 'F', '\2', '\1', '\1'};
  Header.resize(16);
  Dir.write("d/half.o", Header + '\1' + '\0'); // The type: relocatable.
  EXPECT_THAT(readError({Dir.path("d")}), HasSubstr("half.o"));
}

TEST(ReadFrameSizes, NoSizesAreAnError) {
  Scratch Dir;
  Dir.write("d/c.txt", "");
  EXPECT_THAT(readError({Dir.path("d")}), HasSubstr("no frame sizes in '"));
  EXPECT_THAT(readError({Dir.path("d")}), HasSubstr("-fstack-usage"));
}

TEST(ReadFrameSizes, WhatCannotBeReadIsAnError) {
  Scratch Dir;
  EXPECT_THAT(readError({Dir.path("gone.su")}), HasSubstr("cannot read '"));
  EXPECT_THAT(readError({Dir.write("x.o", "no object")}),
              HasSubstr("expected a .su or .ci file, an object"));
}

} // namespace

//===- CompilerCommandTest.cpp --------------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompilerCommand.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

/// \p Line is split at blanks.
CompilerCommand read(llvm::StringRef Line) {
  llvm::SmallVector<llvm::StringRef> Words;
  llvm::SplitString(Line, Words);
  return readCompilerCommand({Words.begin(), Words.end()});
}

std::vector<std::string> sources(llvm::StringRef Line) {
  CompilerCommand Command = read(Line);
  std::vector<std::string> Result;
  for (size_t I = 0; I != Command.Sources.size(); ++I)
    Result.push_back(Command.source(I).str());
  return Result;
}

TEST(CompilerCommandTest, OneSourceToOneObject) {
  CompilerCommand Command = read("ccache g++ -c -o dir/a.o src/a.cpp");
  EXPECT_EQ(Command.compiler(), "g++");
  ASSERT_EQ(Command.Sources.size(), 1u);
  EXPECT_EQ(Command.source(0), "src/a.cpp");
  EXPECT_EQ(Command.Output, "dir/a.o");
  EXPECT_EQ(Command.outputFolder(), "dir");
  EXPECT_FALSE(Command.Links);
}

TEST(CompilerCommandTest, EverySourceIsFound) {
  EXPECT_THAT(sources("g++ -c a.cpp b.cc c.cxx d.C e.c++ f.c"),
              ElementsAre("a.cpp", "b.cc", "c.cxx", "d.C", "e.c++", "f.c"));
  EXPECT_THAT(sources("g++ a.cpp b.o -lc -Lx c.a"), ElementsAre("a.cpp"));
  EXPECT_THAT(sources("gcc -c a.c b.cpp c.s"), ElementsAre("a.c", "b.cpp"));
  EXPECT_THAT(sources("gcc -x c++ -c a.in -x none b.c"),
              ElementsAre("a.in", "b.c"));
  EXPECT_THAT(sources("gcc -x c -c a.in"), ElementsAre("a.in"));
  EXPECT_THAT(sources("gcc -xc++ -c a.in"), ElementsAre("a.in"));
}

TEST(CompilerCommandTest, WhichAreInC) {
  EXPECT_TRUE(read("gcc -c a.c").AnyC);
  EXPECT_TRUE(read("gcc a.cpp b.c").AnyC);
  EXPECT_FALSE(read("g++ -c a.c").AnyC);
  EXPECT_FALSE(read("gcc -x c++ -c a.c").AnyC);
}

TEST(CompilerCommandTest, ValuesOfOptionsAreNoSources) {
  EXPECT_THAT(sources("g++ -include pre.cpp -MT x.cpp -o y.cpp -I z.cpp a.cpp"),
              ElementsAre("a.cpp"));
  EXPECT_THAT(sources("g++ --param a=b.cpp -Xclang c.cpp -D d.cpp"), IsEmpty());
}

TEST(CompilerCommandTest, OthersPassThrough) {
  for (const char *Line :
       {"g++ a.o b.o -o prog", "g++ -E a.cpp", "g++ -M a.cpp", "g++ -MM a.cpp",
        "gcc -c a.i", "g++ -c a.ii", "g++ -c a.s", "g++ -x c++-header a.h",
        "g++ a.hpp -o a.hpp.gch", "g++ -x c++ -", "gcc -x c -", "g++ --version",
        "g++ -fsyntax-only a.cpp", "g++", "g++ -c -fmodules-ts a.cpp",
        "g++ -print-search-dirs", "g++ -c -MD -MF - a.cpp"}) {
    CompilerCommand Command = read(Line);
    EXPECT_THAT(Command.Sources, IsEmpty()) << Line;
    EXPECT_NE(Command.PassedThrough, "") << Line;
  }
}

TEST(CompilerCommandTest, LinksAreToldFromCompiles) {
  EXPECT_TRUE(read("g++ a.cpp").Links);
  EXPECT_TRUE(read("g++ a.o b.o").Links);
  EXPECT_TRUE(read("g++ -shared a.o").Shared);
  EXPECT_FALSE(read("g++ -c a.cpp").Links);
  EXPECT_FALSE(read("g++ -S a.cpp").Links);
  EXPECT_FALSE(read("g++ -r a.o").Links);
  EXPECT_FALSE(read("g++ --version").Links);
  EXPECT_FALSE(read("g++ -v").Links);
}

TEST(CompilerCommandTest, DependencyFilesAreWhereTheCompilerPutsThem) {
  EXPECT_EQ(read("g++ -MD -c a.cpp -MF x.dep").dependencyFileOf(0), "x.dep");
  EXPECT_EQ(read("g++ -MMD -c a.cpp -o d/a.cpp.o").dependencyFileOf(0),
            "d/a.cpp.d");
  EXPECT_EQ(read("g++ -MD -c src/a.cpp").dependencyFileOf(0), "a.d");
  EXPECT_EQ(read("g++ -Wp,-MD,x.d -c a.cpp").dependencyFileOf(0), "x.d");
  EXPECT_EQ(read("g++ -MD a.cpp -o out/prog").dependencyFileOf(0),
            "out/prog.d");
}

TEST(CompilerCommandTest, DependencyOptions) {
  EXPECT_TRUE(read("g++ -MD -c a.cpp").SystemDependencies);
  EXPECT_FALSE(read("g++ -MMD -c a.cpp").SystemDependencies);
  EXPECT_TRUE(read("g++ -MMD -c a.cpp").WritesDependencies);
  EXPECT_TRUE(read("g++ -Wp,-MMD,a.d -c a.cpp").WritesDependencies);
  EXPECT_FALSE(read("g++ -Wp,-MMD,a.d -c a.cpp").SystemDependencies);
  EXPECT_TRUE(read("g++ -MD -MP -c a.cpp").PhonyTargets);
  EXPECT_FALSE(read("g++ -c a.cpp").WritesDependencies);
}

TEST(CompilerCommandTest, PedanticInEverySpelling) {
  for (const char *Flag : {"-pedantic", "--pedantic", "-pedantic-errors",
                           "-Wpedantic", "-Werror=pedantic"})
    EXPECT_TRUE(read(std::string("g++ -c a.cpp ") + Flag).Pedantic) << Flag;
  EXPECT_FALSE(read("g++ -c a.cpp -Wall").Pedantic);
}

TEST(CompilerCommandTest, ACommandForEachSource) {
  EXPECT_THAT(read("ccache g++ -c a.cpp -O2 b.cpp").commandFor(1),
              ElementsAre("g++", "-c", "-O2", "b.cpp"));
}

TEST(CompilerCommandTest, CompilerChecksAreKnownByTheirPlace) {
  EXPECT_TRUE(isCompilerCheck("conftest.cpp", "/b"));
  EXPECT_TRUE(isCompilerCheck("/b/CMakeFiles/CMakeTmp/x.cxx", "/b"));
  EXPECT_TRUE(isCompilerCheck("src.cxx", "/b/CMakeFiles/CMakeScratch/T-1"));
  EXPECT_TRUE(isCompilerCheck("CMakeCXXCompilerId.cpp",
                              "/b/CMakeFiles/3.25.1/CompilerIdCXX"));
  EXPECT_FALSE(isCompilerCheck("a.cpp", "/b"));
  EXPECT_FALSE(isCompilerCheck("CMakeFiles/gen/a.cpp", "/b"));
}

} // namespace

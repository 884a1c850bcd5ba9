//===- CompileCommandsTest.cpp - which commands compile the given files ---===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "Scratch.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace segstack;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

namespace {

class CompileCommandsTest : public ::testing::Test {
protected:
  Scratch Folder;

  std::string database(llvm::StringRef Text) {
    return Folder.write("build/compile_commands.json", Text);
  }

  std::string entry(llvm::StringRef File, llvm::StringRef Command) {
    return ("{\"directory\": \"" + Folder.path("") + "\", \"file\": \"" + File +
            "\", \"command\": \"" + Command + "\"}")
        .str();
  }

  std::string errorOf(llvm::StringRef Text) {
    std::string Message = messageOf(readDatabase(database(Text)));
    std::string Path = Folder.path("build/compile_commands.json");
    EXPECT_EQ(Message.compare(0, Path.size(), Path), 0) << Message;
    return Message.substr(std::min(Path.size(), Message.size()));
  }

  /// The files of what is found, or the message.
  std::vector<std::string>
  files(const std::vector<std::string> &Files,
        std::optional<std::string> ObjectFilter = std::nullopt) {
    CommandSource Source;
    Source.BuildPath = Folder.path("build");
    Source.ObjectFilter = std::move(ObjectFilter);
    auto Found = findCommands(Files, Source);
    if (!Found)
      return {llvm::toString(Found.takeError())};
    std::vector<std::string> Result;
    for (const CompileInput &Input : *Found)
      Result.push_back(Input.File);
    return Result;
  }
};

TEST_F(CompileCommandsTest, SplitsCommandsAsAShellDoes) {
  auto Found = readDatabase(
      database("[" + entry("a.cpp", "g++ -DS='a b' -c a.cpp") + "]"));
  ASSERT_TRUE(bool(Found));
  EXPECT_THAT((*Found)[0].CommandLine,
              ElementsAre("g++", "-DS=a b", "-c", "a.cpp"));
}

TEST_F(CompileCommandsTest, TakesARepeatedEntryOnce) {
  database("[" + entry("a.cpp", "g++ a.cpp") + "," +
           entry("a.cpp", "g++ a.cpp") + "," + entry("a.cpp", "g++ -O2 a.cpp") +
           "]");
  EXPECT_THAT(files({}), ElementsAre("a.cpp", "a.cpp"));
}

TEST_F(CompileCommandsTest, FindsAFileHoweverItIsSpelled) {
  std::string File = Folder.write("src/a.cpp", "");
  database("[" + entry("src/../src/a.cpp", "g++ src/a.cpp") + "," +
           entry("b.cpp", "g++ b.cpp") + "]");
  EXPECT_THAT(files({File}), ElementsAre("src/../src/a.cpp"));
  EXPECT_THAT(files({File, File}), ElementsAre("src/../src/a.cpp"));
}

TEST_F(CompileCommandsTest, AFilterChoosesByTheObject) {
  std::string Path = Folder.path("");
  database("[" + entry("a.cpp", "g++ -o app.dir/a.o -c a.cpp") + "," +
           entry("a.cpp", "g++ -ofrom.dir/a.o -c a.cpp") + "," +
           entry("b.cpp", "g++ -c b.cpp") + ",{\"directory\": \"" + Path +
           "\", \"file\": \"c.cpp\", \"output\": \"app.dir/c.o\", " +
           "\"command\": \"g++ -c c.cpp\"}]");
  EXPECT_THAT(files({}, "/app[.]dir/"), ElementsAre("a.cpp", "c.cpp"));
  EXPECT_THAT(files({}, "^" + Path + "/*from[.]dir/a[.]o$"),
              ElementsAre("a.cpp"));
  EXPECT_THAT(files({}, "/b[.]o$"), ElementsAre("b.cpp"));
  EXPECT_THAT(files({Path + "/a.cpp"}, "/app[.]dir/"), ElementsAre("a.cpp"));
}

TEST_F(CompileCommandsTest, AFilterThatNothingPassesIsAnError) {
  database("[" + entry("a.cpp", "g++ -c a.cpp") + "]");
  EXPECT_THAT(files({}, "/none/"),
              ElementsAre(HasSubstr("--object-filter: no object of '")));
  EXPECT_THAT(files({}, ""), ElementsAre(HasSubstr("--object-filter")));
}

TEST_F(CompileCommandsTest, OtherLanguagesAreLeftOut) {
  database("[" + entry("a.S", "gcc -c a.S") + "," +
           entry("b.cu", "nvcc -c b.cu") + "," +
           entry("c.txt", "gcc -x assembler -c c.txt") + "," +
           entry("d.S", "gcc -xc++ -c d.S") + "," + entry("e.c", "gcc -c e.c") +
           "]");
  EXPECT_THAT(files({}), ElementsAre("d.S", "e.c"));
}

TEST_F(CompileCommandsTest, NothingOfOursIsAnError) {
  database("[]");
  EXPECT_THAT(files({}), ElementsAre(HasSubstr("has no command")));
  database("[" + entry("a.S", "gcc -c a.S") + "]");
  EXPECT_THAT(files({}), ElementsAre(HasSubstr("compiles C or C++")));
}

TEST_F(CompileCommandsTest, AFileThatIsMissingIsAnError) {
  database("[" + entry("a.cpp", "g++ a.cpp") + "]");
  std::string File = Folder.path("x/a.cpp");
  EXPECT_THAT(files({File}),
              ElementsAre(::testing::AllOf(
                  HasSubstr("'" + File + "'"),
                  HasSubstr(Folder.path("build/compile_commands.json")))));
}

TEST_F(CompileCommandsTest, AMissingDatabaseIsAnError) {
  EXPECT_THAT(files({"a.cpp"}), ElementsAre(HasSubstr(Folder.path("build"))));
}

TEST_F(CompileCommandsTest, BrokenJsonNamesTheLine) {
  EXPECT_THAT(errorOf("[\n{\"file\": \"a.cpp\",,}\n]"), HasSubstr(":2:"));
  EXPECT_THAT(errorOf(""), HasSubstr(":1:"));
  EXPECT_THAT(errorOf("{}"), HasSubstr("expected a list"));
}

TEST_F(CompileCommandsTest, ABrokenEntryNamesItsLine) {
  std::string Good = entry("a]}.cpp", "g++ -DS=\\\"[{ a.cpp");
  EXPECT_EQ(errorOf("[\n" + Good +
                    ",\n\n {\"directory\": \"/\",\n"
                    "\"file\": 1}]"),
            ":4: entry 2 of 2: expected a string 'file'");
  EXPECT_EQ(errorOf("[" + Good + ",\n7]"),
            ":2: entry 2 of 2: expected an object with 'directory', 'file' and "
            "'command' or 'arguments'");
  EXPECT_THAT(errorOf("[{\"directory\": \"/\", \"file\": \"a\"}]"),
              EndsWith("expected a string 'command' or a list 'arguments'"));
  EXPECT_THAT(errorOf("[{\"directory\": \"/\", \"file\": \"a\", "
                      "\"arguments\": [1]}]"),
              EndsWith("expected only strings in 'arguments'"));
  EXPECT_THAT(errorOf("[{\"directory\": \"/\", \"file\": \"a\", "
                      "\"arguments\": []}]"),
              HasSubstr("expected a compiler"));
}

TEST_F(CompileCommandsTest, ATailIsTheCommandOfEveryFile) {
  CommandSource Source;
  Source.Tail = {"-std=c++20", "-O2"};
  auto Found = findCommands({"a.cpp", "b.cpp"}, Source);
  ASSERT_TRUE(bool(Found));
  ASSERT_EQ(Found->size(), 2u);
  EXPECT_EQ((*Found)[1].File, "b.cpp");
  EXPECT_THAT((*Found)[1].CommandLine,
              ElementsAre(::testing::_, "-std=c++20", "-O2", "b.cpp"));
}

TEST_F(CompileCommandsTest, AnEmptyTailIsAlsoACommand) {
  CommandSource Source;
  Source.Tail.emplace();
  auto Found = findCommands({"a.cpp"}, Source);
  ASSERT_TRUE(bool(Found));
  EXPECT_THAT((*Found)[0].CommandLine, ElementsAre(::testing::_, "a.cpp"));
}

TEST_F(CompileCommandsTest, WithoutDatabaseTheNearestAboveCounts) {
  std::string File = Folder.write("build/gen/deep/a.cpp", "");
  database("[" + entry(File, "g++ a.cpp") + "]");
  auto Found = findCommands({File}, CommandSource());
  ASSERT_TRUE(bool(Found));
  EXPECT_EQ((*Found)[0].File, File);
}

TEST_F(CompileCommandsTest, NothingToDoIsAnError) {
  EXPECT_THAT(messageOf(findCommands({}, CommandSource())),
              HasSubstr("nothing to rewrite"));
  CommandSource Tail;
  Tail.Tail.emplace();
  EXPECT_THAT(messageOf(findCommands({}, Tail)), HasSubstr("'--'"));
}

} // namespace

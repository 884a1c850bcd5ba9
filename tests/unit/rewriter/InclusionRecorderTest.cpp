//===- InclusionRecorderTest.cpp -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecordedProject.h"
#include "gmock/gmock.h"

using namespace segstack;
using ::testing::ElementsAre;

namespace {

class InclusionRecorderTest : public RecordedProject {
protected:
  static std::vector<std::string> names(const TranslationUnit &Unit) {
    std::vector<std::string> Result;
    for (const IncludedFile &File : Unit.Files)
      Result.push_back(File.Name);
    return Result;
  }
  static std::vector<std::string> gccNames(const TranslationUnit &Unit) {
    std::vector<std::string> Result;
    for (const IncludedFile &File : Unit.Files)
      Result.push_back(File.GccName);
    return Result;
  }
  /// The bytes of each directive of one kind.
  static std::vector<std::string> texts(const TranslationUnit &Unit,
                                        Directive::Kind What) {
    std::vector<std::string> Result;
    for (const Directive &D : Unit.Directives)
      if (D.What == What)
        Result.push_back(
            Unit.Files[D.File].Bytes.substr(D.Begin, D.End - D.Begin));
    return Result;
  }
  static const Directive &only(const TranslationUnit &Unit,
                               Directive::Kind What) {
    static const Directive Missing;
    const Directive *Found = &Missing;
    for (const Directive &D : Unit.Directives)
      if (D.What == What) {
        EXPECT_EQ(Found, &Missing) << "more than one";
        Found = &D;
      }
    EXPECT_NE(Found, &Missing) << "none";
    return *Found;
  }
};

TEST_F(InclusionRecorderTest, MainFileComesFirst) {
  write("main.cpp", "int x;\n");
  TranslationUnit Unit = record();
  ASSERT_EQ(Unit.Files.size(), 1u);
  EXPECT_EQ(Unit.Files[0].Name, "main.cpp");
  EXPECT_EQ(Unit.Files[0].Path, Root + "/main.cpp");
  EXPECT_EQ(Unit.Files[0].Bytes, "int x;\n");
  EXPECT_TRUE(Unit.Files[0].Editable);
  EXPECT_FALSE(Unit.Files[0].Parent);
}

TEST_F(InclusionRecorderTest, NamesAsEachCompilerSpellsThem) {
  write("main.cpp", "#include \"a.h\"\n#include \"sub/b.h\"\n#include <e.h>\n");
  write("a.h", "");
  write("sub/b.h", "#include \"c.h\"\n#include \"../d.h\"\n");
  write("sub/c.h", "");
  write("d.h", "");
  write("inc/e.h", "");
  TranslationUnit Unit = record({"-Iinc"});
  EXPECT_THAT(names(Unit), ElementsAre("main.cpp", "./a.h", "./sub/b.h",
                                       "./sub/c.h", "./sub/../d.h", "inc/e.h"));
  EXPECT_THAT(gccNames(Unit), ElementsAre("main.cpp", "a.h", "sub/b.h",
                                          "sub/c.h", "sub/../d.h", "inc/e.h"));
}

TEST_F(InclusionRecorderTest, OneEntryPerInclusion) {
  write("main.cpp",
        "int a[] = {\n#include \"x.def\"\n#include \"x.def\"\n};\n");
  write("x.def", "1,\n");
  TranslationUnit Unit = record();
  ASSERT_EQ(Unit.Files.size(), 3u);
  EXPECT_EQ(Unit.Files[1].Path, Unit.Files[2].Path);
  ASSERT_EQ(Unit.Directives.size(), 2u);
  EXPECT_EQ(Unit.Directives[0].Target, 1u);
  EXPECT_EQ(Unit.Directives[1].Target, 2u);
  EXPECT_EQ(Unit.Files[2].Parent, 0u);
}

TEST_F(InclusionRecorderTest, DirectiveRangesReachOverCommentsAndJoinedLines) {
  write("main.cpp", "#include \"a.h\" // why\r\n"
                    "  # /*\n*/ include \"a.h\" /* two\nlines */\n"
                    "#include \\\n\"a.h\"\n"
                    "#define H \"a.h\"\n#include H\nint x;");
  write("a.h", "");
  TranslationUnit Unit = record();
  EXPECT_THAT(texts(Unit, Directive::Include),
              ElementsAre("#include \"a.h\" // why",
                          "# /*\n*/ include \"a.h\" /* two\nlines */",
                          "#include \\\n\"a.h\"", "#include H"));
  EXPECT_EQ(Unit.Directives[0].NextLine, 2u);
  EXPECT_EQ(Unit.Directives[1].NextLine, 5u);
  EXPECT_EQ(Unit.Directives[2].NextLine, 7u);
  EXPECT_EQ(Unit.Directives[3].NextLine, 9u);
}

TEST_F(InclusionRecorderTest, GuardedRepeatIsSkippedAndNamesItsFile) {
  write("main.cpp", "#include \"g.h\"\n#include \"g.h\"\n");
  write("g.h", "#ifndef G\n#define G\n#endif\n");
  TranslationUnit Unit = record();
  const Directive &Skipped = only(Unit, Directive::IncludeSkipped);
  EXPECT_EQ(Skipped.Target, 1u);
  EXPECT_EQ(Skipped.Replacement, "#include \"" + Root + "/g.h\"");
}

TEST_F(InclusionRecorderTest, PragmasAreFoundLiveAndDead) {
  write("main.cpp", "#include \"p.h\"\n#include \"p.h\"\n");
  write("p.h", "# pragma  once\n#if 0\n#pragma GCC system_header\n#endif\n"
               "// #pragma once\nconst char *s = R\"(\n#pragma once\n)\";\n");
  TranslationUnit Unit = record();
  EXPECT_THAT(texts(Unit, Directive::PragmaOnce),
              ElementsAre("# pragma  once"));
  EXPECT_THAT(texts(Unit, Directive::PragmaSystemHeader),
              ElementsAre("#pragma GCC system_header"));
  only(Unit, Directive::IncludeSkipped);
}

TEST_F(InclusionRecorderTest, SystemHeaderPragmaHoldsForWhatFollows) {
  write("main.cpp", "#include \"p.h\"\n");
  write("p.h",
        "#include \"a.h\"\n#pragma GCC system_header\n#include \"a.h\"\n");
  write("a.h", "");
  TranslationUnit Unit = record();
  ASSERT_EQ(Unit.Directives.size(), 4u);
  EXPECT_FALSE(Unit.Directives[1].System);
  EXPECT_TRUE(Unit.Directives[2].System);
  EXPECT_TRUE(Unit.Directives[3].System);
  EXPECT_FALSE(Unit.Files[2].System);
  EXPECT_TRUE(Unit.Files[3].System);
}

TEST_F(InclusionRecorderTest, DeadIncludeBesideItsIncluderIsResolved) {
  write("main.cpp", "#include \"sub/a.h\"\n");
  write("sub/a.h", "#if 0\n#include \"b.h\"\n#include \"missing.h\"\n"
                   "#include <b.h>\n#endif\n/*\n#include \"b.h\"\n*/\n");
  write("sub/b.h", "");
  TranslationUnit Unit = record();
  EXPECT_THAT(texts(Unit, Directive::IncludeDead),
              ElementsAre("#include \"b.h\"", "#include \"missing.h\"",
                          "#include <b.h>"));
  EXPECT_EQ(Unit.Directives[1].Replacement,
            "#include \"" + Root + "/sub/b.h\"");
  EXPECT_EQ(Unit.Directives[2].Replacement, "");
  EXPECT_EQ(Unit.Directives[3].Replacement, "");
}

TEST_F(InclusionRecorderTest, HasIncludeIsAnsweredWhereTheFolderMatters) {
  write("main.cpp", "#if __has_include(\"a.h\") && !__has_include( \"b.h\" ) "
                    "&& __has_include(<a.h>)\nint ok;\n#endif\n");
  write("a.h", "");
  TranslationUnit Unit = record({"-I."});
  ASSERT_EQ(Unit.Directives.size(), 2u);
  EXPECT_THAT(
      texts(Unit, Directive::QuotedName),
      ElementsAre("__has_include(\"a.h\")", "__has_include( \"b.h\" )"));
  EXPECT_EQ(Unit.Directives[0].Replacement, "1");
  EXPECT_EQ(Unit.Directives[1].Replacement, "0");
}

TEST_F(InclusionRecorderTest, IncludeNextNamesTheFileItFound) {
  write("main.cpp", "#include <w.h>\n");
  write("one/w.h", "#include_next <w.h>\n");
  write("two/w.h", "int w;\n");
  TranslationUnit Unit = record({"-Ione", "-Itwo"});
  ASSERT_EQ(Unit.Files.size(), 3u);
  ASSERT_EQ(Unit.Directives.size(), 2u);
  EXPECT_EQ(Unit.Directives[1].Replacement,
            "#include \"" + Root + "/two/w.h\"");
}

TEST_F(InclusionRecorderTest, FiltersDecideWhatIsEditable) {
  write("main.cpp", "#include \"a.h\"\n#include \"third/b.h\"\n"
                    "#include <s.h>\n#include <t.h>\n");
  write("a.h", "");
  write("third/b.h", "");
  write("sys/s.h", "");
  write("sys/t.h", "");
  Options.ExcludeHeaderFilter = "/third/";
  Options.SystemHeaderFilter = "/s\\.h$";
  TranslationUnit Unit = record({"-isystem", "sys"});
  ASSERT_EQ(Unit.Files.size(), 5u);
  EXPECT_TRUE(Unit.Files[1].Editable);
  EXPECT_FALSE(Unit.Files[2].Editable);
  EXPECT_TRUE(Unit.Files[3].System);
  EXPECT_TRUE(Unit.Files[3].Editable);
  EXPECT_FALSE(Unit.Files[4].Editable);
}

TEST_F(InclusionRecorderTest, SystemHeadersAreLeftAloneByDefault) {
  write("main.cpp", "#include <s.h>\n");
  write("sys/s.h", "");
  TranslationUnit Unit = record({"-isystem", "sys"});
  ASSERT_EQ(Unit.Files.size(), 2u);
  EXPECT_FALSE(Unit.Files[1].Editable);
}

TEST_F(InclusionRecorderTest, ForcedIncludeHasNoParent) {
  write("main.cpp", "#include \"a.h\"\n");
  write("a.h", "#pragma once\n");
  TranslationUnit Unit = record({"-include", "a.h"});
  ASSERT_EQ(Unit.Files.size(), 2u);
  EXPECT_FALSE(Unit.Files[1].Parent);
  EXPECT_EQ(only(Unit, Directive::IncludeSkipped).Target, 1u);
}

TEST_F(InclusionRecorderTest, DependenciesAreOnceEachAndKnowSystemOnes) {
  write("main.cpp", "#include \"a.h\"\n#include <s.h>\n#include \"a.h\"\n");
  write("a.h", "");
  write("sys/s.h", "");
  TranslationUnit Unit = record({"-isystem", "sys"});
  EXPECT_THAT(Unit.Dependencies, ElementsAre("main.cpp", "a.h", "sys/s.h"));
  EXPECT_THAT(Unit.SystemDependencies, ElementsAre(false, false, true));
}

TEST_F(InclusionRecorderTest, DependenciesHaveEverySpelling) {
  write("main.cpp", "#include \"a.h\"\n#include \"s/b.h\"\n");
  write("a.h", "#pragma once\n");
  write("s/b.h", "#include \"../a.h\"\n");
  EXPECT_THAT(record().Dependencies,
              ElementsAre("main.cpp", "a.h", "s/b.h", "s/../a.h"));
}

TEST_F(InclusionRecorderTest, LineDirectivesChangeNameAndNumber) {
  write("main.cpp", "#line 40 \"grammar.y\"\n#include \"a.h\"\n");
  write("a.h", "");
  TranslationUnit Unit = record();
  const Directive &Include = only(Unit, Directive::Include);
  EXPECT_EQ(Include.NextLine, 41u);
  EXPECT_EQ(Include.PresumedName, "grammar.y");
}

} // namespace

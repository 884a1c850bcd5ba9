//===- MergeByFileTest.cpp - the edits of each file of a project ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/Rewriter.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace segstack;

namespace {

TranslationUnit unitOf(std::vector<IncludedFile> Files) {
  TranslationUnit Unit;
  Unit.Files = std::move(Files);
  return Unit;
}

IncludedFile file(std::string Path, std::string Bytes, bool Editable = true) {
  IncludedFile File;
  File.Path = File.Name = std::move(Path);
  File.Bytes = std::move(Bytes);
  File.Editable = Editable;
  return File;
}

/// A plan for the first body of \p Bytes at or after \p From.
CheckPlan planFor(const std::string &Bytes, Shape How, size_t From = 0) {
  CheckPlan Plan;
  Plan.How = How;
  Plan.BodyBegin = Bytes.find('{', From);
  Plan.BodyEnd = Bytes.find('}', Plan.BodyBegin);
  Plan.Call = "f()";
  Plan.Frame.Bytes = 16;
  return Plan;
}

std::string rewritten(const FileEdits &File) {
  return applyEdits(File.Bytes, File.Edits);
}

const std::string Source = "void f() { g(); }\n";

TEST(MergeByFileTest, SortsByPathAndLeavesOutWhatMayNotBeEdited) {
  TranslationUnit Unit =
      unitOf({file("/b.cpp", Source), file("/a.h", Source),
              file("/usr/include/x", Source, /*Editable=*/false)});
  auto Files = mergeByFile({&Unit}, Mechanism::Limit);
  ASSERT_TRUE(bool(Files));
  ASSERT_EQ(Files->size(), 2u);
  EXPECT_EQ((*Files)[0].Path, "/a.h");
  EXPECT_EQ((*Files)[1].Path, "/b.cpp");
}

TEST(MergeByFileTest, IncludesOnlyWhereThereIsACheck) {
  TranslationUnit Unit = unitOf({file("/a.cpp", Source), file("/b.h", Source)});
  Unit.Checks = {planFor(Source, Shape::Retry)};
  auto Files = mergeByFile({&Unit}, Mechanism::Limit);
  ASSERT_TRUE(bool(Files));
  EXPECT_EQ(rewritten((*Files)[0]),
            "#include <segstack/check.h>\n"
            "void f() { SEGSTACK_CHECK(16, (), f()); g(); }\n");
  EXPECT_EQ(rewritten((*Files)[1]), Source);
  auto Bare = mergeByFile({&Unit}, std::nullopt);
  ASSERT_TRUE(bool(Bare));
  EXPECT_EQ(rewritten((*Bare)[0]),
            "void f() { SEGSTACK_CHECK(16, (), f()); g(); }\n");
}

TEST(MergeByFileTest, DoesNotIncludeTwice) {
  std::string Before = "#include <segstack/check.h>\n" + Source;
  TranslationUnit Unit = unitOf({file("/a.cpp", Before)});
  Unit.Checks = {planFor(Before, Shape::Retry)};
  auto Files = mergeByFile({&Unit}, Mechanism::Limit);
  ASSERT_TRUE(bool(Files));
  EXPECT_EQ((*Files)[0].Edits.size(), 1u);
}

TEST(MergeByFileTest, TheOrderOfUnitsMeansNothing) {
  CheckPlan Small = planFor(Source, Shape::Retry);
  CheckPlan Large = Small, Closed = planFor(Source, Shape::Outline);
  Large.Frame.Bytes = 4000;
  std::vector<TranslationUnit> Units(3, unitOf({file("/a.h", Source)}));
  Units[0].Checks = {Small};
  Units[1].Checks = {Large};
  Units[2].Checks = {Closed};
  std::vector<const TranslationUnit *> Order = {&Units[0], &Units[1],
                                                &Units[2]};
  std::sort(Order.begin(), Order.end());
  std::string First;
  do {
    auto Files = mergeByFile(Order, Mechanism::Limit);
    ASSERT_TRUE(bool(Files));
    if (First.empty())
      First = rewritten((*Files)[0]);
    EXPECT_EQ(rewritten((*Files)[0]), First);
  } while (std::next_permutation(Order.begin(), Order.end()));
  EXPECT_NE(First.find("SEGSTACK_BODY(4000"), std::string::npos) << First;
}

TEST(MergeByFileTest, FunctionsOfOneInclusionOnlyAreKept) {
  std::string Header = "#ifdef A\nvoid f() { g(); }\n#else\n"
                       "void h() { g(); }\n#endif\n";
  TranslationUnit Unit = unitOf({file("/x.h", Header), file("/x.h", Header)});
  Unit.Checks = {planFor(Header, Shape::Retry),
                 planFor(Header, Shape::Retry, Header.find("h()"))};
  Unit.Checks[1].Inclusion = 1;
  auto Files = mergeByFile({&Unit}, std::nullopt);
  ASSERT_TRUE(bool(Files));
  EXPECT_EQ((*Files)[0].Edits.size(), 2u);
}

TEST(MergeByFileTest, NothingIsPutBeforeABraceThatTwoBodiesShare) {
  std::string Text = "#ifdef A\nvoid f() {\n#else\nvoid h() {\n#endif\n}\n";
  TranslationUnit Unit = unitOf({file("/x.h", Text)});
  CheckPlan Outlined = planFor(Text, Shape::Outline);
  CheckPlan Retried = planFor(Text, Shape::Retry, Text.find("h()"));
  TranslationUnit Other = Unit;
  Unit.Checks = {Outlined};
  Other.Checks = {Retried};
  auto Files = mergeByFile({&Unit, &Other}, std::nullopt);
  ASSERT_TRUE(bool(Files));
  const std::vector<CheckPlan> &Checks = (*Files)[0].Checks;
  ASSERT_EQ(Checks.size(), 2u);
  EXPECT_EQ(Checks[0].How, Shape::None);
  EXPECT_EQ(Checks[0].Why, Reason::BracesSplit);
  EXPECT_EQ(Checks[1].How, Shape::Retry);
}

TEST(MergeByFileTest, ALambdaInABodyIsNoSplitBrace) {
  std::string Text = "void f() { [] { g(); }; }\n";
  TranslationUnit Unit = unitOf({file("/x.h", Text)});
  CheckPlan Outer = planFor(Text, Shape::Outline);
  Outer.BodyEnd = Text.rfind('}');
  Unit.Checks = {Outer, planFor(Text, Shape::Outline, Outer.BodyBegin + 1)};
  auto Files = mergeByFile({&Unit}, std::nullopt);
  ASSERT_TRUE(bool(Files));
  EXPECT_EQ((*Files)[0].Edits.size(), 4u);
  EXPECT_EQ(stripEdits(rewritten((*Files)[0])), Text);
}

TEST(MergeByFileTest, AFileThatChangedMeanwhileIsAnError) {
  TranslationUnit A = unitOf({file("/a.h", Source)});
  TranslationUnit B = unitOf({file("/a.h", Source + " ")});
  auto Files = mergeByFile({&A, &B}, Mechanism::Limit);
  ASSERT_FALSE(bool(Files));
  std::string Message = llvm::toString(Files.takeError());
  EXPECT_NE(Message.find("/a.h"), std::string::npos) << Message;
}

} // namespace

//===- VerifierTest.cpp - checks that are wrong get a safer shape
//----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verifier.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace segstack;

namespace {

/// A folder with one file, "t.cpp".
class VerifierTest : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("segstack-test", Folder));
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Folder); }

  /// "shape reason" of the function \p Name.
  std::string decided(const std::string &Code, const std::string &Name,
                      bool Verify = true, bool Relative = true) {
    llvm::SmallString<128> Path = Folder;
    llvm::sys::path::append(Path, "t.cpp");
    std::error_code Error;
    llvm::raw_fd_ostream(Path, Error) << Code;
    std::string File = Relative ? "t.cpp" : Path.str().str();
    RewriteOptions Options;
    Options.Place = Placement::All;
    Options.Verify = Verify;
    Options.SystemStack = SystemStack;
    Options.RuntimeInclude = SEGSTACK_SOURCE_DIR "/runtime/include";
    std::string Diagnostics;
    auto Unit = analyze(
        {Folder.str().str(), File, {"clang++", "-std=c++17", "-c", File}},
        Options, Diagnostics);
    if (!Unit)
      return llvm::toString(Unit.takeError()) + Diagnostics;
    Findings = Unit->Findings;
    for (const CheckPlan &Plan : Unit->Checks)
      if (llvm::StringRef(Plan.Function).contains(Name))
        return std::string(shapeName(Plan.How)) + " " + reasonName(Plan.Why) +
               std::string(Plan.OwnStackCalls.size(), '!');
    return "no " + Name;
  }

  llvm::SmallString<128> Folder;
  std::vector<std::string> SystemStack;
  std::vector<Finding> Findings; ///< of the last file
};

// Nothing finds a friend without an argument of its class.
const char Unfindable[] = "struct S { friend int f(int n) { return n; } };"
                          "int f(int); int main() { return f(1); }";

TEST_F(VerifierTest, ARetryThatDoesNotCompileIsOutlined) {
  EXPECT_EQ(decided(Unfindable, "f(int)"), "outline would-not-compile");
}

TEST_F(VerifierTest, TheSameUnderAnAbsoluteName) {
  EXPECT_EQ(decided(Unfindable, "f(int)", true, false),
            "outline would-not-compile");
}

TEST_F(VerifierTest, ACallThatCannotBeInAClosureCostsNoCheck) {
  SystemStack = {"scan"};
  const char Code[] = "int scan(int); int f(int n) {"
                      "union { int a; float b; }; a = n;"
                      "scan(n); return scan(a); }"
                      "int g(int n) { return scan(n) + f(n); }";
  EXPECT_EQ(decided(Code, "g(int)"), "retry fine!");
  EXPECT_EQ(decided(Code, "f(int)"), "retry fine");
  ASSERT_EQ(Findings.size(), 1u);
  EXPECT_NE(Findings[0].Message.find("else it would not compile: "),
            std::string::npos);
  EXPECT_EQ(decided(Code, "f(int)", false), "retry fine!!");
}

TEST_F(VerifierTest, WithoutAProofNothingChanges) {
  EXPECT_EQ(decided(Unfindable, "f(int)", false), "retry fine");
}

TEST_F(VerifierTest, AnOutlineThatDoesNotCompileIsLeftOut) {
  EXPECT_EQ(decided("auto f(int n) { if (!n) return 0; return f(n - 1); }"
                    "int g(int n) { return n ? g(n - 1) : 0; }",
                    "f(int)"),
            "none would-not-compile");
}

TEST_F(VerifierTest, OthersInTheFileKeepTheirs) {
  EXPECT_EQ(decided("auto f(int n) { if (!n) return 0; return f(n - 1); }"
                    "int g(int n) { return n ? g(n - 1) : 0; }",
                    "g(int)"),
            "retry fine");
}

TEST_F(VerifierTest, ARetryThatReachesAnotherFunctionIsOutlined) {
  // Found by its argument, the better match is outside.
  EXPECT_EQ(decided("namespace n { struct S { template <class T> friend int "
                    "f(S, T) { return 1; } };"
                    "int f(S, int) { return 2; } }"
                    "int main() { return f(n::S(), 'c') + f<>(n::S(), 1); }",
                    "f(S, T)"),
            "outline retry-reaches-other");
}

} // namespace

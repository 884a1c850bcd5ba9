//===- RecordedProject.h - a folder of sources, parsed -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TESTS_RECORDEDPROJECT_H
#define SEGSTACK_TESTS_RECORDEDPROJECT_H

#include "InclusionRecorder.h"
#include "Parser.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace segstack {

/// A temporary folder whose main file, main.cpp, is parsed there.
class RecordedProject : public ::testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("segstack", Made));
    ASSERT_FALSE(llvm::sys::fs::real_path(Made, Real));
    Root = Real.str().str();
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Root); }

  void write(const std::string &Name, llvm::StringRef Text) {
    std::string Path = Root + "/" + Name;
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
    std::error_code Error;
    llvm::raw_fd_ostream(Path, Error) << Text;
    ASSERT_FALSE(Error);
  }

  TranslationUnit record(std::vector<std::string> Arguments = {}) {
    ParseJob Job;
    Job.Directory = Root;
    Job.Arguments = {"clang++", "-fsyntax-only"};
    Job.Arguments.insert(Job.Arguments.end(), Arguments.begin(),
                         Arguments.end());
    Job.Arguments.push_back("main.cpp");
    TranslationUnit Unit;
    std::unique_ptr<InclusionRecorder> Recorder;
    ParseHooks Hooks;
    Hooks.BeforeParse = [&](clang::Preprocessor &PP) {
      Recorder = std::make_unique<InclusionRecorder>(PP, Options);
    };
    Hooks.AfterParse = [&](clang::ASTContext &) { Recorder->finish(Unit); };
    std::string Diagnostics;
    llvm::Error Failed = parse(Job, Hooks, Diagnostics);
    EXPECT_FALSE(static_cast<bool>(Failed)) << Diagnostics;
    llvm::consumeError(std::move(Failed));
    return Unit;
  }

  /// Plans a check for the function whose body begins at the first '{' after
  /// \p Name in one inclusion.
  static void addCheck(TranslationUnit &Unit, unsigned Inclusion,
                       llvm::StringRef Name) {
    llvm::StringRef Bytes = Unit.Files[Inclusion].Bytes;
    CheckPlan Check;
    Check.Inclusion = Inclusion;
    Check.NameOffset = Bytes.find(Name);
    ASSERT_NE(Check.NameOffset, unsigned(llvm::StringRef::npos));
    Check.BodyBegin = Bytes.find('{', Check.NameOffset);
    Check.BodyEnd = Bytes.find('}', Check.BodyBegin);
    Check.How = Shape::Retry;
    Check.Frame.Bytes = 64;
    Check.Call = Name.str() + "()";
    Unit.Checks.push_back(Check);
  }

  std::string Root;
  RewriteOptions Options;
};

} // namespace segstack

#endif

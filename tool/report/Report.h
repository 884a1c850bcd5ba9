//===- Report.h - what can be told of a rewritten project -------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   FileEdits -----> DiffPrinter, FixesPrinter, OutputFile
//   ListedFunction -> FunctionList (text, JSON), Explanation
//
// Values in, text out; one file per format.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_REPORT_H
#define SEGSTACK_TOOL_REPORT_REPORT_H

#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace segstack {

/// A unified diff of one file with three lines of context, as `patch -p1` and
/// `git apply` take it; empty when nothing differs. \p Path is relative to
/// where the patch will be applied. The texts may differ in a line at the top
/// and within lines: all that rewriting and stripping does.
std::string printDiff(llvm::StringRef Path, llvm::StringRef Old,
                      llvm::StringRef New);

/// YAML for clang-apply-replacements.
std::string printFixes(llvm::ArrayRef<FileEdits> Files);

/// A function of the project, once, however many translation units saw it.
struct ListedFunction {
  std::string Path;
  CheckPlan Plan;
};

/// All functions, sorted by path and place.
std::vector<ListedFunction>
listFunctions(llvm::ArrayRef<const TranslationUnit *> Units,
              llvm::ArrayRef<FileEdits> Files);

/// `, +N for NAME`: what the check asks for beyond the frame; or nothing.
std::string externalText(const CheckPlan &Plan);

/// `file:line:column: function: shape (reason), N bytes`
std::string printFunctionsText(llvm::ArrayRef<ListedFunction> Functions);

/// An array of one object a line, for programs.
std::string printFunctionsJson(llvm::ArrayRef<ListedFunction> Functions);

/// One line for each function that is outlined or left alone, with the reason,
/// and the number of functions for each reason at the end. With \p Only, all
/// that is decided for the functions of that name (with or without parameter
/// types, or a glob); empty when there is none.
std::string printExplanation(llvm::ArrayRef<ListedFunction> Functions,
                             llvm::StringRef Only);

} // namespace segstack

#endif

//===- FixesPrinter.cpp - replacements for clang's own tools --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "clang/Tooling/Core/Replacement.h"
#include "clang/Tooling/ReplacementsYaml.h"

namespace segstack {
namespace {

/// clang-apply-replacements takes two insertions at one place for a conflict:
/// they become one.
void addReplacements(const FileEdits &File,
                     std::vector<clang::tooling::Replacement> &Into) {
  for (size_t I = 0; I < File.Edits.size();) {
    unsigned Offset = File.Edits[I].Offset;
    std::string Text;
    for (; I < File.Edits.size() && File.Edits[I].Offset == Offset; ++I)
      Text += File.Edits[I].Text;
    Into.emplace_back(File.Path, Offset, 0, Text);
  }
}

} // namespace

std::string printFixes(llvm::ArrayRef<FileEdits> Files) {
  clang::tooling::TranslationUnitReplacements Fixes;
  for (const FileEdits &File : Files)
    addReplacements(File, Fixes.Replacements);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  llvm::yaml::Output Output(OS);
  Output << Fixes;
  return Text;
}

} // namespace segstack

//===- ChangedFiles.h - the files that a command changes --------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_CHANGEDFILES_H
#define SEGSTACK_TOOL_REPORT_CHANGEDFILES_H

#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace segstack {

/// A file before and after; both may be the same.
struct ChangedFile {
  std::string Path; ///< absolute, links resolved
  std::string Old;
  std::string New;
};

// Files that stay as they are appear in no diff and are not written in place;
// below a folder they are, so that the folder has all files of the project.

std::string printDiffs(llvm::ArrayRef<ChangedFile> Files);
llvm::Error writeInPlace(llvm::ArrayRef<ChangedFile> Files);

/// A file below the current directory keeps its relative path below \p Folder,
/// any other its absolute one. A file there that already has the right bytes
/// is not touched.
llvm::Error writeBelow(llvm::StringRef Folder,
                       llvm::ArrayRef<ChangedFile> Files);

std::vector<ChangedFile> changedFiles(llvm::ArrayRef<FileEdits> Files);

/// The files that have edits, one path a line.
std::string printChangedPaths(llvm::ArrayRef<FileEdits> Files);

} // namespace segstack

#endif

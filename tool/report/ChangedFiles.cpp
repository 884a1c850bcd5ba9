//===- ChangedFiles.cpp - the files that a command changes ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChangedFiles.h"
#include "Failure.h"
#include "OutputFile.h"
#include "Paths.h"
#include "Report.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

namespace segstack {
namespace {

/// The name of \p Path in a patch: from here, or from the root of the file
/// system.
std::string pathInPatch(llvm::StringRef Path) {
  return belowCurrent(Path).value_or(
      llvm::sys::path::relative_path(Path).str());
}

std::string pathBelow(llvm::StringRef Folder, llvm::StringRef Path) {
  llvm::SmallString<256> Result(Folder);
  llvm::sys::path::append(Result, pathInPatch(Path));
  return absolutePath(Result);
}

bool holds(llvm::StringRef Path, llvm::StringRef Bytes) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer && (*Buffer)->getBuffer() == Bytes;
}

} // namespace

std::string printDiffs(llvm::ArrayRef<ChangedFile> Files) {
  std::string Text;
  bool Outside = false;
  for (const ChangedFile &File : Files) {
    std::string Diff = printDiff(pathInPatch(File.Path), File.Old, File.New);
    Outside |= !Diff.empty() && !belowCurrent(File.Path);
    Text += Diff;
  }
  if (Outside)
    llvm::WithColor::warning() << "files outside of the current directory are "
                                  "named from the root: patch -d / -p1\n";
  return Text;
}

llvm::Error writeInPlace(llvm::ArrayRef<ChangedFile> Files) {
  std::vector<OutputFile> Outputs;
  for (const ChangedFile &File : Files)
    if (File.Old != File.New)
      Outputs.push_back({File.Path, File.New});
  return writeFiles(Outputs);
}

llvm::Error writeBelow(llvm::StringRef Folder,
                       llvm::ArrayRef<ChangedFile> Files) {
  std::vector<OutputFile> Outputs;
  for (const ChangedFile &File : Files) {
    std::string Target = pathBelow(Folder, File.Path);
    if (realPath(Target) == File.Path)
      return fail(ExitCode::Usage, "--output-dir would overwrite '" +
                                       displayPath(File.Path) +
                                       "'; use --in-place for that");
    if (!holds(Target, File.New))
      Outputs.push_back({Target, File.New});
  }
  return writeFiles(Outputs);
}

std::vector<ChangedFile> changedFiles(llvm::ArrayRef<FileEdits> Files) {
  std::vector<ChangedFile> Result;
  for (const FileEdits &File : Files)
    Result.push_back(
        {File.Path, File.Bytes, applyEdits(File.Bytes, File.Edits)});
  return Result;
}

std::string printChangedPaths(llvm::ArrayRef<FileEdits> Files) {
  std::string Text;
  for (const FileEdits &File : Files)
    if (!File.Edits.empty())
      Text += displayPath(File.Path) + "\n";
  return Text;
}

} // namespace segstack

//===- FrameMatcher.h - which frame is which function's ---------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   [FrameEntry] + ProgramPlan -> FrameMatcher -> RealFrames for proveChains()
//
// By linkage name where there is one, else by file and line, and of several
// functions on a line by name or column. What can not be told is a problem that
// is told, and no size.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_FRAMEMATCHER_H
#define SEGSTACK_TOOL_FRAMEMATCHER_H

#include "FrameSizes.h"
#include "segstack/rewriter/ChainProof.h"

namespace segstack {

struct MatchedFrames {
  RealFrames Frames;
  /// Sentences, sorted: entries that may belong to several functions.
  std::vector<std::string> Problems;
};

/// \p Folder is that of the plan, which its files are relative to.
MatchedFrames matchFrames(const ProgramPlan &Plan, llvm::StringRef Folder,
                          llvm::ArrayRef<FrameEntry> Entries);

/// Files of the plan by their paths in a build, which are as the compiler was
/// given them.
class PlanFiles {
public:
  PlanFiles(const ProgramPlan &Plan, llvm::StringRef Folder);

  static constexpr unsigned None = ~0u;

  struct Found {
    unsigned File = None;
    std::vector<unsigned> Several; ///< then there is no File
  };
  /// \p Beside is a file of the build: the folders above it may be the one that
  /// a relative \p Path begins at.
  Found find(llvm::StringRef Path, llvm::StringRef Beside);

  unsigned of(size_t Function) const { return ByFunction[Function]; }
  /// Whether \p File, such as a symbol table names it, may be this one.
  bool mayBe(unsigned File, llvm::StringRef Named) const;
  const std::string &name(unsigned File) const { return Names[File]; }
  size_t size() const { return Names.size(); }

private:
  Found search(llvm::StringRef Path, llvm::StringRef Beside) const;
  unsigned withPath(llvm::StringRef Path) const;

  std::vector<std::string> Names; ///< as the plan has them
  std::vector<std::string> Paths; ///< real
  std::vector<unsigned> ByFunction;
  std::map<std::string, unsigned> ByPath;
  std::map<std::string, Found> Known;
};

} // namespace segstack

#endif

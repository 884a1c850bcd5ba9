//===- SummaryCache.h - summaries of sources that did not change -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   job -> [SummaryCache] -> the summary of an earlier run, if neither the
//                            command, the options, segstack, nor any file that
//                            was read then differs
//
// One file for each translation unit, named by a hash of its command. Files
// that the source would now find elsewhere (a header that came to be in an
// earlier folder of the search path) are not noticed, as by any cache that
// looks at what was read; see `direct mode` in ccache's manual.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_SUMMARYCACHE_H
#define SEGSTACK_TOOL_SUMMARYCACHE_H

#include "ProjectRunner.h"
#include "llvm/ADT/StringMap.h"
#include <atomic>
#include <mutex>

namespace segstack {

class SummaryCache {
public:
  /// \p Folder is made when it is first written to; empty: nothing is kept.
  explicit SummaryCache(std::string Folder) : Folder(std::move(Folder)) {}

  /// analyzeGuarded(), unless the summary is here. The unit has nothing but
  /// Calls. Safe to call from several threads at once.
  llvm::Expected<TranslationUnit> analyze(const CompileInput &Input,
                                          const RewriteOptions &Options,
                                          std::string &Diagnostics);

  size_t hits() const { return Hits; }

private:
  std::string fileFor(const CompileInput &Input, const RewriteOptions &Options);
  std::optional<CallSummary> find(const std::string &File,
                                  llvm::StringRef Directory);
  void keep(const std::string &File, const TranslationUnit &Unit,
            llvm::StringRef Directory);
  /// 16 digits; empty when it cannot be read. Each file is read once.
  std::string hashOf(const std::string &Path);

  const std::string Folder;
  std::mutex Mutex;
  llvm::StringMap<std::string> Hashes;
  std::atomic<size_t> Hits{0};
};

} // namespace segstack

#endif

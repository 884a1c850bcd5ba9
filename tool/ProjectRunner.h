//===- ProjectRunner.h - all translation units, in parallel -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   jobs -> thread pool -> analyze() -> results, in the order of the jobs
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PROJECTRUNNER_H
#define SEGSTACK_TOOL_PROJECTRUNNER_H

#include "GuardedAnalysis.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/ArrayRef.h"
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace segstack {

/// One translation unit to do.
struct Job {
  CompileInput Input;
  RewriteOptions Options;
};

struct JobResult {
  std::optional<TranslationUnit> Unit; ///< nothing: it failed
  std::string Error;
  std::string Diagnostics; ///< as clang prints them
};

/// Tells how far the work is: a bar on a terminal, else a line per unit. Safe
/// to call from several threads at once.
class Progress {
public:
  Progress(size_t Total, bool Quiet);
  ~Progress();

  void finished(llvm::StringRef File);

private:
  std::mutex Mutex;
  const size_t Total;
  size_t Done = 0;
  const bool Quiet;
  const bool Terminal;
};

using Analyzer = std::function<llvm::Expected<TranslationUnit>(
    const CompileInput &, const RewriteOptions &, std::string &)>;

struct RunnerOptions {
  unsigned Threads = 0; ///< 0: one per core
  bool Quiet = false;
  /// Keep the text of files that get no edits; only --self-contained needs it,
  /// and a large project has gigabytes of it.
  bool KeepAllText = false;
};

/// Analyzes every job, also after one has failed. Results are in the order of
/// \p Jobs.
std::vector<JobResult> runProject(llvm::ArrayRef<Job> Jobs,
                                  const RunnerOptions &Options,
                                  const Analyzer &Analyze = analyzeGuarded);

} // namespace segstack

#endif

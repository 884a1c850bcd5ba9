//===- Project.h - what a verb analyzes -------------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   command -> compile commands + settings -> [Project] -> runProject
//
// What `rewrite` and `plan` have in common.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PROJECT_H
#define SEGSTACK_TOOL_PROJECT_H

#include "ConfigFile.h"
#include "Options.h"
#include "ProjectRunner.h"

namespace segstack {

/// The settings for one source: configuration below flags.
class SettingsFinder {
public:
  explicit SettingsFinder(const ProjectCommand &Command) : Command(Command) {}

  llvm::Expected<Settings> settingsFor(llvm::StringRef Source);

private:
  const ProjectCommand &Command;
  ConfigFinder Finder;
  std::optional<Settings> Fixed; ///< of --config or --config-file

  llvm::Expected<Settings> configured(llvm::StringRef Source);
};

struct Project {
  std::vector<Job> Jobs;
  std::vector<Settings> Given; ///< of each job
  std::optional<Mechanism> Include;
  MarkerStyle Markers = SelfContainedOptions::Gnu;
};

llvm::Expected<Project> makeProject(const ProjectCommand &Command);

/// Tells what \p Results found: what headers make two units say is said once.
void printFindings(llvm::ArrayRef<JobResult> Results, bool Quiet);

/// Tells which jobs failed; how many.
size_t tellFailures(llvm::ArrayRef<Job> Jobs,
                    llvm::ArrayRef<JobResult> Results);

/// Tells which jobs failed, if any, and is an error then.
llvm::Error printFailures(llvm::ArrayRef<Job> Jobs,
                          llvm::ArrayRef<JobResult> Results);

} // namespace segstack

#endif

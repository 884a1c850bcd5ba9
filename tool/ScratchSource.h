//===- ScratchSource.h - the file that is compiled instead ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source of the original's name in a folder of its own beside the object,
// removed when this object ends and when a signal ends the process. And the
// compiler's process, which gets the signals that this one gets.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_SCRATCHSOURCE_H
#define SEGSTACK_TOOL_SCRATCHSOURCE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace segstack {

class ScratchSource {
public:
  /// Writes \p Text into a file named like \p Source, in a new folder below
  /// \p Folder, or below $TMPDIR where that cannot be written. The path is the
  /// same each time for the same source and output, so that compiler caches
  /// see one command.
  static llvm::Expected<std::unique_ptr<ScratchSource>>
  create(llvm::StringRef Source, llvm::StringRef Folder, llvm::StringRef Output,
         llvm::StringRef Text);
  ~ScratchSource();
  ScratchSource(const ScratchSource &) = delete;
  ScratchSource &operator=(const ScratchSource &) = delete;

  const std::string &path() const { return Path; }

private:
  ScratchSource(std::string Folder, std::string Path);
  std::string Folder, Path;
};

/// Runs \p Command and waits. Returns its exit code, 128 and the signal's
/// number if one killed it, 127 if it could not be started.
int runCommand(const std::vector<std::string> &Command);

/// Replaces this process by \p Command. Returns only if that fails.
int becomeCommand(const std::vector<std::string> &Command);

} // namespace segstack

#endif

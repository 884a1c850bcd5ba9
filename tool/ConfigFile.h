//===- ConfigFile.h - the .segstack file ------------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   source -> the nearest `.segstack` above it -> yaml::IO -> Settings
//
// Its keys are the flags of `segstack rewrite`; docs/configuration.md lists
// them.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_CONFIGFILE_H
#define SEGSTACK_TOOL_CONFIGFILE_H

#include "Settings.h"
#include "llvm/ADT/StringMap.h"

namespace segstack {

/// Reads \p Text, which came from \p Name. An error names the line and what
/// was expected there.
llvm::Expected<Settings> parseConfig(llvm::StringRef Text,
                                     llvm::StringRef Name);

llvm::Expected<Settings> readConfigFile(llvm::StringRef Path);

/// \p Settings as a configuration file would say it.
std::string printConfig(const Settings &Settings);

/// Finds the configuration of each source: the nearest `.segstack` above it.
/// Files are read once.
class ConfigFinder {
public:
  /// Nothing when there is no file.
  llvm::Expected<Settings> settingsFor(llvm::StringRef Source);

private:
  llvm::StringMap<Settings> ByFolder;

  llvm::Expected<Settings> settingsOfFolder(llvm::StringRef Folder);
};

} // namespace segstack

#endif

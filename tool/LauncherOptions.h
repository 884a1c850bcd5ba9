//===- LauncherOptions.h - the options of segstack cc -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   segstack cc  [options]  COMPILER ARGS...
//                '-- read here, up to the first word without a dash
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_LAUNCHEROPTIONS_H
#define SEGSTACK_TOOL_LAUNCHEROPTIONS_H

#include "Settings.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace segstack {

struct LauncherOptions {
  Settings Flags;
  std::optional<std::string> ConfigFile;
  bool Quiet = false;
  bool Verbose = false;
  bool LinkRuntime = false;
  bool SharedRuntime = false; ///< for programs too, not only shared libraries
  bool StaticRuntime = false; ///< sources are of programs with libsegstack.a
  bool Help = false;
  bool Version = false;
  std::string KeepOutput; ///< folder for what was compiled; empty: none
  std::string RuntimeDir; ///< folder with the runtime; empty: found by itself
  /// Files that the objects depend on, too.
  std::vector<std::string> Depends;
  std::vector<std::string> Command; ///< the compiler and its arguments
};

/// An error names the nearest valid spelling.
llvm::Expected<LauncherOptions>
parseLauncherOptions(llvm::ArrayRef<const char *> Arguments);

llvm::StringRef launcherHelp();

} // namespace segstack

#endif

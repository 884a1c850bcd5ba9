//===- Paths.h - names of files, for keys and for people --------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PATHS_H
#define SEGSTACK_TOOL_PATHS_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace segstack {

/// Absolute, without `.` and `..`; links stay.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Folder = "");

/// Links resolved; absolutePath() of what does not exist.
std::string realPath(llvm::StringRef Path);

/// The part of a real path below the current directory; nothing for a file
/// that lies elsewhere.
std::optional<std::string> belowCurrent(llvm::StringRef RealPath);

/// As a person standing in the current directory names it.
std::string displayPath(llvm::StringRef Path);

/// Of the running program.
std::string programPath();

} // namespace segstack

#endif

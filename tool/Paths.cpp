//===- Paths.cpp - names of files, for keys and for people ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace segstack {
namespace {

std::string currentFolder() {
  llvm::SmallString<256> Folder;
  fs::real_path(".", Folder);
  return Folder.str().str();
}

} // namespace

std::string absolutePath(llvm::StringRef Path, llvm::StringRef Folder) {
  llvm::SmallString<256> Result(Path);
  if (!Folder.empty())
    fs::make_absolute(Folder, Result);
  fs::make_absolute(Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Result;
  if (fs::real_path(Path, Result))
    return absolutePath(Path);
  return Result.str().str();
}

std::optional<std::string> belowCurrent(llvm::StringRef RealPath) {
  static const std::string Current = currentFolder();
  llvm::StringRef Rest = RealPath;
  if (!Rest.consume_front(Current))
    return std::nullopt;
  if (!llvm::StringRef(Current).ends_with("/") && !Rest.consume_front("/"))
    return std::nullopt;
  return Rest.str();
}

std::string displayPath(llvm::StringRef Path) {
  return belowCurrent(Path).value_or(Path.str());
}

std::string programPath() {
  static int Here;
  return fs::getMainExecutable("segstack", &Here);
}

} // namespace segstack

//===- RuntimePlace.cpp - where the runtime lies --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimePlace.h"
#include "Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace segstack {
namespace {

bool holdsRuntime(llvm::StringRef Folder) {
  llvm::SmallString<256> File(Folder);
  path::append(File, "segstack", "check.h");
  return fs::exists(File);
}

/// Of an installed program.
std::string prefix() {
  return path::parent_path(path::parent_path(programPath())).str();
}

} // namespace

std::string runtimeInclude(StringRef Given) {
  std::vector<std::string> Folders;
  if (!Given.empty())
    Folders = {(Given + "/include").str(), Given.str()};
  Folders.push_back(prefix() + "/include");
  Folders.push_back(SEGSTACK_RUNTIME_INCLUDE);
  for (std::string &Folder : Folders)
    if (holdsRuntime(Folder))
      return Folder;
  return "";
}

std::string runtimeLibrary(StringRef Given, StringRef Name) {
  std::string Prefix = Given.empty() ? prefix() : Given.str();
  for (const char *Below : {"/lib/", "/lib64/", "/lib/x86_64-linux-gnu/", "/"})
    if (fs::exists(Prefix + Below + Name))
      return (Prefix + Below + Name).str();
  return "";
}

} // namespace segstack

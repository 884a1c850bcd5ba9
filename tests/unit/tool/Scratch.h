//===- Scratch.h - a folder for one test ------------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_UNITTESTS_TOOL_SCRATCH_H
#define SEGSTACK_UNITTESTS_TOOL_SCRATCH_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace segstack {

/// A new folder, links resolved, that goes with the test.
class Scratch {
public:
  Scratch() {
    llvm::SmallString<128> Folder;
    llvm::sys::fs::createUniqueDirectory("segstack-test", Folder);
    llvm::sys::fs::real_path(Folder, Root);
  }
  ~Scratch() { llvm::sys::fs::remove_directories(Root); }

  std::string path(llvm::StringRef Name) const {
    llvm::SmallString<128> Result(Root);
    llvm::sys::path::append(Result, Name);
    return Result.str().str();
  }

  std::string write(llvm::StringRef Name, llvm::StringRef Bytes) const {
    std::string Path = path(Name);
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
    std::ofstream(Path, std::ios::binary) << Bytes.str();
    return Path;
  }

  std::string read(llvm::StringRef Name) const {
    std::ifstream File(path(Name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(File), {});
  }

  /// The names of all files and folders in \p Name.
  std::set<std::string> list(llvm::StringRef Name = "") const {
    std::set<std::string> Names;
    std::error_code Error;
    for (llvm::sys::fs::directory_iterator It(path(Name), Error), End;
         It != End && !Error; It.increment(Error))
      Names.insert(llvm::sys::path::filename(It->path()).str());
    return Names;
  }

private:
  llvm::SmallString<128> Root;
};

/// The message of a failed \p Value; empty when it did not fail.
template <class T> std::string messageOf(llvm::Expected<T> Value) {
  return Value ? "" : llvm::toString(Value.takeError());
}

} // namespace segstack

#endif

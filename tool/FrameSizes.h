//===- FrameSizes.h - the frames that a build has made ----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   .su  of g++ and clang++    -fstack-usage
//   .ci  of g++                -fcallgraph-info=su
//   .stack_sizes in objects,   -fstack-size-section of clang++
//   archives, executables
//         '-> [FrameEntry] -> FrameMatcher -> RealFrames
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_FRAMESIZES_H
#define SEGSTACK_TOOL_FRAMESIZES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace segstack {

/// One frame of one object file.
struct FrameEntry {
  /// The file that tells of it, and of an archive the member. Of what is in one
  /// object each may be called by another.
  std::string Object;
  /// As the compiler was given it; of a symbol the source that its object
  /// names. Empty: not known.
  std::string File;
  unsigned Line = 0, Column = 0; ///< 0: not known
  /// Linkage names; several of one address. None in g++'s .su.
  std::vector<std::string> Linkage;
  std::string Pretty; ///< as people write it; g++'s .su
  uint64_t Bytes = 0; ///< return address included
  bool Dynamic = false;
  /// There is such a function, and nothing that tells its size: not of clang
  /// with alloca in .stack_sizes, nor of a compiler that does not write it.
  bool Unmeasured = false;
};

/// The lines of a .su file. \p Name is for messages, and FrameEntry::Object.
llvm::Error readStackUsage(llvm::StringRef Text, llvm::StringRef Name,
                           std::vector<FrameEntry> &Into);

/// The nodes of a .ci file.
llvm::Error readCallGraphInfo(llvm::StringRef Text, llvm::StringRef Name,
                              std::vector<FrameEntry> &Into);

/// What .stack_sizes has, in an object, a program, a shared library or each
/// member of an archive, and the functions that it does not have. Of a linked
/// file without such a section nothing.
llvm::Error readStackSizes(llvm::MemoryBufferRef Bytes,
                           std::vector<FrameEntry> &Into);

/// Of files, and of all that ends in .su, .ci, .o or .a below folders. Where
/// there is both a .ci and a .su only the first is read.
llvm::Expected<std::vector<FrameEntry>>
readFrameSizes(llvm::ArrayRef<std::string> Paths);

} // namespace segstack

#endif

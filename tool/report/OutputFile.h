//===- OutputFile.h - files written all or not at all -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_OUTPUTFILE_H
#define SEGSTACK_TOOL_REPORT_OUTPUTFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace segstack {

struct OutputFile {
  std::string Path;
  std::string Bytes;
};

/// Writes all of \p Files or, with an error, none: each goes to a temporary
/// file beside its target, and only when all are on the disk do they replace
/// their targets, one atomic rename each. Folders are made as needed, links
/// are followed, mode bits are kept. What is no regular file (a device, a
/// pipe) is written straight.
llvm::Error writeFiles(llvm::ArrayRef<OutputFile> Files);

/// Writes \p Bytes to the standard output.
llvm::Error writeStandardOutput(llvm::StringRef Bytes);

} // namespace segstack

#endif

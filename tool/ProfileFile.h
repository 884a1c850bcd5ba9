//===- ProfileFile.h - how often functions were called ----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   gcov --json-format --stdout *.gcda        counts of calls
//   perf script -F sym --no-demangle          samples, one name a line
//       -> [ProfileFile] -> CallCounts
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PROFILEFILE_H
#define SEGSTACK_TOOL_PROFILEFILE_H

#include "segstack/rewriter/ProgramPlan.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace segstack {

/// \p Name is for messages. What gcov tells of one function several times (of
/// a header's in several objects) is added up. An error names the line.
llvm::Expected<CallCounts> parseProfile(llvm::StringRef Text,
                                        llvm::StringRef Name);

llvm::Expected<CallCounts> readProfile(llvm::StringRef File);

} // namespace segstack

#endif

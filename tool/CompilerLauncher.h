//===- CompilerLauncher.h - compile with checks -----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_COMPILERLAUNCHER_H
#define SEGSTACK_TOOL_COMPILERLAUNCHER_H

#include "llvm/ADT/ArrayRef.h"

namespace segstack {

/// `segstack cc`. \p Arguments are those after the verb. Returns the
/// compiler's exit code; 2 when an option is wrong. Where nothing is to be
/// rewritten, the compiler takes the place of this process.
int runCompilerLauncher(llvm::ArrayRef<const char *> Arguments);

} // namespace segstack

#endif

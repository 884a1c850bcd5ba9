//===- RuntimePlace.h - where the runtime lies ------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   --runtime-dir DIR -> DIR/include, DIR/lib    or DIR itself
//   else              -> beside the program, or the source tree's headers
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_RUNTIMEPLACE_H
#define SEGSTACK_TOOL_RUNTIMEPLACE_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace segstack {

/// The folder that holds `segstack/check.h`; empty when there is none.
/// \p Given is where a user says that it is, or empty.
std::string runtimeInclude(llvm::StringRef Given = "");

/// The path of the library \p Name; empty when it is not found.
std::string runtimeLibrary(llvm::StringRef Given, llvm::StringRef Name);

} // namespace segstack

#endif

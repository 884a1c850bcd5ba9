//===- FrameNames.h - what compilers call a function ------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_FRAMENAMES_H
#define SEGSTACK_TOOL_FRAMENAMES_H

#include "FrameSizes.h"

namespace segstack {

/// The name that constructors and destructors have in all their variants, and a
/// function in all clones that a compiler makes of it (`.part.0`, `.cold`).
std::string canonicalLinkage(llvm::StringRef Name);

/// `Box::run` of `int Box<T>::run(T) const & [with T = int]`: without a result,
/// parameters and template arguments. Lambdas are `lambda` in all spellings.
std::string plainName(llvm::StringRef Pretty);

/// Without what it is in.
llvm::StringRef lastPart(llvm::StringRef Name);

/// A part of segstack/check.h.
bool isRuntimeHeader(llvm::StringRef File);

/// What an entry is of the function that it belongs to.
enum class Role {
  Function,
  Part,    ///< of the function: a clone that it calls
  Body,    ///< the closure of a check
  Around,  ///< a function of the runtime that has a body in it
  Nothing, ///< the runtime's, and no part of a chain
};

Role roleOf(const FrameEntry &Entry);

} // namespace segstack

#endif

//===- SetjmpRewriter.h - calls that control comes back to ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_SETJMPREWRITER_H
#define SEGSTACK_LIB_SETJMPREWRITER_H

#include "BodyFacts.h"
#include "EditableRange.h"
#include "segstack/rewriter/CheckPlan.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace segstack {

struct FoundJumps {
  /// The calls of setjmp and its kin behind which the position on the chain of
  /// segments can be restored, in order.
  std::vector<ByteRange> Calls;
  /// The name of one whose jumps the runtime does not see and that comes from a
  /// macro of the program, or stands where nothing can be put; else empty.
  std::string Unseen;
};

/// Looks at the calls that \p Facts has of the body of \p Function, at \p Body.
FoundJumps findJumps(const clang::FunctionDecl &Function,
                     const BodyFacts &Facts, const EditableRange &Body,
                     const clang::ASTContext &Context);

} // namespace segstack

#endif

//===- OwnStackRewriter.h - calls on the thread's own stack -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   x = scan(root);  -->  x = SEGSTACK_VISIT(32768, scan(root));
//
// For --system-stack=scan. Whatever does not stay the same in a closure is left
// alone, and told.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_OWNSTACKREWRITER_H
#define SEGSTACK_LIB_OWNSTACKREWRITER_H

#include "BodyFacts.h"
#include "EditableRange.h"
#include "segstack/rewriter/CheckPlan.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace segstack {

class HeavyExternals;

struct FoundOwnStackCalls {
  struct Left {
    clang::SourceLocation Place;
    std::string Name; ///< of the function that is called
    std::string Why;
  };
  std::vector<OwnStackCall> Calls; ///< as CheckPlan has them
  std::vector<Left> LeftAlone;
};

/// Looks for calls in the body of \p Function, at \p Body, of what is to run on
/// the thread's own stack by \p Externals.
FoundOwnStackCalls findOwnStackCalls(const clang::FunctionDecl &Function,
                                     const BodyFacts &Facts,
                                     const EditableRange &Body,
                                     const HeavyExternals &Externals,
                                     clang::ASTContext &Context);

} // namespace segstack

#endif

//===- DynamicStackRewriter.h - frames that grow as they run ----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   alloca(SEGSTACK_ROOM(n))      char a[SEGSTACK_LENGTH(1, n)];
//   typedef char row[n];          SEGSTACK_SPACE(sizeof(row), b); row b;
//
// What stands in a macro as __builtin_alloca, as the C library's alloca and
// strdupa do, needs no edit: dynamic.h sees to it.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_DYNAMICSTACKREWRITER_H
#define SEGSTACK_LIB_DYNAMICSTACKREWRITER_H

#include "EditableRange.h"
#include "segstack/rewriter/CheckPlan.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace segstack {

struct FoundDynamicStack {
  /// The sizes that can be asked for, in order.
  std::vector<DynamicSize> Sizes;
  struct Left {
    clang::SourceLocation Place;
    std::string Name; ///< of the variable; empty: a call of alloca
    std::string Why;
  };
  std::vector<Left> LeftAlone;
};

/// Looks for what the body of \p Function, at \p Body, takes of the stack as it
/// runs, closures left out.
FoundDynamicStack findDynamicStack(const clang::FunctionDecl &Function,
                                   const EditableRange &Body,
                                   clang::ASTContext &Context);

} // namespace segstack

#endif

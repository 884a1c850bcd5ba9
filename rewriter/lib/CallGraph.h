//===- CallGraph.h - who calls whom in a translation unit -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   AST -> buildCallGraph -> [CallGraph] -> findRecursion -> placeChecks
//
// Plain values; Function is a name tag that nothing here looks into.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLGRAPH_H
#define SEGSTACK_LIB_CALLGRAPH_H

#include "segstack/rewriter/FrameEstimate.h"
#include <cstdint>
#include <vector>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace segstack {

struct CallGraph {
  struct Node {
    /// The definition: an instantiation, a lambda's call operator, an implicit
    /// member, or what its author wrote.
    const clang::FunctionDecl *Function = nullptr;
    uint64_t FrameBytes = 0;
    bool UnknownCalls = false; ///< it calls what this graph does not have
    bool Dynamic = false;      ///< alloca or a VLA comes on top of FrameBytes
    bool Instrumentable = true;
    std::vector<unsigned> Callees; ///< indices of nodes, sorted, each once
    /// Those of Callees that a check in the body is not around: what a
    /// destructor calls after its body, for members and bases, and a
    /// constructor before it, in member initialisers that are not outlined.
    /// Sorted, each once.
    std::vector<unsigned> OutsideBody;
    /// The largest need of a function without a body here that it calls, and
    /// of those that a check in the body is not around.
    ExternalStack External, ExternalOutsideBody;
  };
  std::vector<Node> Nodes;
};

} // namespace segstack

#endif

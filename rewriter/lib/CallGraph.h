//===- CallGraph.h - who calls whom -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   AST -> buildCallGraph -> [CallGraph] -> placeChecks, findRecursion
//   summaries of many units -> linkProgram -'
//
// Plain values; Function is a name tag that nothing here looks into.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CALLGRAPH_H
#define SEGSTACK_LIB_CALLGRAPH_H

#include "segstack/rewriter/FrameEstimate.h"
#include "segstack/rewriter/ProgramPlan.h"
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace segstack {

struct FunctionUses;

/// Who can call a function besides those of the graph that are seen to.
enum class Entry {
  Inside,     ///< nobody
  Exported,   ///< other sources, by its name or as a virtual function
  CalledBack, ///< whoever was given its address, the C library among them
};

/// What a function's author says of how hot it is, by an attribute.
enum class HeatMark { None, Cold, Hot };

/// A call that leaves the graph, for what is known of the whole program.
struct OpenCall {
  enum Kind {
    External, ///< of Function, which has no body here
    Virtual,  ///< of what overrides Function
    Indirect, ///< of a function of Type
    Runtime,  ///< of the language's runtime; Type says which
  };
  Kind What = External;
  const clang::FunctionDecl *Function = nullptr;
  std::string Type;
  double Often = 1;
  bool OutsideBody = false;
  bool Library = false; ///< it calls back nothing but what it was given before
  bool Stream = false;  ///< so, unless the program makes streams of its own
  // Of External, as HeavyExternals knows it.
  uint64_t Bytes = 0;
  bool Given = false;
  /// Types of its arguments where it is variadic, and of functions handed as
  /// `void *`: QualType::getAsOpaquePtr().
  std::vector<void *> Variadic;
};

struct CallGraph {
  struct Node {
    /// The definition: an instantiation, a lambda's call operator, an implicit
    /// member, or what its author wrote.
    const clang::FunctionDecl *Function = nullptr;
    uint64_t FrameBytes = 0;
    bool UnknownCalls = false; ///< it calls what this graph does not have
    /// It calls functions of a library that call none of the program, but for
    /// those that it was given the address of.
    bool LibraryCalls = false;
    bool Dynamic = false; ///< alloca or a VLA comes on top of FrameBytes
    bool Instrumentable = true;
    Entry From = Entry::Exported;
    HeatMark Marked = HeatMark::None;
    bool CallsSetjmp = false;
    /// Of those with the same text all have a check or none.
    std::optional<unsigned> Text;
    std::vector<unsigned> Callees; ///< indices of nodes, sorted, each once
    /// By callee: how often a call of this function makes it, estimated. May
    /// be shorter than Callees: once, then.
    std::vector<double> Often;
    /// Those of Callees that a check in the body is not around: what a
    /// destructor calls after its body, for members and bases, and a
    /// constructor before it, in member initialisers that are not outlined.
    /// Sorted, each once.
    std::vector<unsigned> OutsideBody;
    /// The largest need of a function without a body here that it calls, and
    /// of those that a check in the body is not around.
    ExternalStack External, ExternalOutsideBody;
    /// The frames that it has at most, all together, by calling itself, where
    /// that is known; it is not among its Callees then.
    ExternalStack Recursion;
    std::vector<OpenCall> Open; ///< in the order of the body

    /// A call of \p To, which comes in order. Several become one.
    void addCall(unsigned To, double Times, bool Outside) {
      if (Callees.empty() || Callees.back() != To) {
        Callees.push_back(To);
        Often.push_back(0);
      }
      Often.back() += Times;
      if (Outside && (OutsideBody.empty() || OutsideBody.back() != To))
        OutsideBody.push_back(To);
    }

    /// \p To is one of Callees.
    void dropCall(unsigned To) {
      auto Found = std::lower_bound(Callees.begin(), Callees.end(), To);
      if (size_t Index = Found - Callees.begin(); Index < Often.size())
        Often.erase(Often.begin() + Index);
      Callees.erase(Found);
      OutsideBody.erase(std::remove(OutsideBody.begin(), OutsideBody.end(), To),
                        OutsideBody.end());
    }

    /// What its frame takes, all in all. alloca and arrays have checks of their
    /// own, but not in a function that can have none: there they are assumed.
    uint64_t bytes() const {
      return FrameBytes + (Dynamic && !Instrumentable ? AssumedForeign : 0);
    }

    double often(size_t Callee) const {
      return Callee < Often.size() ? Often[Callee] : 1;
    }
  };
  std::vector<Node> Nodes;
  /// Of the source that it was built from; null for other graphs.
  std::shared_ptr<const FunctionUses> Uses = nullptr;
};

} // namespace segstack

#endif

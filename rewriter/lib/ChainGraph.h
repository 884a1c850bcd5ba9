//===- ChainGraph.h - a plan's calls that no check is between ---*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nodes are what a chain comes through:
//
//   functions 0..   without a check: all of it. With one: the frame that is
//                   there when the check is made, and what its text calls
//                   outside the check
//   foreign code    with the bytes that it is taken to need
//   callbacks       one node between the foreign functions that call back and
//                   the functions that may be called back
//
// What is behind a check, Behind, is where chains begin.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CHAINGRAPH_H
#define SEGSTACK_LIB_CHAINGRAPH_H

#include "RecursionFinder.h"
#include "segstack/rewriter/ChainProof.h"

namespace segstack {

struct ChainGraph {
  /// A function's sizes, as the proof counts them.
  struct Frame {
    uint64_t Running = 0; ///< while the body runs
    uint64_t Passing = 0; ///< for those that call it
    uint64_t Asked = 0;   ///< subtracted by its check
    SizeSource From = SizeSource::Estimate;
    uint64_t Dynamic = 0; ///< assumed, a part of Running
  };
  std::vector<Frame> Frames; ///< by function
  /// By node: what it leads to, and its bytes.
  Edges Calls;
  std::vector<uint64_t> Bytes;
  /// By function with a check: the nodes that are called behind it.
  Edges Behind;
  /// By function: the functions that it calls, checked or not.
  Edges All;
  /// Those of them that a compiler may inline: neither virtual nor through a
  /// pointer.
  Edges Direct;
  std::vector<bool> HasCaller; ///< by function
  std::vector<ForeignFunction> Foreign;
  std::vector<unsigned> ForeignCallers; ///< by foreign function
  size_t Callbacks = 0;                 ///< the node

  size_t foreignNode(size_t Foreign) const { return Frames.size() + Foreign; }
};

ChainGraph buildChainGraph(const ProgramPlan &Plan, const RealFrames &Real,
                           const ProofLimits &Limits);

/// A check may become a part of another function. Its frame is there then, or
/// made behind the check. If that function has a check of its own, it may be
/// all there is.
struct InlinedCheck {
  struct Part {
    uint64_t Bytes = 0;
    unsigned In = 0; ///< a function

    void raiseTo(const Part &Other) {
      if (Other.Bytes > Bytes)
        *this = Other;
    }
  };
  Part Bare;   ///< the frame of a function without a check
  Part Frame;  ///< of one with a check
  Part Excess; ///< what of that its own check has not asked for

  void raiseTo(const InlinedCheck &Other) {
    Bare.raiseTo(Other.Bare);
    Frame.raiseTo(Other.Frame);
    Excess.raiseTo(Other.Excess);
  }
};

/// By function: the most of all that it may be a part of.
std::vector<InlinedCheck> findInlinedChecks(const ProgramPlan &Plan,
                                            const ChainGraph &Graph);

} // namespace segstack

#endif

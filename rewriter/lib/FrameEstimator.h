//===- FrameEstimator.h - the frame of one function, from its AST -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   body -> EscapeFinder -> which locals need memory
//        -> FrameWalker  -> FrameParts (objects, values, calls, work)
//        -> frameBytes   -> FrameEstimate
//
// A callee that the optimiser will probably inline is walked first, and its
// parts become parts of its caller. docs/estimates.md tells how good it is.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMEESTIMATOR_H
#define SEGSTACK_LIB_FRAMEESTIMATOR_H

#include "FrameParts.h"
#include "segstack/rewriter/FrameEstimate.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

/// Estimates the frame of \p Definition, which has a body. For a template
/// pattern, sizes of dependent types are guessed and Guess is set; call it for
/// each instantiation and take the largest.
FrameEstimate estimateFrame(const clang::FunctionDecl &Definition,
                            const clang::ASTContext &Context,
                            const EstimateOptions &Options);

/// The same for many functions of one translation unit: what was learnt of a
/// callee is kept. Not safe to share between threads.
class FrameEstimator {
public:
  FrameEstimator(const clang::ASTContext &Context,
                 const EstimateOptions &Options);
  ~FrameEstimator();

  FrameEstimate estimate(const clang::FunctionDecl &Definition);

  /// What the frame of \p Function is made of.
  const FrameParts &partsOf(const clang::FunctionDecl &Definition);

  /// The parts that a call of \p Callee adds to its caller's frame, or null
  /// when the call will probably remain a call.
  const FrameParts *inlined(const clang::FunctionDecl *Callee);

  /// True when what a call of \p Callee gets as \p Argument (its object
  /// first) may reach a call that stays a call.
  bool leaks(const clang::FunctionDecl *Callee, unsigned Argument);

  const clang::ASTContext &context() const { return Context; }
  const EstimateOptions &options() const { return Options; }

private:
  bool isCalledOnce(const clang::FunctionDecl &Definition);
  /// By a function of the same name, when the library is loaded.
  bool isReplaceable(const clang::FunctionDecl &Definition) const;

  const clang::ASTContext &Context;
  EstimateOptions Options;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<FrameParts>>
      Known;
  llvm::DenseSet<const clang::FunctionDecl *> InProgress;
  std::optional<llvm::DenseMap<const clang::FunctionDecl *, unsigned>>
      References; ///< counted when first asked for
};

/// What the parts come to, in bytes.
uint64_t frameBytes(const FrameParts &Parts, const EstimateOptions &Options);

} // namespace segstack

#endif

//===- FrameEstimator.cpp - the frame of one function, from its AST -------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameEstimator.h"
#include "FrameWalker.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include <algorithm>

using namespace clang;

namespace segstack {

/// A callee of at most this much work is taken to be inlined.
static constexpr unsigned InlinedWork = 40;

FrameEstimator::FrameEstimator(const ASTContext &Context,
                               const EstimateOptions &Options)
    : Context(Context), Options(Options) {}
FrameEstimator::~FrameEstimator() = default;

const FrameParts &FrameEstimator::partsOf(const FunctionDecl &Definition) {
  auto Found = Known.find(&Definition);
  if (Found != Known.end())
    return *Found->second;
  InProgress.insert(&Definition);
  auto Parts = std::make_unique<FrameParts>(walkFrame(Definition, *this));
  InProgress.erase(&Definition);
  auto &Slot = Known[&Definition];
  Slot = std::move(Parts);
  return *Slot;
}

const FrameParts *FrameEstimator::inlined(const FunctionDecl *Callee) {
  if (!Callee)
    return nullptr;
  bool Always = Callee->hasAttr<AlwaysInlineAttr>();
  if (Options.OptLevel == 0 && !Always)
    return nullptr;
  const FunctionDecl *Definition = Callee->getDefinition();
  if (!Definition || Definition->hasAttr<NoInlineAttr>() ||
      Definition->isVariadic() || InProgress.count(Definition))
    return nullptr;
  if (!Definition->hasBody() && !Definition->isDefaulted())
    return nullptr;
  const FrameParts &Parts = partsOf(*Definition);
  return Always || Parts.Work <= InlinedWork ? &Parts : nullptr;
}

bool FrameEstimator::leaks(const FunctionDecl *Callee, unsigned Argument) {
  const FrameParts *Parts = inlined(Callee);
  return !Parts || Argument >= Parts->Leaks.size() || Parts->Leaks[Argument];
}

uint64_t frameBytes(const FrameParts &Parts, const EstimateOptions &Options) {
  uint64_t Memory = Parts.Memory, Saved = 8;
  if (Options.OptLevel == 0) {
    Saved += 8 + 8 * std::min(Parts.Calls, 4u);
    Memory += Parts.Cleanups ? 16 : 0;
  } else {
    unsigned Needed = std::max(Parts.Calls ? Parts.Values : 0,
                               Parts.Pressure > 9 ? Parts.Pressure - 9 : 0);
    Saved += 8 * std::min(Needed, 6u);
    Memory += Needed > 6 ? (Needed - 6) * 8 : 0;
  }
  uint64_t Bytes = Saved + Memory + Parts.Outgoing;
  if (Parts.Calls)
    Bytes = (Bytes + 15) / 16 * 16;
  return Bytes;
}

FrameEstimate FrameEstimator::estimate(const FunctionDecl &Definition) {
  const FrameParts &Parts = partsOf(Definition);
  FrameEstimate Result;
  Result.Bytes = frameBytes(Parts, Options);
  Result.Dynamic = Parts.Dynamic;
  Result.Guess = Parts.Guess;
  return Result;
}

FrameEstimate estimateFrame(const FunctionDecl &Definition,
                            const ASTContext &Context,
                            const EstimateOptions &Options) {
  return FrameEstimator(Context, Options).estimate(Definition);
}

} // namespace segstack

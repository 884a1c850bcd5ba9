//===- FrameEstimator.cpp - the frame of one function, from its AST -------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameEstimator.h"
#include "FrameReferences.h"
#include "FrameWalker.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include <algorithm>

using namespace clang;

namespace segstack {

/// A callee of at most this much work is taken to be inlined.
static constexpr unsigned InlinedWork = 70;
/// So is one of up to this much that is called from one place only.
static constexpr unsigned InlinedOnceWork = 700;

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

bool FrameEstimator::isCalledOnce(const FunctionDecl &Definition) {
  if (Definition.isExternallyVisible() || isa<CXXDestructorDecl>(Definition))
    return false;
  if (!References)
    References = countReferences(Context);
  return References->lookup(Definition.getCanonicalDecl()) == 1;
}

bool FrameEstimator::isReplaceable(const FunctionDecl &Definition) const {
  return Options.Interposable &&
         Context.GetGVALinkageForFunction(&Definition) == GVA_StrongExternal &&
         Definition.getVisibility() == DefaultVisibility;
}

const FrameParts *FrameEstimator::inlined(const FunctionDecl *Callee) {
  if (!Callee)
    return nullptr;
  bool Always = Callee->hasAttr<AlwaysInlineAttr>();
  if (Options.OptLevel == 0 && !Always)
    return nullptr;
  const FunctionDecl *Definition = Callee->getDefinition();
  if (!Definition || Definition->hasAttr<NoInlineAttr>() ||
      Definition->isVariadic() || InProgress.count(Definition) ||
      isReplaceable(*Definition))
    return nullptr;
  if (!Definition->hasBody() && !Definition->isDefaulted())
    return nullptr;
  const FrameParts &Parts = partsOf(*Definition);
  if (Always || Parts.Work <= InlinedWork ||
      (Parts.Work <= InlinedOnceWork && isCalledOnce(*Definition)))
    return &Parts;
  return nullptr;
}

bool FrameEstimator::leaks(const FunctionDecl *Callee, unsigned Argument) {
  const FrameParts *Parts = inlined(Callee);
  return !Parts || Argument >= Parts->Leaks.size() || Parts->Leaks[Argument];
}

/// Bytes below the stack pointer that a leaf may use without moving it (the
/// x86-64 ABI's red zone). The reserve has room for them.
static constexpr uint64_t RedZone = 128;

static uint64_t roundUp(uint64_t Bytes, uint64_t To) {
  return (Bytes + To - 1) / To * To;
}

/// At -O0: the return address, the frame pointer, a slot for each object, and
/// what waits in slots of its own while something else is called.
static uint64_t unoptimizedBytes(const FrameParts &Parts) {
  uint64_t Bytes = 16 + Parts.Memory + Parts.Outgoing;
  Bytes += 10 * Parts.Spills + 8 * std::min(Parts.Calls, 4u);
  Bytes += 8 * (Parts.Calls / 6);
  Bytes += Parts.Cleanups ? 32 : 0; // the exception, its type, what to destroy
  if (!Parts.Calls && !Parts.Dynamic)
    return std::max<uint64_t>(16, Bytes - std::min(Bytes, RedZone));
  return roundUp(Bytes, 16);
}

/// When optimising: the return address, a register saved or a spill slot for
/// each value that lives across a call, and the objects in memory. The more
/// code, the more values that the source does not show. A call that comes last
/// is a jump, if no object of this frame is still needed; one that does not
/// come back keeps nothing alive.
static uint64_t optimizedBytes(const FrameParts &Parts) {
  bool Returns = Parts.Calls > Parts.TailCalls + Parts.NoReturns;
  bool Leaf = !Returns && !Parts.Memory && !Parts.Outgoing && !Parts.Cleanups;
  unsigned Needed = Parts.Pressure > 9 ? Parts.Pressure - 9 : 0;
  if (!Leaf) {
    Needed = std::max(Needed, Parts.Values);
    if (Parts.Recursive) // levels inlined into one another need them all
      Needed = std::max(Needed, 8u);
    Needed += Returns ? 3 + Parts.Work / 100 : 1;
  } else if (Parts.NoReturns) {
    Needed += 1; // the stack is aligned for the call
  }
  uint64_t Bytes = 8 + 8 * Needed + Parts.Memory + Parts.Outgoing;
  Bytes += Parts.Cleanups ? 48 : 0;
  return roundUp(Bytes, Leaf ? 8 : 16);
}

uint64_t frameBytes(const FrameParts &Parts, const EstimateOptions &Options) {
  uint64_t Bytes =
      Options.OptLevel == 0 ? unoptimizedBytes(Parts) : optimizedBytes(Parts);
  if (Options.Address && Parts.Memory)
    Bytes += 64; // the header of the redzones, and the alignment to 32
  if (Options.Memory || Options.Undefined) // shadows or operands to report
    Bytes += 16 * std::min(Parts.Work, 64u) / 4;
  return roundUp(Bytes, 8);
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

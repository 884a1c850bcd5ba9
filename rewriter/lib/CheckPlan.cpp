//===- CheckPlan.cpp - merging and printing of one function's check -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a CheckPlan to the insertions that it stands for. The macros are those
// of runtime/include/segstack/check.h; Strip knows the same forms.
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/CheckPlan.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <tuple>

namespace segstack {
namespace {

/// Frames are written in steps of 16 bytes, the stack's own alignment, so that
/// a small change of the source seldom changes the check.
uint64_t roundedFrame(const CheckPlan &Plan) {
  return (Plan.Frame.Bytes + 15) / 16 * 16;
}

std::string captureList(const CheckPlan &Plan) {
  std::vector<std::string> Items;
  if (Plan.How == Shape::Outline)
    Items.push_back("&");
  for (const Capture &C : Plan.Captures)
    Items.push_back((C.ByReference ? "&" : "") + C.Name);
  return "(" + llvm::join(Items, ", ") + ")";
}

std::string macroStart(const char *Macro, const CheckPlan &Plan) {
  return std::string(Macro) + "(" + std::to_string(roundedFrame(Plan)) + ", " +
         captureList(Plan) + ", ";
}

void printRetry(const CheckPlan &Plan, std::vector<Edit> &Edits) {
  std::string Check = macroStart("SEGSTACK_CHECK", Plan) + Plan.Call + ");";
  if (!Plan.TryBlock) {
    Edits.push_back({Plan.BodyBegin + 1, " " + Check});
    return;
  }
  Edits.push_back({Plan.BodyBegin, "{ " + Check + " SEGSTACK_TRY "});
  Edits.push_back({Plan.BodyEnd + 1, " SEGSTACK_TRY_END }"});
}

void printOutline(const CheckPlan &Plan, std::vector<Edit> &Edits) {
  const char *Macro = Plan.VoidBody ? "SEGSTACK_BODY_VOID" : "SEGSTACK_BODY";
  for (const InitializerRange &Range : Plan.Initializers) {
    std::string Size = std::to_string(roundedFrame(Plan));
    Edits.push_back({Range.Begin, "SEGSTACK_INIT(" + Size + ", "});
    Edits.push_back({Range.End, ")"});
  }
  if (Plan.OnlyInitializers)
    return;
  Edits.push_back({Plan.BodyBegin + 1,
                   " " + macroStart(Macro, Plan) + Plan.Specifiers + ") {"});
  Edits.push_back({Plan.BodyEnd, "} SEGSTACK_BODY_END "});
}

/// The larger, the safer: what every translation unit can live with.
int safety(const CheckPlan &Plan) {
  switch (Plan.How) {
  case Shape::Retry:
    return 0;
  case Shape::Outline:
    return 1;
  case Shape::None:
    break;
  }
  // A function that one unit need not check still gets what another one wants.
  return Plan.Why == Reason::NoCheckNeeded ? -1 : 2;
}

/// Orders plans of equal safety, so that a merge does not depend on the order
/// of its arguments.
auto content(const CheckPlan &Plan) {
  return std::tie(Plan.Call, Plan.Specifiers, Plan.Function, Plan.Detail,
                  Plan.BodyEnd);
}

/// A parameter that one unit captures by value (a scalar there) and another by
/// reference goes by reference.
void mergeCaptures(CheckPlan &Into, const CheckPlan &From) {
  for (Capture &Mine : Into.Captures)
    for (const Capture &Theirs : From.Captures)
      if (Mine.Name == Theirs.Name)
        Mine.ByReference |= Theirs.ByReference;
}

} // namespace

std::vector<Edit> printCheck(const CheckPlan &Plan) {
  std::vector<Edit> Edits;
  if (Plan.How == Shape::Retry) {
    Edits = Plan.Names;
    printRetry(Plan, Edits);
  } else if (Plan.How == Shape::Outline) {
    printOutline(Plan, Edits);
  }
  sortEdits(Edits);
  return Edits;
}

CheckPlan mergeChecks(const CheckPlan &A, const CheckPlan &B) {
  int SafetyA = safety(A), SafetyB = safety(B);
  bool TakeA =
      SafetyA != SafetyB ? SafetyA > SafetyB : content(A) <= content(B);
  CheckPlan Merged = TakeA ? A : B;
  const CheckPlan &Other = TakeA ? B : A;
  Merged.Frame.Bytes = std::max(A.Frame.Bytes, B.Frame.Bytes);
  Merged.Frame.Dynamic = A.Frame.Dynamic || B.Frame.Dynamic;
  Merged.Frame.Guess = A.Frame.Guess && B.Frame.Guess;
  if (SafetyA == SafetyB && Merged.How != Shape::None) {
    mergeCaptures(Merged, Other);
    if (Merged.BodyEnd != Other.BodyEnd) {
      Merged.How = Shape::None;
      Merged.Why = Reason::DifferentEdits;
    }
  }
  return Merged;
}

} // namespace segstack

//===- CheckPlan.cpp - the text of one function's check -------------------===//
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

namespace segstack {
namespace {

/// Frames are written in steps of 16 bytes, the stack's own alignment, so that
/// a small change of the source seldom changes the check.
uint64_t roundedFrame(const CheckPlan &Plan) {
  return (Plan.Frame.Bytes + Plan.External.Bytes + 15) / 16 * 16;
}

std::string captureList(const CheckPlan &Plan) {
  std::vector<std::string> Items;
  if (Plan.How == Shape::Outline)
    Items.push_back("&");
  for (const Capture &C : Plan.Captures)
    Items.push_back((C.ByReference ? "&" : "") + C.Name);
  return "(" + llvm::join(Items, ", ") + ")";
}

std::string macroStart(const std::string &Macro, const CheckPlan &Plan) {
  return Macro + "(" + std::to_string(roundedFrame(Plan)) + ", " +
         captureList(Plan) + ", ";
}

/// The first statement of a body that control may come back to.
const char *position(const CheckPlan &Plan) {
  return Plan.Jumps.empty() ? "" : " SEGSTACK_POSITION;";
}

std::string retry(const CheckPlan &Plan) {
  std::string Macro = Plan.NoReturn    ? "SEGSTACK_CHECK_NORETURN"
                      : Plan.KeptApart ? "SEGSTACK_CHECK_LARGE"
                                       : "SEGSTACK_CHECK";
  if (Plan.Callee.empty())
    return macroStart(Macro, Plan) + Plan.Call + ");";
  return Macro + "_C(" + std::to_string(roundedFrame(Plan)) + ", " +
         std::to_string(Plan.StackBytes) + ", " + Plan.Callee + ", (" +
         Plan.Call + "));";
}

void printRetry(const CheckPlan &Plan, std::vector<Edit> &Edits) {
  std::string Check = retry(Plan) + position(Plan);
  if (!Plan.TryBlock) {
    Edits.push_back({Plan.BodyBegin + 1, " " + Check});
    return;
  }
  Edits.push_back({Plan.BodyBegin, "{ " + Check + " SEGSTACK_TRY "});
  Edits.push_back({Plan.BodyEnd + 1, " SEGSTACK_TRY_END }"});
}

void printOutline(const CheckPlan &Plan, std::vector<Edit> &Edits) {
  const char *Macro = Plan.VoidBody ? "SEGSTACK_BODY_VOID" : "SEGSTACK_BODY";
  for (const ByteRange &Range : Plan.Initializers) {
    std::string Size = std::to_string(roundedFrame(Plan));
    Edits.push_back({Range.Begin, "SEGSTACK_INIT(" + Size + ") "});
    Edits.push_back({Range.End, " SEGSTACK_INIT_END"});
  }
  if (Plan.OnlyInitializers)
    return;
  Edits.push_back({Plan.BodyBegin + 1, " " + macroStart(Macro, Plan) +
                                           Plan.Specifiers + ") {" +
                                           position(Plan)});
  Edits.push_back({Plan.BodyEnd, "} SEGSTACK_BODY_END "});
}

void surround(const ByteRange &Call, std::string Opening,
              std::vector<Edit> &Edits) {
  Edits.push_back({Call.Begin, std::move(Opening)});
  Edits.push_back({Call.End, ")"});
}

void printVisit(const OwnStackCall &Call, std::vector<Edit> &Edits) {
  std::string Bytes = std::to_string(Call.Bytes) + ", ";
  if (!Call.CalleeEnd) {
    surround(Call.Place, "SEGSTACK_VISIT(" + Bytes, Edits);
    return;
  }
  surround(Call.Place,
           "SEGSTACK_VISIT_C(" + Bytes + std::to_string(Call.StackBytes) + ", ",
           Edits);
  Edits.push_back({Call.CalleeEnd, ", "});
}

void printSize(const DynamicSize &Size, std::vector<Edit> &Edits) {
  if (!Size.Name.empty())
    Edits.push_back({Size.Place.Begin,
                     "SEGSTACK_SPACE(" + Size.Each + ", " + Size.Name + "); "});
  else if (Size.Each.empty())
    surround(Size.Place, "SEGSTACK_ROOM(", Edits);
  else
    surround(Size.Place, "SEGSTACK_LENGTH(" + Size.Each + ", ", Edits);
}

} // namespace

std::vector<Edit> printCheck(const CheckPlan &Plan) {
  std::vector<Edit> Edits;
  if (Plan.How == Shape::Retry) {
    Edits = Plan.Names;
    printRetry(Plan, Edits);
  } else if (Plan.How == Shape::Outline) {
    printOutline(Plan, Edits);
  } else if (!Plan.Jumps.empty()) {
    Edits.push_back({Plan.BodyBegin + 1, position(Plan)});
  }
  for (const ByteRange &Jump : Plan.Jumps)
    surround(Jump, "SEGSTACK_SETJMP(", Edits);
  for (const DynamicSize &Size : Plan.Sizes)
    printSize(Size, Edits);
  for (const OwnStackCall &Call : Plan.OwnStackCalls)
    printVisit(Call, Edits);
  sortEdits(Edits);
  return Edits;
}

} // namespace segstack

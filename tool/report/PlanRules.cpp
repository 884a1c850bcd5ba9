//===- PlanRules.cpp - the kinds of findings ------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanFindings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MD5.h"
#include <tuple>

namespace segstack {

const char *spelling(FindingLevel Level) {
  switch (Level) {
  case FindingLevel::Note:
    return "note";
  case FindingLevel::Warning:
    return "warning";
  case FindingLevel::Error:
    return "error";
  }
  llvm_unreachable("all levels have a spelling");
}

llvm::ArrayRef<FindingRule> findingRules() {
  static constexpr FindingRule Rules[] = {
      {"uncovered", "UncoveredCycle", FindingLevel::Error,
       "A cycle of calls has a way round without a check.",
       "These functions can call each other without an end, and none of them "
       "has a check: such a recursion runs over the end of the stack. The "
       "finding tells the shortest way round and, where there is one, what "
       "would cover it: mostly, to remove the reason why one of the functions "
       "cannot have a check."},
      {"unproved", "ChainTooLong", FindingLevel::Error,
       "A chain of calls without a check does not fit.",
       "A check leaves the reserve free below it. The functions of this chain, "
       "one calling the next, run there without a check, and the frames that "
       "a compiler made of them need more than that; or they are a cycle, and "
       "have no bound. The finding tells each frame and what to change: a "
       "check in one of them, the thread's own stack for the foreign function "
       "at the end, or a larger reserve. 'segstack verify' proves the same."},
      {"uncheckable", "UncheckableInCycle", FindingLevel::Warning,
       "A function of a cycle of calls cannot have a check.",
       "The function is in a cycle of calls and was left alone, for the reason "
       "given. As long as the others of the cycle have checks this is no more "
       "than a note. On a way round without a check it is a warning."},
      {"large-frame", "LargeFrameUnchecked", FindingLevel::Warning,
       "A frame of more than 4095 bytes has no check.",
       "A frame that is larger than a guard page can step over it. Functions "
       "without a check rely on the bytes that are kept free below the limit. "
       "Let the function have a check, or move its large variables to the "
       "heap."},
      {"underestimated", "EstimateTooSmall", FindingLevel::Warning,
       "A frame is larger than its estimate.",
       "The compiler made more of the frame than the check asks for. The "
       "bytes that are kept free below the limit cover small differences, so "
       "this is a note up to a real frame of 4095 bytes. 'segstack verify "
       "--feed-back' writes real sizes into the plan."},
      {"guessed", "FrameGuessed", FindingLevel::Note,
       "The size of a frame is a guess.",
       "The function is a template whose types are not known, as nothing in "
       "the program makes an instance of it that is compiled. 32 bytes are "
       "taken for each object of unknown type."},
      {"assumed", "ForeignStackAssumed", FindingLevel::Note,
       "The stack of a function that is compiled elsewhere is assumed.",
       "The program calls a function that it has no body of and that is not in "
       "segstack's table. Tell how much stack it needs by "
       "--external-stack=NAME=BYTES, or call it on the thread's own stack by "
       "--system-stack=NAME."},
  };
  return Rules;
}

std::string fingerprint(const PlanFinding &Finding) {
  llvm::MD5 Hash;
  Hash.update(Finding.Rule);
  Hash.update(llvm::StringRef("\0", 1));
  Hash.update(Finding.About);
  if (!Finding.Part.empty()) {
    Hash.update(llvm::StringRef("\0", 1));
    Hash.update(Finding.Part);
  }
  return llvm::MD5::MD5Result(Hash.final()).digest().str().str();
}

void sortFindings(std::vector<PlanFinding> &Findings) {
  auto Order = [](const PlanFinding &F) {
    return std::make_tuple(-static_cast<int>(F.Level), llvm::StringRef(F.File),
                           F.Line, F.Column, llvm::StringRef(F.Rule),
                           llvm::StringRef(F.About), llvm::StringRef(F.Part));
  };
  llvm::sort(Findings, [&](const PlanFinding &A, const PlanFinding &B) {
    return Order(A) < Order(B);
  });
}

} // namespace segstack

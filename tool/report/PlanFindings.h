//===- PlanFindings.h - what is wrong with a plan ---------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   PlanIndex, proofs -> findings -> text, JSON, SARIF, GitLab, HTML;
//                                    --fail-on
//
// Plain values. A new kind of finding is a rule in PlanRules.cpp and a function
// that makes the values; no format has to know of it.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_PLANFINDINGS_H
#define SEGSTACK_TOOL_REPORT_PLANFINDINGS_H

#include "PlanIndex.h"
#include "ProofPrinter.h"
#include <string>
#include <vector>

namespace segstack {

enum class FindingLevel { Note, Warning, Error };

/// "note", "warning" or "error", as in SARIF.
const char *spelling(FindingLevel Level);

/// A kind of finding, with what a person has to know of it.
struct FindingRule {
  llvm::StringLiteral Id; ///< a word: what --fail-on takes
  llvm::StringLiteral Name;
  FindingLevel Level; ///< the highest that its findings have
  llvm::StringLiteral Summary;
  llvm::StringLiteral Help; ///< why it matters, and what to do
};

llvm::ArrayRef<FindingRule> findingRules();

/// A function, where its name stands.
struct FindingPlace {
  std::string Function; ///< for people
  std::string File;
  unsigned Line = 0, Column = 0;
  std::string Message; ///< what it has to do with the finding
};

struct PlanFinding {
  std::string Rule; ///< FindingRule::Id
  FindingLevel Level = FindingLevel::Note;
  std::string Message;
  /// What tells it from others of its rule, whatever the lines: a function's
  /// key, or the name of a foreign function.
  std::string About;
  std::string Part;     ///< and from others about the same; mostly empty
  std::string Function; ///< for people; empty for a foreign one
  std::string File;
  unsigned Line = 0, Column = 0;
  std::vector<FindingPlace> Related;
  /// A way through the program, in its order.
  std::vector<FindingPlace> Way;
  bool Round = false; ///< and the last calls the first
};

/// The same in each run while the program's functions keep their names: 32
/// hexadecimal digits.
std::string fingerprint(const PlanFinding &Finding);

/// A finding that stands at \p F.
PlanFinding findingAt(llvm::StringRef Rule, FindingLevel Level,
                      const PlannedFunction &F, std::string Message);

/// Of a function, as a step of a way or beside a finding.
FindingPlace placeOf(const PlannedFunction &F, std::string Message);

/// `has no check`, or why it has one or cannot have one.
std::string stateOf(const PlannedFunction &F);

/// `calls NAME`, and how, unless directly.
std::string callText(const PlannedFunction &From, const PlannedFunction &To);

/// All of a plan, the worst first, then by place.
std::vector<PlanFinding> findInPlan(const PlanIndex &Plan);

/// What is refuted: of chains that begin with one function the worst of all
/// builds. Unsorted.
std::vector<PlanFinding> findInProofs(const PlanIndex &Plan,
                                      const ProofsOfPlan &Proofs);

/// In the order of findInPlan.
void sortFindings(std::vector<PlanFinding> &Findings);

} // namespace segstack

#endif

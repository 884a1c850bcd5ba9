//===- ProofPrinter.h - proofs, for people and programs ---------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_PROOFPRINTER_H
#define SEGSTACK_TOOL_REPORT_PROOFPRINTER_H

#include "segstack/rewriter/ChainProof.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace segstack {

struct ProofOfBuild {
  std::string Name;
  ChainProof Proof;
  std::vector<std::string> Problems; ///< sizes of which function is not known
};

/// A plan's, for each of its builds.
struct ProofsOfPlan {
  ProofLimits Limits;
  std::vector<ProofOfBuild> Builds;

  bool proved() const;
};

/// With \p Quiet only what is refuted.
std::string printProofsText(const ProofsOfPlan &Proofs, bool Quiet);

std::string printProofsJson(const ProofsOfPlan &Proofs);

/// Members of printProofsJson's object: `proved`, `reserve`, `usable` and
/// `builds`.
llvm::json::Object proofsJson(const ProofsOfPlan &Proofs);

/// A line, without its end: whether it is proved, and what was looked at.
std::string verdictOn(const ProofOfBuild &Of, const ProofLimits &Limits);

/// Where the number of a link comes from, in parentheses, unless a compiler
/// said so.
std::string sourceOf(const ChainLink &Link);

/// One sentence, without a full stop.
std::string describe(const Remedy &Way);

} // namespace segstack

#endif

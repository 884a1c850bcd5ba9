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
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace segstack {

struct ProofOfBuild {
  std::string Name;
  ChainProof Proof;
  std::vector<std::string> Problems; ///< sizes of which function is not known
};

/// With \p Quiet only what is refuted.
std::string printProofsText(llvm::ArrayRef<ProofOfBuild> Proofs,
                            const ProofLimits &Limits, bool Quiet);

std::string printProofsJson(llvm::ArrayRef<ProofOfBuild> Proofs,
                            const ProofLimits &Limits);

/// One sentence, without a full stop.
std::string describe(const Remedy &Way);

} // namespace segstack

#endif

//===- ProofOptions.h - the options of a proof ------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `segstack verify` and `segstack report` have in common:
//
//   --sizes, --reserve, --main-stack, ... -> checked -> ProofCommand
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_PROOFOPTIONS_H
#define SEGSTACK_TOOL_PROOFOPTIONS_H

#include "segstack/rewriter/ChainProof.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace llvm::cl {
class OptionCategory;
class SubCommand;
} // namespace llvm::cl

namespace segstack {

/// A build to prove the plan with.
struct SizesOfBuild {
  std::string Name;
  std::vector<std::string> Paths; ///< files and folders; none: estimates
};

struct ProofCommand {
  std::vector<SizesOfBuild> Builds; ///< at least one
  bool HasSizes = false;            ///< else one build, of the plan's numbers
  ProofLimits Limits;
};

/// In functions, since an option of one source may be made before a command of
/// another.
llvm::cl::SubCommand &verifySubCommand();
llvm::cl::SubCommand &reportSubCommand();
llvm::cl::OptionCategory &proofCategory();

/// Whether any of these options was given.
bool asksForProof();

llvm::Error readProofOptions(ProofCommand &Into);

} // namespace segstack

#endif

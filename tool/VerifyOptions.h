//===- VerifyOptions.h - the command line of verify -------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_VERIFYOPTIONS_H
#define SEGSTACK_TOOL_VERIFYOPTIONS_H

#include "ProofOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace segstack {

struct VerifyCommand {
  std::string Plan;
  ProofCommand Proof;
  bool FeedBack = false;
  std::string FeedBackInto; ///< a file; by default the plan's
  bool Json = false;
  bool Quiet = false;
  // What leads to exit code 1.
  bool FailUnproved = true;
  bool FailUncovered = false; ///< cycles alone
  bool FailAssumed = false;   ///< sizes that nobody measured or gave
  bool FailAmbiguous = false; ///< sizes whose function can not be told
};

/// \p Arguments begin with the program's name and `verify`. Ends the program
/// after --help and --version.
llvm::Expected<VerifyCommand>
parseVerifyCommand(llvm::ArrayRef<const char *> Arguments);

} // namespace segstack

#endif

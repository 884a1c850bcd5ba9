//===- GuardedAnalysis.cpp - an analysis that may crash -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardedAnalysis.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include <optional>

namespace segstack {

/// Deeply nested expressions recurse in clang's parser, too.
static constexpr unsigned AnalysisStack = 256 << 20;

llvm::Expected<TranslationUnit>
guarded(llvm::function_ref<llvm::Expected<TranslationUnit>()> Analyze) {
  llvm::CrashRecoveryContext::Enable();
  llvm::CrashRecoveryContext Guard;
  std::optional<llvm::Expected<TranslationUnit>> Result;
  if (Guard.RunSafelyOnThread([&] { Result.emplace(Analyze()); },
                              AnalysisStack))
    return std::move(*Result);
  return llvm::createStringError(
      "the analysis crashed; this is a defect of segstack or of clang, please "
      "report it with the source");
}

llvm::Expected<TranslationUnit> analyzeGuarded(const CompileInput &Input,
                                               const RewriteOptions &Options,
                                               std::string &Diagnostics) {
  return guarded([&] { return analyze(Input, Options, Diagnostics); });
}

} // namespace segstack

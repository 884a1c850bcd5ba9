//===- Verbs.h - what the command can do ------------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_VERBS_H
#define SEGSTACK_TOOL_VERBS_H

#include "Failure.h"
#include "Options.h"
#include "ReportOptions.h"
#include "VerifyOptions.h"

namespace segstack {

/// `segstack rewrite`. Its parts, in their order: configuration, jobs,
/// analysis, merging, one product.
llvm::Expected<ExitCode> runRewrite(const RewriteCommand &Command);

/// `segstack plan`: the calls of a whole program, and its checks.
llvm::Expected<ExitCode> runPlan(const PlanCommand &Command);

/// `segstack strip`: the original bytes of rewritten files.
llvm::Expected<ExitCode> runStrip(const StripCommand &Command);

/// `segstack verify`: whether every chain of a plan fits, with a build's sizes.
llvm::Expected<ExitCode> runVerify(const VerifyCommand &Command);
/// `segstack report`: a plan in one of the formats of report/.
llvm::Expected<ExitCode> runReport(const ReportCommand &Command);

} // namespace segstack

#endif

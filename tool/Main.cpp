//===- Main.cpp - the segstack command ------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   argv -> verb -> options -> the verb's function -> exit code
//               '-> cc (its arguments are the compiler's, and stay unread)
//
//===----------------------------------------------------------------------===//

#include "CompilerLauncher.h"
#include "Failure.h"
#include "Options.h"
#include "Verbs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace segstack;

namespace {

constexpr llvm::StringLiteral Help =
    R"(segstack: stacks that grow on demand, by rewriting C++ source

Usage: segstack VERB [options] [arguments]

Verbs:
  rewrite  put stack checks into source files
  strip    take them out again, to the byte
  plan     decide for a whole program which functions get a check
  cc       compile with checks: segstack cc COMPILER ARGUMENTS...
  verify   prove with the frame sizes of a build that the checks suffice
  report   show where a program's checks are, why, and what is left uncovered

segstack VERB --help tells the options of a verb.
)";

struct RunCommand {
  using Result = llvm::Expected<ExitCode>;
  Result operator()(const RewriteCommand &Command) {
    return runRewrite(Command);
  }
  Result operator()(const StripCommand &Command) { return runStrip(Command); }
  Result operator()(const PlanCommand &Command) { return runPlan(Command); }
};

llvm::Expected<int> runParsed(llvm::ArrayRef<const char *> Arguments) {
  auto Command = parseCommandLine(Arguments);
  if (!Command)
    return Command.takeError();
  llvm::Expected<ExitCode> Code = std::visit(RunCommand(), *Command);
  if (!Code)
    return Code.takeError();
  return static_cast<int>(*Code);
}

llvm::Expected<int> runVerifyVerb(llvm::ArrayRef<const char *> Arguments) {
  llvm::Expected<VerifyCommand> Command = parseVerifyCommand(Arguments);
  if (!Command)
    return Command.takeError();
  llvm::Expected<ExitCode> Code = runVerify(*Command);
  if (!Code)
    return Code.takeError();
  return static_cast<int>(*Code);
}

llvm::Expected<int> runReportVerb(llvm::ArrayRef<const char *> Arguments) {
  llvm::Expected<ReportCommand> Command = parseReportCommand(Arguments);
  if (!Command)
    return Command.takeError();
  llvm::Expected<ExitCode> Code = runReport(*Command);
  if (!Code)
    return Code.takeError();
  return static_cast<int>(*Code);
}

llvm::Expected<int> dispatch(llvm::ArrayRef<const char *> Arguments) {
  if (Arguments.size() < 2)
    return fail(ExitCode::Usage, "expected a verb\n\n" + Help);
  llvm::StringRef Verb = Arguments[1];
  if (Verb == "rewrite" || Verb == "strip" || Verb == "plan")
    return runParsed(Arguments);
  if (Verb == "verify")
    return runVerifyVerb(Arguments);
  if (Verb == "report")
    return runReportVerb(Arguments);
  if (Verb == "cc")
    return runCompilerLauncher(Arguments.drop_front(2));
  if (Verb == "--help" || Verb == "-h" || Verb == "-help" || Verb == "help") {
    llvm::outs() << Help;
    return 0;
  }
  if (Verb == "--version" || Verb == "-version") {
    printVersion(llvm::outs());
    return 0;
  }
  return fail(ExitCode::Usage,
              "unknown verb '" + Verb + "'; " +
                  nearestHint(Verb, {"rewrite", "strip", "plan", "cc", "verify",
                                     "report", "--help", "--version"}));
}

/// The one place where an error becomes an exit code.
int exitCode(llvm::Error Error) {
  ExitCode Code = ExitCode::Usage;
  llvm::handleAllErrors(
      std::move(Error),
      [&](const Failure &F) {
        Code = F.code();
        llvm::WithColor::error(llvm::errs(), "segstack") << F.message() << '\n';
      },
      [](const llvm::ErrorInfoBase &E) {
        llvm::WithColor::error(llvm::errs(), "segstack") << E.message() << '\n';
      });
  return static_cast<int>(Code);
}

} // namespace

int main(int Count, const char **Arguments) {
  llvm::InitLLVM Init(Count, Arguments);
  llvm::Expected<int> Code =
      dispatch(llvm::ArrayRef<const char *>(Arguments, Count));
  return Code ? *Code : exitCode(Code.takeError());
}

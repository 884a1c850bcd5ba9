//===- Failure.h - errors that end the command ------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_FAILURE_H
#define SEGSTACK_TOOL_FAILURE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <string>

namespace segstack {

/// What the command answers to the shell. Public: scripts rely on the numbers.
enum class ExitCode {
  Fine = 0,
  Findings = 1,        ///< --check: a file would change; verify; --fail-on
  Usage = 2,           ///< bad usage, configuration or compilation database
  TranslationUnit = 3, ///< a translation unit failed
  Output = 4           ///< a write failed, or edits conflict
};

/// An error with the exit code that it leads to.
class Failure : public llvm::ErrorInfo<Failure> {
public:
  static char ID;

  Failure(ExitCode Code, std::string Message)
      : Code(Code), Message(std::move(Message)) {}

  ExitCode code() const { return Code; }
  void log(llvm::raw_ostream &OS) const override { OS << Message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

private:
  ExitCode Code;
  std::string Message;
};

llvm::Error fail(ExitCode Code, const llvm::Twine &Message);

/// The same with the message of \p Cause.
llvm::Error fail(ExitCode Code, llvm::Error Cause);

/// `did you mean 'x'?` with the member of \p Known nearest to \p Word.
std::string nearestHint(llvm::StringRef Word,
                        llvm::ArrayRef<llvm::StringRef> Known);

} // namespace segstack

#endif

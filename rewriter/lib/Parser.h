//===- Parser.h - one run of clang's parser -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_PARSER_H
#define SEGSTACK_LIB_PARSER_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
class Diagnostic;
class DiagnosticConsumer;
class Preprocessor;
} // namespace clang

namespace segstack {

/// What to parse. Arguments name the main file.
struct ParseJob {
  std::string Directory;
  std::vector<std::string> Arguments;
  /// Contents that stand in for files on disk: (path, text).
  std::vector<std::pair<std::string, std::string>> Overlay;
};

/// One error of the source. Its place is good while the parse lasts.
struct SourceError {
  clang::SourceLocation Place;
  unsigned Line = 0; ///< as #line says
  std::string Message;

  /// The same error in another parse of the same source.
  bool isSame(const SourceError &Other) const {
    return Line == Other.Line && Message == Other.Message;
  }
};

/// Reads an error; its Place stays invalid when it has none.
SourceError readError(const clang::Diagnostic &Info);

struct ParseHooks {
  std::function<void(clang::Preprocessor &)> BeforeParse;
  /// Called when the parse made no error, or when Accept takes its errors.
  std::function<void(clang::ASTContext &)> AfterParse;
  std::function<bool(clang::ASTContext &, const std::vector<SourceError> &)>
      Accept;
  /// Hears every diagnostic too.
  clang::DiagnosticConsumer *Listener = nullptr;
};

/// An error when the command is no use to clang or the source has errors; what
/// clang says goes to \p Diagnostics. Keeps to its own working directory, so
/// it may run in several threads.
llvm::Error parse(const ParseJob &Job, const ParseHooks &Hooks,
                  std::string &Diagnostics);

} // namespace segstack

#endif

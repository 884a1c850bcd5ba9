//===- Settings.h - what a flag or a configuration file can set -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   .segstack --> Settings --.
//                             overlay --> RewriteOptions
//   flags ------> Settings --'
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_SETTINGS_H
#define SEGSTACK_TOOL_SETTINGS_H

#include "segstack/rewriter/ProgramPlan.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace segstack {

using MarkerStyle = SelfContainedOptions::MarkerStyle;

/// Nothing where nothing was said. Each member is a flag of `segstack rewrite`
/// and a key of `.segstack`, of the same name.
struct Settings {
  std::optional<Placement> Place;
  std::optional<Mechanism> How;
  std::optional<std::string> HeaderFilter;
  std::optional<std::string> ExcludeHeaderFilter;
  std::optional<std::string> SystemHeaderFilter;
  std::optional<uint64_t> UncheckedBudget;
  std::optional<std::string> Plan; ///< of `segstack plan`, absolute
  std::optional<MarkerStyle> LineMarkers;
  std::optional<bool> NoInclude;
  std::optional<bool> NoVerify;
  std::vector<std::string> Skip;
  std::vector<std::string> ExternalStack; ///< NAME=BYTES
  std::vector<std::string> SystemStack;
  std::vector<std::string> MaxRecursionDepth; ///< GLOB=FRAMES
  std::vector<std::string> ExtraArgs;
  std::vector<std::string> ExtraArgsBefore;

  /// Takes over what \p Stronger says; its lists come after one's own.
  void overlay(const Settings &Stronger);

  RewriteOptions rewriteOptions() const;
  std::vector<RecursionDepth> recursionDepths() const;
  MarkerStyle lineMarkers() const;
  /// Whose header rewritten files include, if any.
  std::optional<Mechanism> include() const;
};

// Readers of one value, for flags and configuration alike. The messages say
// what was expected.
llvm::Expected<Placement> parsePlacement(llvm::StringRef Text);
llvm::Expected<Mechanism> parseMechanism(llvm::StringRef Text);
llvm::Expected<MarkerStyle> parseLineMarkers(llvm::StringRef Text);
llvm::Expected<uint64_t> parseByteCount(llvm::StringRef Text);
llvm::Expected<std::string> parsePathPattern(llvm::StringRef Text);
llvm::Expected<std::string> parseGlob(llvm::StringRef Text);
/// A file, from the current directory.
llvm::Expected<std::string> parseFile(llvm::StringRef Text);
/// A function's name, perhaps qualified.
llvm::Expected<std::string> parseFunctionName(llvm::StringRef Text);
/// `GLOB=FRAMES`
llvm::Expected<std::string> parseRecursionDepth(llvm::StringRef Text);
/// `NAME=BYTES`; the bytes may end in k or m.
llvm::Expected<std::string> parseExternalStack(llvm::StringRef Text);

llvm::StringRef spelling(Placement Place);
llvm::StringRef spelling(Mechanism How);
llvm::StringRef spelling(MarkerStyle Style);

/// \p CommandLine with the extra arguments in their places.
std::vector<std::string>
withExtraArguments(std::vector<std::string> CommandLine,
                   const Settings &Settings);

} // namespace segstack

#endif

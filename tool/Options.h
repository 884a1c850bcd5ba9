//===- Options.h - the command line, as plain values ------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   argv -> llvm::cl -> checked -> a command of one of the verbs
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_OPTIONS_H
#define SEGSTACK_TOOL_OPTIONS_H

#include "CompileCommands.h"
#include "Settings.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace segstack {

/// What a command makes. Each is a flag.
enum class Product {
  Text, ///< the rewritten main file; no flag
  Diff,
  InPlace,
  OutputDir,
  ExportFixes,
  SelfContained,
  Check,
  ListFunctions,
  Explain,
  DumpConfig,
  VerifyConfig
};

struct OutputOptions {
  Product What = Product::Text;
  std::string Folder;     ///< --output-dir
  std::string File = "-"; ///< -o or --export-fixes; "-": standard output
};

/// What is to be analyzed, and how.
struct ProjectCommand {
  std::vector<std::string> Files;
  CommandSource Commands;
  bool Quiet = false;
  unsigned Threads = 0;
  std::string ResourceDir;
  Settings Flags;
  std::optional<std::string> Config;     ///< --config: YAML
  std::optional<std::string> ConfigFile; ///< --config-file
};

struct RewriteCommand : ProjectCommand {
  OutputOptions Output;
  bool Check = false;                 ///< exit 1 if a file would change
  std::optional<std::string> Explain; ///< set by --explain, maybe empty
  bool Json = false;
};

struct PlanCommand : ProjectCommand {
  std::string Output = "-"; ///< -o; "-": standard output
  std::string CacheDir;     ///< empty: none
  std::string Stamp;        ///< --stamp; empty: none
  std::string Profile;      ///< --profile; empty: none
  bool KeepGoing = false;
  bool FailOnUncovered = false;
};

struct StripCommand {
  std::vector<std::string> Files;
  OutputOptions Output;
};

/// \p Arguments begin with the program's name and the verb, `rewrite`,
/// `strip` or `plan`. An error names the nearest valid spelling. Ends the
/// program after
/// --help and --version.
llvm::Expected<std::variant<RewriteCommand, StripCommand, PlanCommand>>
parseCommandLine(llvm::ArrayRef<const char *> Arguments);

/// Sets the options of llvm::cl, for parsers of other verbs; the same errors.
llvm::Error runOptionParser(llvm::ArrayRef<const char *> Arguments);

/// `segstack 0.1.0` and what it is built on.
void printVersion(llvm::raw_ostream &OS);

} // namespace segstack

#endif

//===- CompileCommands.h - which commands compile the given files -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_COMPILECOMMANDS_H
#define SEGSTACK_TOOL_COMPILECOMMANDS_H

#include "segstack/rewriter/Rewriter.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace segstack {

/// Where compile commands come from.
struct CommandSource {
  std::string BuildPath; ///< -p: a folder or a compile_commands.json
  std::optional<std::vector<std::string>> Tail; ///< what follows "--"
  /// Of a database only commands whose object's absolute path has a match of
  /// this regular expression.
  std::optional<std::string> ObjectFilter;
};

/// The commands of \p Files in the order given, each once; of a database
/// without files given, all of its entries that pass the filter. Without -p and
/// tail, the nearest compile_commands.json above the first file is taken.
llvm::Expected<std::vector<CompileInput>>
findCommands(const std::vector<std::string> &Files,
             const CommandSource &Source);

/// Reads a compile_commands.json; an entry that comes twice is taken once. An
/// error names the file and the line.
llvm::Expected<std::vector<CompileInput>>
readDatabase(llvm::StringRef Path,
             const std::optional<std::string> &ObjectFilter = std::nullopt);

} // namespace segstack

#endif

//===- CompilerCommand.h - what a compiler was asked to do ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   [ccache] g++ -c a.cpp -o a.o -MD  ->  sources, output, dependency file
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_COMPILERCOMMAND_H
#define SEGSTACK_TOOL_COMPILERCOMMAND_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace segstack {

struct CompilerCommand {
  /// With response files expanded; launchers such as ccache come first.
  std::vector<std::string> Arguments;
  size_t Compiler = 0; ///< index of the compiler

  /// Indices of the sources in C and C++ that are compiled. Empty: the command
  /// is not ours, for the reason in PassedThrough.
  std::vector<size_t> Sources;
  std::string PassedThrough;
  bool AnyC = false; ///< some are in C
  /// What it compiles is in neither but another language, as assembly, told by
  /// -x or the extension.
  bool OtherLanguage = false;

  bool Links = false;    ///< makes a program or a shared library
  bool Shared = false;   ///< -shared
  bool Pedantic = false; ///< -pedantic in any spelling
  std::string Output;    ///< of -o; empty: the compiler's default

  bool WritesDependencies = false; ///< -MD, -MMD or -Wp,-MD
  bool SystemDependencies = false; ///< -MD: with system headers
  bool PhonyTargets = false;       ///< -MP
  std::string DependencyFile;      ///< of -MF; empty: the default

  llvm::StringRef compiler() const { return Arguments[Compiler]; }
  llvm::StringRef source(size_t Which) const {
    return Arguments[Sources[Which]];
  }
  /// The folder that the output goes to; "" is the current one.
  std::string outputFolder() const;
  /// Where the compiler writes the dependencies of a source, by its own rules.
  std::string dependencyFileOf(size_t Which) const;
  /// The command without its sources other than one.
  std::vector<std::string> commandFor(size_t Which) const;
};

CompilerCommand
readCompilerCommand(const std::vector<std::string> &CommandLine);

/// Whether a build system compiles \p Source, in \p Folder, only to learn what
/// the compiler can do.
bool isCompilerCheck(llvm::StringRef Source, llvm::StringRef Folder);

} // namespace segstack

#endif

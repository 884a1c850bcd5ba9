//===- CommandLine.h - compile commands of any compiler -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_COMMANDLINE_H
#define SEGSTACK_REWRITER_COMMANDLINE_H

#include "segstack/rewriter/FrameEstimate.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace segstack {

/// A compile command made fit for clang's parser.
struct AdaptedCommand {
  std::vector<std::string> Arguments; ///< argv[0] included
  /// The one of them by which clang says that it is the command's GCC, if any.
  std::string GccVersion;
  /// One per argument that was dropped, and why. Outputs, linking, debug
  /// information and warnings, which no parse depends on, go without a note.
  std::vector<std::string> Notes;
  EstimateOptions Estimate; ///< read from -O and -fsanitize=
};

/// Drops what only GCC knows (with a note), outputs and dependency files, and
/// adds the resource directory. Response files and a relative compiler are
/// looked for in \p Directory; empty: the working directory.
AdaptedCommand adaptCommand(const std::vector<std::string> &CommandLine,
                            const std::string &ResourceDir,
                            const std::string &Directory = "");

/// Puts the contents of `@file` arguments in their place, as the compilers do.
std::vector<std::string>
expandResponseFiles(const std::vector<std::string> &CommandLine,
                    const std::string &Directory = "");

/// Index of the compiler in \p CommandLine: past ccache, distcc and the like.
size_t compilerIndex(const std::vector<std::string> &CommandLine);

/// Whether a compiler of that name is a driver of C++, as g++-12 and clang++.
bool isDriverForCxx(llvm::StringRef Compiler);

/// Whether \p Name has an extension of a C++ source; gcc goes by it.
bool isSourceOfCxx(llvm::StringRef Name);

/// The folder with a GCC's crtbegin.o and headers; empty when \p Compiler is
/// not a GCC or cannot be run. Asked once per process. Safe in any thread.
std::string gccInstallDir(const std::string &Compiler,
                          const std::string &Directory = "");

/// clang's resource directory: the one given, else the one beside the library
/// in use, else the one found when segstack was built; empty if none exists.
std::string findResourceDir(const std::string &Given);

} // namespace segstack

#endif

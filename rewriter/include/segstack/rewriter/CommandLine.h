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
#include <string>
#include <vector>

namespace segstack {

/// A compile command made fit for clang's parser.
struct AdaptedCommand {
  std::vector<std::string> Arguments; ///< argv[0] included
  std::vector<std::string>
      Notes;                ///< one per argument that was dropped, and why
  EstimateOptions Estimate; ///< read from -O and -fsanitize=
};

/// Drops what only GCC knows (with a note), outputs and dependency files, and
/// adds the resource directory.
AdaptedCommand adaptCommand(const std::vector<std::string> &CommandLine,
                            const std::string &ResourceDir);

/// clang's resource directory: the one given, else the one beside the library
/// in use, else the one found when segstack was built; empty if none exists.
std::string findResourceDir(const std::string &Given);

} // namespace segstack

#endif

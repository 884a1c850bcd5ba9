//===- DirectiveScanner.h - directives in a file's bytes -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds preprocessor lines by their bytes alone, also where no preprocessor
// goes: in the branches of #if that were not taken.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_DIRECTIVESCANNER_H
#define SEGSTACK_LIB_DIRECTIVESCANNER_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <utility>
#include <vector>

namespace clang {
class LangOptions;
} // namespace clang

namespace segstack {

/// An #include, #include_next, #import, or one of two pragmas.
struct ScannedDirective {
  enum Kind { Include, PragmaOnce, PragmaSystemHeader };
  Kind What = Include;
  unsigned Begin = 0;   ///< offset of '#'
  unsigned End = 0;     ///< offset past it, the line end excluded
  llvm::StringRef Name; ///< Include: between the quotes, if it has quotes
};

/// Offset past the directive whose '#' is at \p Begin: its line's end, or that
/// of a later line if a comment or a backslash joins them.
unsigned directiveEnd(llvm::StringRef Bytes, unsigned Begin);

/// What stands at the '#' at \p Begin.
std::optional<ScannedDirective> scanDirective(llvm::StringRef Bytes,
                                              unsigned Begin);

/// What a file has outside of comments and strings.
struct ScannedFile {
  std::vector<ScannedDirective> Directives;
  /// Offsets past each #else, #elif and #endif of a group of lines in which an
  /// #include is. What an inlined #include adds may be skipped there, together
  /// with the marker that counts it, so lines are counted anew behind these.
  std::vector<unsigned> EndsAroundIncludes;
};
ScannedFile scanFile(llvm::StringRef Bytes, const clang::LangOptions &Options);

/// The range of a `__has_include(...)` around the file name at \p NameOffset.
struct ScannedHasInclude {
  unsigned Begin, End;
  bool Next; ///< `__has_include_next`
};
std::optional<ScannedHasInclude> scanHasInclude(llvm::StringRef Bytes,
                                                unsigned NameOffset);

} // namespace segstack

#endif

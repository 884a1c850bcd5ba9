//===- TranslationUnit.h - what is known of one translation unit -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The conclusions of one parse, as plain values.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_TRANSLATIONUNIT_H
#define SEGSTACK_REWRITER_TRANSLATIONUNIT_H

#include "segstack/rewriter/CallSummary.h"
#include "segstack/rewriter/CheckPlan.h"
#include <optional>
#include <string>
#include <vector>

namespace segstack {

/// One inclusion of one file. Files[0] is the main file; a parent comes before
/// its children.
struct IncludedFile {
  std::string Path;      ///< absolute, links resolved: the key for output
  std::string Name;      ///< as clang spells it: what __FILE__ gives
  std::string GccName;   ///< as GCC spells it
  std::string Bytes;     ///< its contents
  bool System = false;   ///< found by a system include directory
  bool Editable = false; ///< the filters let checks be put into it
  std::optional<unsigned> Parent; ///< index of the including file
  /// Its functions are in a scope that another file opened around the #include.
  bool Inside = false;
};

/// A preprocessor line or expression that an inlined file cannot keep.
struct Directive {
  enum Kind {
    Include,        ///< entered: Target is the included file's index
    IncludeSkipped, ///< an #include that was not entered (guarded, #pragma
                    ///< once)
    IncludeDead,    ///< in a region that was skipped; Replacement may be set
    PragmaOnce,
    PragmaSystemHeader,
    QuotedName, ///< of __has_include or #embed: Replacement stands for it
    Count ///< behind an #else or #endif: the next line's number is said again
  };
  Kind What = Include;
  unsigned File = 0;  ///< index of the file it stands in
  unsigned Begin = 0; ///< byte offset: of '#', or of __has_include
  unsigned End = 0;   ///< byte offset past it, the line end excluded
  /// The file that was entered; for IncludeSkipped, its first inclusion.
  std::optional<unsigned> Target;
  /// The text to put there where the directive stays; empty: its own bytes.
  std::string Replacement;
  // What the compiler holds for the line after the directive.
  unsigned NextLine = 0;    ///< its number, which #line may have changed
  std::string PresumedName; ///< its file, where #line changed it; else empty
  bool System = false;      ///< whether it counts as a system header's
};

/// A remark for the user about a place in the input.
struct Finding {
  enum Severity { Note, Warning, Error };
  Severity Level = Note;
  std::string File;
  unsigned Line = 0; ///< 0: the file as a whole
  unsigned Column = 0;
  std::string Message;
  bool InBuilds = false; ///< `segstack cc` tells it, too
};

struct TranslationUnit {
  std::vector<IncludedFile> Files;
  std::vector<Directive> Directives;
  std::vector<CheckPlan> Checks; ///< sorted by (Inclusion, BodyBegin)
  std::vector<Finding> Findings;
  std::optional<CallSummary> Calls; ///< where RewriteOptions::Summarize asks
  /// Every file that was opened, as a dependency file names them, the main
  /// file first.
  std::vector<std::string> Dependencies;
  /// For each dependency: a system header, which -MMD leaves out.
  std::vector<bool> SystemDependencies;
};

} // namespace segstack

#endif

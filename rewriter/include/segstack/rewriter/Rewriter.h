//===- Rewriter.h - from a compile command to checks -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_REWRITER_H
#define SEGSTACK_REWRITER_REWRITER_H

#include "segstack/rewriter/ProgramPlan.h"
#include "segstack/rewriter/TranslationUnit.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>
#include <optional>

namespace segstack {

/// Which functions get a check.
enum class Placement {
  All,  ///< every function with a body
  Auto, ///< not where the subtree of calls is known, acyclic and small
  Plan  ///< as a whole-program plan says
};

class PlanDecisions;

/// A function of a plan by its key; its calls do not matter. Nothing, when the
/// plan does not have it.
using PlanLookup =
    std::function<std::optional<PlannedFunction>(const std::string &Key)>;

/// What a plan decides. \p Find is called at most once for a key, and not by
/// two threads at once. \p Root is the plan's folder, absolute.
std::shared_ptr<const PlanDecisions> decisionsOf(PlanLookup Find,
                                                 std::string Root);

struct RewriteOptions {
  Placement Place = Placement::Auto;
  /// Regular expressions over paths, as in clang-tidy. A header of the project
  /// is edited when it matches HeaderFilter and not ExcludeHeaderFilter; a
  /// system header only when it matches SystemHeaderFilter.
  std::string HeaderFilter = ".*";
  std::string ExcludeHeaderFilter;
  std::string SystemHeaderFilter;
  std::vector<std::string> SkipFunctions; ///< qualified names, globs
  /// Frames of functions without a check may add up to this many bytes.
  uint64_t UncheckedBudget = 2048;
  /// What functions that are compiled elsewhere need, besides the table of
  /// those of the C library; the last word on a name counts, 0 bytes take it
  /// out.
  std::vector<ExternalStack> ExternalStacks;
  /// Functions whose calls go to the thread's own stack, by qualified name.
  std::vector<std::string> SystemStack;
  /// Recursion that is no cycle where checks are placed; the last one that a
  /// function is of counts.
  std::vector<RecursionDepth> Depths;
  /// Parse the result again and prove that each retried call reaches its own
  /// function; a check that does not gets another shape.
  bool Verify = true;
  /// Errors in bodies cost only the functions around them their checks, when
  /// the compiler is not clang: it accepts them, or reports them itself. Those
  /// in templates do in any case.
  bool CompilerJudges = false;
  /// Findings tell of the recursion that no check is in. With --place=all it is
  /// what the call graph is built for, about an eighth of the time.
  bool NoteUncovered = true;
  /// The edits are to stay, and a template in a header may get other arguments
  /// from code that comes later: its instances do not decide the shape.
  bool Lasting = false;
  /// TranslationUnit::Calls is wanted.
  bool Summarize = false;
  /// For Placement::Plan; without it every function gets a check.
  std::shared_ptr<const PlanDecisions> Plan;
  std::string ResourceDir;    ///< of clang; empty: found by itself
  std::string RuntimeInclude; ///< folder with segstack/check.h, for Verify
};

/// One entry of a compilation database.
struct CompileInput {
  std::string Directory;
  std::string File;                     ///< as the entry names it
  std::vector<std::string> CommandLine; ///< the compiler and its arguments
};

/// Parses \p Input and decides about every function in it. An error means that
/// the file did not parse; the diagnostics are in \p Diagnostics, printed as
/// clang prints them. Safe to call from several threads at once.
llvm::Expected<TranslationUnit> analyze(const CompileInput &Input,
                                        const RewriteOptions &Options,
                                        std::string &Diagnostics);

/// The edits of one file, over all translation units and inclusions that it
/// was seen in.
struct FileEdits {
  std::string Path;
  std::string Bytes;             ///< the original
  std::vector<CheckPlan> Checks; ///< merged, sorted by BodyBegin
  std::vector<Edit> Edits;       ///< sorted, the #include among them
};

/// Merges by file, with the header of \p Include at the top of those that
/// change, if any. Sorted by path. A file that two translation units read with
/// different contents is an error.
llvm::Expected<std::vector<FileEdits>>
mergeByFile(const std::vector<const TranslationUnit *> &Units,
            std::optional<Mechanism> Include);

/// One self-contained text: the project's own headers (and system headers that
/// get a check, with those that lead to them) inlined between line markers.
struct SelfContainedOptions {
  enum MarkerStyle {
    Gnu,
    Line
  } Markers = Gnu; ///< `# 1 "f" 1` or `#line 1 "f"`
  std::optional<Mechanism> Include = Mechanism::Limit; ///< whose header, if any
  bool GccNames = false; ///< markers name files as GCC does, not as clang
};
std::string printSelfContained(const TranslationUnit &Unit,
                               const SelfContainedOptions &Options);

} // namespace segstack

#endif

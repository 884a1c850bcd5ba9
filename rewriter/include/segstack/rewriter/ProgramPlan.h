//===- ProgramPlan.h - the calls of a program and its checks ----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   summaries of translation units -> link -> place -> [ProgramPlan]
//       -> plan file -> rewrite --place=plan, verify, report
//
// Plain values, sorted by key: the same program gives the same plan.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_PROGRAMPLAN_H
#define SEGSTACK_REWRITER_PROGRAMPLAN_H

#include "segstack/rewriter/CallSummary.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace segstack {

/// How a call comes to its function.
enum class CallKind {
  Direct,
  Virtual,  ///< one of the functions that override
  Indirect, ///< one of the functions of that type whose address is taken
};

/// Why a function has a check, or has none.
enum class PlacedFor {
  Nothing,    ///< it needs none
  Cycle,      ///< it is in a cycle of calls
  Budget,     ///< the frames below it add up to more than the budget
  CalledBack, ///< code that is compiled elsewhere may call it, and it leads
              ///< back there
  LargeFrame,
  DynamicFrame,
  ForeignNeed, ///< it calls foreign code that needs more than the reserve has
  Asked,       ///< --place=all
  Uncheckable, ///< left alone, for PlannedFunction::Reason
};

struct PlannedCall {
  std::string To; ///< PlannedFunction::Key
  CallKind How = CallKind::Direct;
  /// Not within a check in the caller's body: what a destructor calls after it
  /// for members, or a constructor before it.
  bool OutsideBody = false;
  /// How often a call of the caller makes this one, by its loops and branches.
  double Often = 1;

  bool operator==(const PlannedCall &Other) const {
    return To == Other.To && How == Other.How &&
           OutsideBody == Other.OutsideBody && Often == Other.Often;
  }
};

/// A call of a function without a body in the program.
struct ForeignCall {
  std::string To;           ///< ForeignFunction::Name
  bool OutsideBody = false; ///< as of PlannedCall

  bool operator==(const ForeignCall &Other) const {
    return To == Other.To && OutsideBody == Other.OutsideBody;
  }
};

/// A function as it exists: of a template each instance is one, and all of
/// them have a check or none, since they have one text.
struct PlannedFunction {
  /// The linkage name; `name@file` where other sources do not see it.
  std::string Key;
  std::string Name; ///< qualified, with parameter types, for people
  std::string File; ///< of the text; relative to the plan's folder
  unsigned Line = 0, Column = 0; ///< of the name, 1-based
  bool System = false;           ///< of a header of the system
  FrameEstimate Frame;
  /// What the compiler made of it, as `verify --feed-back` found it.
  std::optional<uint64_t> RealBytes;
  /// The part of External that the proof has found missing.
  uint64_t Ask = 0;
  std::string Shape;  ///< `retry`, `outline` or `none`: what it can have
  std::string Reason; ///< of the shape: a word of docs/not-instrumented.md
  bool Check = false;
  PlacedFor Why = PlacedFor::Nothing;
  /// What its check asks for beyond the frame, and for which function.
  ExternalStack External;
  /// Frames that it has at most by calling itself, as somebody knows who gave
  /// that (RecursionDepth); 0: nobody does.
  uint64_t Depth = 0;
  /// How often it is called in comparison with others: 1 is once a run.
  double Heat = 1;
  /// Code that is compiled elsewhere may call it.
  bool CalledBack = false;
  std::vector<PlannedCall> Calls; ///< of functions of the plan, sorted
  /// Functions without a body in the program that it calls, sorted. One may be
  /// called in both places.
  std::vector<ForeignCall> Foreign;
  /// Of what a plan that is used later has to find unchanged.
  std::string Digest;
};

/// What a foreign function is taken to need of which nothing is known: of the C
/// library, what needs more is in the table.
constexpr uint64_t AssumedForeign = 16 * 1024;

/// A function that is compiled elsewhere.
struct ForeignFunction {
  std::string Name;   ///< a C function's, or a qualified one of C++
  uint64_t Bytes = 0; ///< of stack that it is taken to need
  /// `table`, `given` (--external-stack) or `assumed`.
  std::string Source;
  /// It may call functions of the program whose address it was given.
  bool CallsBack = true;
};

/// A regular expression for the header at \p Path, as --system-header-filter
/// takes it: by the last two parts.
std::string headerPattern(llvm::StringRef Path);

/// What gives a function a check whose header is filtered out.
std::string wayIntoHeader(llvm::StringRef Path);

/// Functions that can call each other without an end.
struct PlannedCycle {
  std::vector<std::string> Functions; ///< keys, sorted
  /// Empty where every way round has a check; else the shortest without one,
  /// and what would cover it.
  std::vector<std::string> Uncovered;
  std::string WayOut;
};

struct ProgramPlan {
  std::string Place = "plan";             ///< all, auto or plan
  uint64_t Budget = 0;                    ///< --unchecked-budget
  std::vector<PlannedFunction> Functions; ///< by Key
  std::vector<PlannedCycle> Cycles;       ///< by their first function
  std::vector<ForeignFunction> Foreign;   ///< by Name
};

/// How often functions were called in a run, by linkage name; of those that
/// other sources do not see, by `name@` and the last part of their file's path.
using CallCounts = std::map<std::string, double>;

/// How many frames functions have at most by calling themselves.
struct RecursionDepth {
  std::string Functions; ///< a glob of qualified names, as of --skip
  uint64_t Frames = 0;

  /// Whether \p Name, perhaps with parameter types, is one of them.
  bool isOf(const std::string &Name) const;
};

struct PlanRules {
  std::string Place = "plan"; ///< all, auto: as the summaries say
  uint64_t Budget = 4096;     ///< of a chain of functions without a check
  /// An earlier plan. The real frames that it has are taken over for functions
  /// that have not changed since.
  const ProgramPlan *Before = nullptr;
  CallCounts Counts; ///< of a profile; empty: none
  /// The last one that a function is of counts.
  std::vector<RecursionDepth> Depths;
  /// Sources are missing, which may call all others.
  bool Open = false;
  std::string Root; ///< the plan's folder, absolute
};

/// Decides for all functions of a program. The order of \p Units does not
/// matter. Time: that of breaking its cycles (docs/plan.md), the rest is linear
/// in the calls.
ProgramPlan planProgram(const std::vector<const CallSummary *> &Units,
                        const PlanRules &Rules);

/// Words for machine output: "direct", "cycle", "called-back", ...
const char *spelling(CallKind How);
const char *spelling(PlacedFor Why);

} // namespace segstack

#endif

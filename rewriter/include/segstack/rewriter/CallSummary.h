//===- CallSummary.h - the calls of one translation unit --------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a plan of the whole program has to know of one of its translation units:
//
//   AST -> CallGraph -> [CallSummary] -> planProgram -> ProgramPlan
//
// Functions are named by their linkage names, `name@/folder/file` where other
// sources do not see them. Plain values.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_CALLSUMMARY_H
#define SEGSTACK_REWRITER_CALLSUMMARY_H

#include "segstack/rewriter/FrameEstimate.h"
#include <string>
#include <vector>

namespace segstack {

struct SummarizedCall {
  enum Kind {
    Known,    ///< To is a function, with a body here or elsewhere
    Virtual,  ///< To is the function that others may override
    Indirect, ///< To is the function's type
    Runtime,  ///< To is a part of the language's runtime
  };
  Kind How = Known;
  std::string To;
  std::string Name; ///< of a function without a body here, for people
  double Often = 1;
  bool OutsideBody = false;
  /// Of a function without a body here: it calls nothing of the program but
  /// what it was given the address of before.
  bool Library = false;
  bool Stream = false; ///< so, unless the program makes streams of its own
  uint64_t Bytes = 0;  ///< and what it needs, where that is known
  bool Given = false;  ///< by --external-stack
  bool System = false; ///< Virtual: of a class of a header of the system
};

struct SummarizedFunction {
  std::string Key, Name;
  std::string File; ///< of the text, absolute
  unsigned Line = 0, Column = 0;
  FrameEstimate Frame;
  std::string Shape, Reason;
  bool System = false;            ///< of a header of the system
  bool Instance = false;          ///< of a template, or within one
  bool Placed = false;            ///< it has a check, as --place says
  bool Exported = false;          ///< other sources may call it by its name
  bool Taken = false;             ///< its address is
  bool Cold = false, Hot = false; ///< its author says so
  bool CallsSetjmp = false;
  /// Code that is compiled elsewhere calls it whatever it is handed: it has the
  /// name of a library's function, say.
  bool CalledBack = false;
  /// That pointers to it may have, and of a virtual function the classes that
  /// it may be called by.
  std::vector<std::string> Types;
  std::vector<std::string> Overrides; ///< virtual functions, itself included
  std::vector<SummarizedCall> Calls;
};

/// A function without a body here whose address is taken.
struct TakenElsewhere {
  std::string Key;
  std::vector<std::string> Types;
};

/// A function without a body here, or a variable of another source, and the
/// types (HandedTypes.h) by which it can call what it is handed.
struct Handed {
  std::string To;
  std::vector<std::string> Types;
};

/// Pointers of one type (CallTypes.h) that became pointers of another.
struct PointerConversion {
  std::string From, To;
};

struct CallSummary {
  std::vector<SummarizedFunction> Functions; ///< in the order of the source
  std::vector<TakenElsewhere> Taken;         ///< by Key
  std::vector<Handed> HandedOut;             ///< by To
  /// Of variables that others see, and that have pointers to functions.
  std::vector<std::string> Variables;
  std::vector<PointerConversion> Conversions; ///< sorted, each once
};

} // namespace segstack

#endif

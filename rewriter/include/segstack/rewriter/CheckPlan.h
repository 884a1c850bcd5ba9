//===- CheckPlan.h - what is decided for one function -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One CheckPlan per function definition per inclusion of its file. Plain
// values: nothing here refers to an AST.
//
//   AST -> FunctionFinder -> shape + estimate -> [CheckPlan] -> place
//       -> merge over translation units -> printCheck -> [Edit] -> printers
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_CHECKPLAN_H
#define SEGSTACK_REWRITER_CHECKPLAN_H

#include "segstack/rewriter/Edit.h"
#include "segstack/rewriter/FrameEstimate.h"
#include <string>
#include <vector>

namespace segstack {

/// How a function gets its check.
enum class Shape {
  Retry,   ///< SEGSTACK_CHECK: the function is called again
  Outline, ///< SEGSTACK_BODY: the body becomes a closure
  None     ///< left alone, for CheckPlan::Why
};

/// Why a function is left alone, or why it is outlined and not retried.
/// describe() gives the sentence, reasonName() the word for machine output.
enum class Reason {
  Fine, ///< a retry, or an outline that needs no excuse
  // Reasons to outline.
  Constructor,
  Destructor,
  Lambda,
  DeducedReturn,
  ParameterNotMovable,
  MoveNotHarmless,
  NamedResult,
  Closures,
  LargeFrame,
  CannotBeNamed,
  ParameterFromMacro,
  RetryReachesOther,
  Deprecated,
  LocalLabels,
  Weak,
  // Reasons to leave alone.
  SkippedByUser,
  FilteredOut,
  Main,
  Coroutine,
  Variadic,
  NoReturn,
  Naked,
  AlwaysInline,
  Consteval,
  ConstexprTooOld,
  ConstantInitialization,
  EmptyBody,
  NoCheckNeeded,
  FromMacro,
  BraceInMacro,
  UsesFunctionName,
  UsesFrameAddress,
  StaticLocal,
  MovesParameter,
  AttributeOfBody,
  LocalType,
  CapturesThis,
  FunctionTryBlock,
  ReturnNotMovable,
  AlreadyInstrumented,
  LanguageCxx98,
  Multiversioned,
  WithoutSse,
  EnteredOtherwise,
  HiddenArgument,
  NotPassedOn,
  ChangesParameter,
  CallingConvention,
  InlineDefinition,
  Allocation,
  DifferentEdits,
  WouldNotCompile,
  BracesSplit,
  DoesNotParse,
};

/// A parameter (or `this`) in the capture list of a check.
struct Capture {
  std::string Name;
  bool ByReference = false;
};

/// The place of an expression in a file.
struct ByteRange {
  unsigned Begin; ///< byte offset of its first character
  unsigned End;   ///< byte offset past its last character

  bool operator==(const ByteRange &Other) const {
    return Begin == Other.Begin && End == Other.End;
  }
};

/// A call that is made on the thread's own stack.
struct OwnStackCall {
  ByteRange Place;
  uint64_t Bytes; ///< of stack that it needs there
  /// In C: where the name of the function ends, and the arguments on the stack
  /// as CheckPlan::StackBytes.
  unsigned CalleeEnd = 0;
  unsigned StackBytes = 0;
};

/// A size that is asked for before the frame grows by it.
struct DynamicSize {
  ByteRange Place;  ///< of alloca's argument, or of an array's length
  std::string Each; ///< an element's bytes, as text; empty: alloca
  /// Of an array whose type says the length: Place is where its declaration
  /// begins, and Each the bytes of all of it.
  std::string Name;
};

struct CheckPlan {
  // Where: byte offsets into the file's contents.
  unsigned Inclusion = 0;  ///< index into TranslationUnit::Files
  unsigned NameOffset = 0; ///< of the function's name
  unsigned BodyBegin = 0;  ///< of the body's '{', or of `try`
  unsigned BodyEnd = 0;    ///< of the body's '}' or of the last handler's
  unsigned Line = 0;       ///< of the name, 1-based
  unsigned Column = 0;     ///< of the name, 1-based, in bytes
  bool TryBlock = false;   ///< `void f() try {...} catch...`

  // What.
  std::string Function; ///< qualified, with parameter types, for people
  std::string Linkage;  ///< mangled name; empty for templates and lambdas
  std::string Result;   ///< its result's type as written; "*": several
  Shape How = Shape::None;
  Reason Why = Reason::Fine;
  std::string Detail; ///< completes Why: a parameter's or a type's name
  /// With Reason::NoCheckNeeded: what it would have, and another translation
  /// unit may need; with Reason::DifferentEdits: what would still fit.
  Shape Unneeded = Shape::None;
  Reason UnneededWhy = Reason::Fine;
  FrameEstimate Frame;
  /// What the check asks for on top of the frame, and for which function that
  /// it calls (HeavyExternals.h).
  ExternalStack External;

  // The text of the check.
  std::vector<Capture> Captures;
  std::string Call; ///< Retry: the call of the same function
  /// Retry in C: the function, and then Call is the list of arguments.
  std::string Callee;
  /// Retry: the frame is there when it is checked, and is to be no part of
  /// another's; where the language lets that be said.
  bool KeptApart = false;
  /// Retry: the function may have no `return`.
  bool NoReturn = false;
  /// Retry in C: of arguments on the stack, a multiple of 16, not too few.
  unsigned StackBytes = 0;
  std::string Specifiers;  ///< Outline: `noexcept`, `-> type`
  bool VoidBody = false;   ///< Outline: constructors and destructors
  std::vector<Edit> Names; ///< names given to unnamed parameters
  /// Outline: expressions of a constructor's member initialisers that are, too.
  std::vector<ByteRange> Initializers;
  bool OnlyInitializers = false; ///< Outline: the body itself is empty

  /// Calls of setjmp and its kin in the body, with a check or without.
  std::vector<ByteRange> Jumps;

  /// Calls that go to the thread's own stack, with a check or without, in
  /// order; in C++ none is within another.
  std::vector<OwnStackCall> OwnStackCalls;

  /// Of alloca and arrays of variable size, with a check or without, in order.
  std::vector<DynamicSize> Sizes;

  /// Whether it changes the text.
  bool hasEdits() const {
    return How != Shape::None || !Jumps.empty() || !OwnStackCalls.empty() ||
           !Sizes.empty();
  }
};

/// One sentence, in the present tense, without a full stop.
std::string describe(const CheckPlan &Plan);

/// A stable word for machine output and the docs: "coroutine", "from-macro".
const char *reasonName(Reason Why);
const char *shapeName(Shape How);

/// The insertions that \p Plan stands for.
std::vector<Edit> printCheck(const CheckPlan &Plan);

/// One plan for a function that several translation units, or several
/// inclusions, planned: the safer shape, the larger estimate, a text that is
/// right in all of them, or Reason::DifferentEdits. Commutative and
/// associative, so that the result depends on no order.
CheckPlan mergeChecks(const CheckPlan &A, const CheckPlan &B);

} // namespace segstack

#endif

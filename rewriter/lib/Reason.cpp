//===- Reason.cpp - why a function is outlined or left alone -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one table of reasons: the word for machines, the sentence for people.
// docs/not-instrumented.md has a paragraph for each.
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/CheckPlan.h"

namespace segstack {
namespace {

struct ReasonText {
  Reason Why;
  const char *Name;
  const char *Sentence; ///< '%' stands for CheckPlan::Detail
};

const ReasonText Table[] = {
    {Reason::Fine, "fine", "calls itself again on a new segment"},
    {Reason::Constructor, "constructor",
     "a constructor cannot be called again, its body is outlined"},
    {Reason::Destructor, "destructor",
     "a destructor cannot be called again, its body is outlined%"},
    {Reason::Lambda, "lambda",
     "a lambda cannot name itself, its body is outlined"},
    {Reason::DeducedReturn, "deduced-return",
     "the return type is deduced from the body, which is outlined"},
    {Reason::ParameterNotMovable, "parameter-not-movable",
     "parameter '%' cannot be passed on without a copy"},
    {Reason::MoveNotHarmless, "move-not-harmless",
     "moving parameter '%' might be seen by the program"},
    {Reason::NamedResult, "named-result",
     "a repeated call would keep g++ from building '%' in its caller's place"},
    {Reason::Closures, "closures",
     "a check in front of its closures would give them other names in g++"},
    {Reason::LargeFrame, "large-frame",
     "the frame is larger than a guard page and is checked before it exists"},
    {Reason::CannotBeNamed, "cannot-be-named",
     "no call written in its body would name this function"},
    {Reason::ParameterFromMacro, "parameter-from-macro",
     "an unnamed parameter comes from a macro and cannot be given a name"},
    {Reason::RetryReachesOther, "retry-reaches-other",
     "the repeated call would reach another function: %"},
    {Reason::Deprecated, "deprecated",
     "a call of it would bring the compiler's warning"},
    {Reason::LocalLabels, "local-labels",
     "its __label__ has to come first in its block"},
    {Reason::Weak, "weak",
     "a repeated call might reach the definition that replaces this weak one"},
    {Reason::SkippedByUser, "skipped-by-user",
     "marked to be left alone in the source or by --skip"},
    {Reason::FilteredOut, "filtered-out",
     "the header filters exclude the file"},
    {Reason::Main, "main", "main may not be called, and is the first frame"},
    {Reason::Coroutine, "coroutine",
     "a coroutine has no return statement to go through"},
    {Reason::Variadic, "variadic",
     "arguments behind '...' cannot be passed on"},
    {Reason::NoReturn, "noreturn",
     "the function never returns, and cannot be called again from its check"},
    {Reason::Naked, "naked", "a naked function has no prologue"},
    {Reason::AlwaysInline, "always-inline",
     "an always_inline function has no frame of its own"},
    {Reason::Consteval, "consteval", "the function only runs in the compiler"},
    {Reason::ConstexprTooOld, "constexpr-too-old",
     "a constexpr function of this language version cannot hold a check"},
    {Reason::ConstantInitialization, "constant-initialization",
     "with a check g++ would initialise '%' when the program starts"},
    {Reason::EmptyBody, "empty-body", "the body is empty%"},
    {Reason::NoCheckNeeded, "no-check-needed",
     "all its calls are known, do not recurse and fit the reserve"},
    {Reason::FromMacro, "from-macro", "the body comes from a macro"},
    {Reason::BraceInMacro, "brace-in-macro",
     "one of the body's braces comes from a macro or another file"},
    {Reason::UsesFunctionName, "uses-function-name",
     "the body would have to be outlined, which changes its %"},
    {Reason::UsesFrameAddress, "uses-frame-address",
     "the body asks for its frame or its return address"},
    {Reason::StaticLocal, "static-local",
     "its static variable '%' has to be the same one in every source"},
    {Reason::MovesParameter, "moves-parameter",
     "outlined, it would copy parameter '%' where it now moves it"},
    {Reason::AttributeOfBody, "attribute-of-body",
     "the body would have to be outlined, and lose the attribute '%'"},
    {Reason::LocalType, "local-type",
     "outlined, the type % in its result would be another one in each source"},
    {Reason::CapturesThis, "captures-this",
     "outlined, its body would make the closure capture 'this'"},
    {Reason::FunctionTryBlock, "function-try-block",
     "its function try block would have to be outlined"},
    {Reason::ReturnNotMovable, "return-not-movable",
     "its result cannot be passed on before C++17"},
    {Reason::AlreadyInstrumented, "already-instrumented",
     "it already has a check"},
    {Reason::LanguageCxx98, "language-cxx98",
     "C++98 has no closures; checks need C++11"},
    {Reason::Multiversioned, "multiversioned",
     "its target makes another function of every closure"},
    {Reason::WithoutSse, "without-sse",
     "a crossing needs SSE registers, which are off"},
    {Reason::EnteredOtherwise, "entered-otherwise",
     "it is entered by % and not by a call"},
    {Reason::HiddenArgument, "hidden-argument",
     "pass_object_size adds an argument that cannot be passed on"},
    {Reason::NotPassedOn, "not-passed-on",
     "it passes %, which a repeated call in C cannot pass on"},
    {Reason::ChangesParameter, "changes-parameter",
     "the size of parameter '%' has an effect that a repeated call would "
     "repeat"},
    {Reason::CallingConvention, "calling-convention",
     "its calling convention is not that of C functions"},
    {Reason::InlineDefinition, "inline-definition",
     "it is only for inlining: other calls go to a definition elsewhere"},
    {Reason::Allocation, "allocation",
     "compilers leave out calls of allocation functions that they do not "
     "inline"},
    {Reason::DifferentEdits, "different-edits",
     "translation units disagree about what this function is"},
    {Reason::WouldNotCompile, "would-not-compile",
     "with a check it would not compile: %"},
    {Reason::BracesSplit, "braces-split",
     "its braces stand in different branches of #if"},
    {Reason::DoesNotParse, "does-not-parse",
     "clang reports an error in its body: %"},
};

const ReasonText &lookUp(Reason Why) {
  for (const ReasonText &Entry : Table)
    if (Entry.Why == Why)
      return Entry;
  return Table[0];
}

} // namespace

const char *reasonName(Reason Why) { return lookUp(Why).Name; }

const char *shapeName(Shape How) {
  switch (How) {
  case Shape::Retry:
    return "retry";
  case Shape::Outline:
    return "outline";
  case Shape::None:
    break;
  }
  return "none";
}

std::string describe(const CheckPlan &Plan) {
  std::string Sentence = lookUp(Plan.Why).Sentence;
  size_t Hole = Sentence.find('%');
  if (Hole != std::string::npos)
    Sentence.replace(Hole, 1, Plan.Detail);
  return Sentence;
}

} // namespace segstack

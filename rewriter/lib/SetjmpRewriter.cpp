//===- SetjmpRewriter.cpp - calls that control comes back to --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   { SEGSTACK_POSITION;                   saves the position, once a call
//     if (SEGSTACK_SETJMP(setjmp(env)))    restores it when control comes back
//
// setjmp is a macro of the C library, so the call is what that expands to; its
// place is that of the macro. In every form that the C standard allows for a
// setjmp the value may go through another call.
//
//===----------------------------------------------------------------------===//

#include "SetjmpRewriter.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace segstack {
namespace {

/// Where \p Place is in a file, when no macro or only that of the C library is
/// there. \p AtEnd: the last token of the macro's call.
SourceLocation written(SourceLocation Place, bool AtEnd,
                       const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  if (!Place.isMacroID())
    return Place;
  llvm::StringRef Macro =
      Lexer::getImmediateMacroName(Place, Sources, Context.getLangOpts());
  if (Sources.isMacroArgExpansion(Place) ||
      (Macro != "setjmp" && Macro != "sigsetjmp"))
    return SourceLocation();
  CharSourceRange Whole = Sources.getImmediateExpansionRange(Place);
  SourceLocation Here = AtEnd ? Whole.getEnd() : Whole.getBegin();
  return Here.isMacroID() ? SourceLocation() : Here;
}

std::optional<ByteRange> rangeOf(const CallExpr &Call, FileID File,
                                 const ASTContext &Context) {
  SourceLocation First = written(Call.getBeginLoc(), false, Context);
  SourceLocation Last = written(Call.getEndLoc(), true, Context);
  if (First.isInvalid() || Last.isInvalid())
    return std::nullopt;
  return fileRange(First, Last, File, Context.getSourceManager(),
                   Context.getLangOpts());
}

/// Whether the position can be saved at the beginning of the body. Closures are
/// constexpr without a word.
bool canSave(const FunctionDecl &Function, const BodyFacts &Facts,
             const EditableRange &Body, const ASTContext &Context) {
  const LangOptions &Language = Context.getLangOpts();
  return (!Language.CPlusPlus || Language.CPlusPlus11) &&
         Body.Problem == Reason::Fine && !Facts.LocalLabels &&
         !isa<CXXTryStmt>(Function.getBody()) &&
         (!Function.isConstexpr() || isLambdaCallOperator(&Function));
}

} // namespace

FoundJumps findJumps(const FunctionDecl &Function, const BodyFacts &Facts,
                     const EditableRange &Body, const ASTContext &Context) {
  FoundJumps Found;
  for (const CallExpr *Call : Facts.Jumps) {
    std::optional<ByteRange> Range;
    if (canSave(Function, Facts, Body, Context))
      Range = rangeOf(*Call, Body.File, Context);
    llvm::StringRef Name = Call->getDirectCallee()->getName();
    if (Range)
      Found.Calls.push_back(*Range);
    else if (Name == "__builtin_setjmp")
      Found.Unseen = Name.str();
  }
  llvm::sort(Found.Calls, [](const ByteRange &A, const ByteRange &B) {
    return A.Begin < B.Begin;
  });
  return Found;
}

} // namespace segstack

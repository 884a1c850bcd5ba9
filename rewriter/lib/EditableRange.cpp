//===- EditableRange.cpp - where a body stands in the bytes of a file -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EditableRange.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace segstack {
namespace {

/// The word behind '#' on \p Line, or nothing.
llvm::StringRef directiveOf(llvm::StringRef Line) {
  Line = Line.ltrim(" \t");
  if (!Line.consume_front("#"))
    return "";
  return Line.ltrim(" \t").take_while(
      [](char C) { return std::isalpha(static_cast<unsigned char>(C)); });
}

} // namespace

bool branchesPairUp(llvm::StringRef Bytes, unsigned Begin, unsigned End) {
  // Lines, not tokens: a '#' that starts a line inside a raw string is taken
  // for a directive, which errs on the safe side.
  int Depth = 0;
  llvm::StringRef Rest = Bytes.slice(Begin, End);
  while (!Rest.empty()) {
    auto [Line, After] = Rest.split('\n');
    Rest = After;
    llvm::StringRef Word = directiveOf(Line);
    if (Word.starts_with("if"))
      ++Depth;
    else if (Word == "endif")
      --Depth;
    else if (Word.starts_with("el") && Depth == 0)
      return false;
    if (Depth < 0)
      return false;
  }
  return Depth == 0;
}

std::optional<unsigned> fileOffset(SourceLocation Place, FileID File,
                                   const SourceManager &Sources) {
  if (Place.isInvalid() || Place.isMacroID())
    return std::nullopt;
  auto [Found, Offset] = Sources.getDecomposedLoc(Place);
  if (Found != File)
    return std::nullopt;
  return Offset;
}

EditableRange findEditableRange(const FunctionDecl &Function,
                                const SourceManager &Sources) {
  EditableRange Range;
  const Stmt *Body = Function.getBody();
  SourceLocation Begin = Body->getBeginLoc(), End = Body->getEndLoc();
  if (Begin.isMacroID() && End.isMacroID()) {
    Range.Problem = Reason::FromMacro;
    return Range;
  }
  if (Begin.isMacroID() || End.isMacroID() || Begin.isInvalid() ||
      End.isInvalid()) {
    Range.Problem = Reason::BraceInMacro;
    return Range;
  }
  auto [File, Offset] = Sources.getDecomposedLoc(Begin);
  std::optional<unsigned> Last = fileOffset(End, File, Sources);
  if (!Last) {
    Range.Problem = Reason::BraceInMacro;
    return Range;
  }
  // `<%` and `??<` are longer than the brace that they stand for.
  llvm::StringRef Text = Sources.getBufferData(File);
  bool IsTry = Text.substr(Offset, 3) == "try";
  if ((Text[Offset] != '{' && !IsTry) || Text[*Last] != '}') {
    Range.Problem = Reason::BraceInMacro;
    return Range;
  }
  Range.File = File;
  Range.Begin = Offset;
  Range.End = *Last;
  return Range;
}

bool isInMacro(SourceLocation Place,
               llvm::function_ref<bool(llvm::StringRef)> Is,
               const SourceManager &Sources, const LangOptions &Language) {
  for (; Place.isMacroID(); Place = Sources.getImmediateMacroCallerLoc(Place))
    if (Is(Lexer::getImmediateMacroName(Place, Sources, Language)))
      return true;
  return false;
}

std::optional<ByteRange> fileRange(SourceLocation First, SourceLocation Last,
                                   FileID File, const SourceManager &Sources,
                                   const LangOptions &Language) {
  SourceLocation Past = Lexer::getLocForEndOfToken(Last, 0, Sources, Language);
  auto Begin = fileOffset(First, File, Sources);
  auto End = fileOffset(Past, File, Sources);
  if (!Begin || !End)
    return std::nullopt;
  return ByteRange{*Begin, *End};
}

} // namespace segstack

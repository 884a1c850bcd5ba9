//===- Strip.cpp - the original bytes of a rewritten file -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds what printCheck and includeEdit wrote, by its exact spelling:
//
//   bytes -> tokens (clang's raw lexer: literals and comments are one token)
//         -> pairs of parentheses -> ranges to take out -> bytes
//
// One pass each, so that any input costs time in proportion to its size. What
// does not have the exact form stays: a check written by hand, a macro that is
// never closed.
//
//===----------------------------------------------------------------------===//

#include "CheckSpelling.h"
#include "segstack/rewriter/Edit.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

namespace segstack {
namespace {

/// What matters of a token here.
enum class Word {
  Other,
  Number,
  Comma,
  Semicolon,
  OpenBrace,
  CloseBrace,
  OpenParen,
  CloseParen,
  Check,
  Body,
  BodyEnd,
  Init,
  InitEnd,
  Position,
  Setjmp,
  Visit,
  VisitC,
  Room,
  Length,
  Space,
  Try,
  TryEnd,
  Argument,
};

struct Range {
  size_t Begin = 0;
  size_t End = 0;
};

struct Piece : Range {
  Word What = Word::Other;
  size_t Partner = 0; ///< OpenParen: index of its CloseParen; 0: none
};

Word wordOf(llvm::StringRef Identifier) {
  llvm::StringRef Number = Identifier;
  if (Number.consume_front(ArgumentPrefix) && !Number.empty() &&
      llvm::all_of(Number, llvm::isDigit))
    return Word::Argument;
  return llvm::StringSwitch<Word>(Identifier)
      .Cases("SEGSTACK_CHECK", "SEGSTACK_CHECK_LARGE", "SEGSTACK_CHECK_C",
             "SEGSTACK_CHECK_LARGE_C", "SEGSTACK_CHECK_NORETURN",
             "SEGSTACK_CHECK_NORETURN_C", Word::Check)
      .Cases("SEGSTACK_BODY", "SEGSTACK_BODY_VOID", Word::Body)
      .Case("SEGSTACK_BODY_END", Word::BodyEnd)
      .Case("SEGSTACK_INIT", Word::Init)
      .Case("SEGSTACK_INIT_END", Word::InitEnd)
      .Case("SEGSTACK_POSITION", Word::Position)
      .Case("SEGSTACK_SETJMP", Word::Setjmp)
      .Case("SEGSTACK_VISIT", Word::Visit)
      .Case("SEGSTACK_VISIT_C", Word::VisitC)
      .Case("SEGSTACK_ROOM", Word::Room)
      .Case("SEGSTACK_LENGTH", Word::Length)
      .Case("SEGSTACK_SPACE", Word::Space)
      .Case("SEGSTACK_TRY", Word::Try)
      .Case("SEGSTACK_TRY_END", Word::TryEnd)
      .Default(Word::Other);
}

Word wordOf(const clang::Token &Token) {
  switch (Token.getKind()) {
  case clang::tok::raw_identifier:
    return wordOf(Token.getRawIdentifier());
  case clang::tok::numeric_constant:
    return Word::Number;
  case clang::tok::comma:
    return Word::Comma;
  case clang::tok::semi:
    return Word::Semicolon;
  case clang::tok::l_brace:
    return Word::OpenBrace;
  case clang::tok::r_brace:
    return Word::CloseBrace;
  case clang::tok::l_paren:
    return Word::OpenParen;
  case clang::tok::r_paren:
    return Word::CloseParen;
  default:
    return Word::Other;
  }
}

/// The newest language, so that raw strings and digit separators are seen as
/// what they are.
clang::LangOptions newestLanguage() {
  clang::LangOptions Language;
  Language.LineComment = true;
  Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus14 = true;
  Language.CPlusPlus17 = Language.CPlusPlus20 = Language.RawStringLiterals =
      true;
  return Language;
}

/// \p Bytes must be followed by a NUL, as clang's lexer wants.
std::vector<Piece> piecesOf(const std::string &Bytes) {
  const clang::LangOptions Language = newestLanguage();
  const char *Start = Bytes.c_str();
  clang::Lexer Lexer(clang::SourceLocation(), Language, Start, Start,
                     Start + Bytes.size());
  std::vector<Piece> Pieces;
  std::vector<size_t> Open;
  clang::Token Token;
  Lexer.LexFromRawLexer(Token);
  while (Token.isNot(clang::tok::eof)) {
    Piece P;
    P.End = Lexer.getBufferLocation() - Start;
    P.Begin = P.End - Token.getLength();
    P.What = wordOf(Token);
    if (P.What == Word::OpenParen)
      Open.push_back(Pieces.size());
    if (P.What == Word::CloseParen && !Open.empty()) {
      Pieces[Open.back()].Partner = Pieces.size();
      Open.pop_back();
    }
    Pieces.push_back(P);
    Lexer.LexFromRawLexer(Token);
  }
  return Pieces;
}

/// Collects the ranges to take out.
class Stripper {
public:
  Stripper(const std::string &Bytes) : Bytes(Bytes), Pieces(piecesOf(Bytes)) {}

  std::vector<Range> find() {
    if (size_t Length = leadingInclude(Bytes).size())
      takeInclude(Length);
    for (size_t I = 0; I < Pieces.size(); ++I)
      I = visit(I);
    std::sort(Out.begin(), Out.end(),
              [](const Range &A, const Range &B) { return A.Begin < B.Begin; });
    return Out;
  }

private:
  const std::string &Bytes;
  std::vector<Piece> Pieces;
  std::vector<Range> Out;

  Word word(size_t I) const {
    return I < Pieces.size() ? Pieces[I].What : Word::Other;
  }

  /// True when exactly \p Gap stands between piece \p I - 1 and piece \p I.
  bool follows(size_t I, llvm::StringRef Gap) const {
    if (I == 0 || I >= Pieces.size())
      return false;
    size_t End = Pieces[I - 1].End;
    return llvm::StringRef(Bytes).slice(End, Pieces[I].Begin) == Gap;
  }

  bool spaceAt(size_t Offset) const {
    return Offset < Bytes.size() && Bytes[Offset] == ' ';
  }

  size_t pastSpace(size_t Offset) const { return Offset + spaceAt(Offset); }

  void take(size_t Begin, size_t End) {
    Range R;
    R.Begin = Begin;
    R.End = End;
    Out.push_back(R);
  }

  void takeInclude(size_t Length) {
    llvm::StringRef Rest = Bytes;
    size_t Begin = Rest.consume_front(ByteOrderMark) ? ByteOrderMark.size() : 0;
    Rest = Rest.drop_front(Length);
    size_t End = Begin + Length;
    take(Begin, End + (Rest.starts_with("\r\n") ? 2 : !Rest.empty()));
  }

  /// Index of the ')' that belongs to the macro at \p I, or 0.
  size_t closeOf(size_t I) const {
    return word(I + 1) == Word::OpenParen && follows(I + 1, "")
               ? Pieces[I + 1].Partner
               : 0;
  }

  /// Looks at the piece at \p I and gives the last one that it used up.
  size_t visit(size_t I) {
    switch (Pieces[I].What) {
    case Word::Check:
      return visitCheck(I);
    case Word::Body:
      return visitBody(I);
    case Word::BodyEnd:
      if (follows(I, " ") && word(I - 1) == Word::CloseBrace)
        take(Pieces[I - 1].Begin, pastSpace(Pieces[I].End));
      return I;
    case Word::TryEnd:
      return visitTryEnd(I);
    case Word::Init:
      visitInit(I);
      return I;
    case Word::Position:
      if (follows(I, " ") && word(I + 1) == Word::Semicolon &&
          follows(I + 1, ""))
        take(Pieces[I].Begin - 1, Pieces[I + 1].End);
      return I;
    case Word::Length:
      visitLength(I);
      return I;
    case Word::Space:
      if (size_t Close = closeOf(I);
          Close && word(Close + 1) == Word::Semicolon)
        take(Pieces[I].Begin, pastSpace(Pieces[Close + 1].End));
      return I;
    case Word::Room:
    case Word::Setjmp:
      if (size_t Close = closeOf(I)) {
        take(Pieces[I].Begin, Pieces[I + 1].End);
        take(Pieces[Close].Begin, Pieces[Close].End);
      }
      return I;
    case Word::Visit:
      visitVisit(I);
      return I;
    case Word::VisitC:
      visitVisitC(I);
      return I;
    default:
      return I;
    }
  }

  llvm::StringRef text(size_t I) const {
    return llvm::StringRef(Bytes).slice(Pieces[I].Begin, Pieces[I].End);
  }

  /// Takes the names that were given to parameters: those in the captures of
  /// the check at \p Check, where the parameter list before it has them.
  void takeNames(size_t Check, size_t Begin, size_t End) {
    for (size_t I = Begin; I < End; ++I) {
      if (word(I) != Word::Argument)
        continue;
      size_t Given = Check;
      while (Given > 0 && word(Given - 1) != Word::Semicolon &&
             (word(Given) != Word::Argument || text(Given) != text(I)))
        --Given;
      if (word(Given) == Word::Argument && text(Given) == text(I) &&
          spaceAt(Pieces[Given].Begin - 1))
        take(Pieces[Given].Begin - 1, Pieces[Given].End);
    }
  }

  /// Index of the '(' whose ')' comes right before piece \p End, or 0.
  size_t lastOpened(size_t End) const {
    for (size_t I = End - 1; I > 0; --I)
      if (word(I) == Word::OpenParen && Pieces[I].Partner == End - 1)
        return I;
    return 0;
  }

  bool opensBody(size_t I) const {
    return follows(I, " ") && word(I - 1) == Word::OpenBrace;
  }

  size_t visitCheck(size_t I) {
    size_t Close = closeOf(I), End = Close + 1;
    if (!Close || !opensBody(I) || word(End) != Word::Semicolon)
      return I;
    // The captures come third; in C the arguments come last.
    size_t List = word(I + 4) == Word::OpenParen ? I + 4 : lastOpened(Close);
    if (List)
      takeNames(I, List + 1, Pieces[List].Partner);
    if (word(End + 1) == Word::Try && follows(End + 1, " ")) {
      take(Pieces[I - 1].Begin, pastSpace(Pieces[End + 1].End));
      return End + 1;
    }
    take(Pieces[I].Begin - 1, Pieces[End].End);
    return End;
  }

  size_t visitBody(size_t I) {
    size_t Close = closeOf(I), End = Close + 1;
    if (!Close || !opensBody(I) || word(End) != Word::OpenBrace)
      return I;
    take(Pieces[I].Begin - 1, Pieces[End].End);
    return End;
  }

  size_t visitTryEnd(size_t I) {
    if (!follows(I, " ") || word(I + 1) != Word::CloseBrace ||
        !follows(I + 1, " "))
      return I;
    take(Pieces[I].Begin - 1, Pieces[I + 1].End);
    return I + 1;
  }

  /// Index of the SEGSTACK_INIT_END that belongs to the macro at \p I, or 0.
  size_t endOfInit(size_t I) const {
    unsigned Depth = 1;
    for (size_t At = I + 1; At < Pieces.size(); ++At) {
      Depth += word(At) == Word::Init;
      Depth -= word(At) == Word::InitEnd;
      if (Depth == 0)
        return spaceAt(Pieces[At].Begin - 1) ? At : 0;
    }
    return 0;
  }

  /// `SEGSTACK_VISIT(bytes, ` and the parenthesis behind the call.
  void visitVisit(size_t I) {
    size_t Close = closeOf(I);
    if (!Close || word(I + 2) != Word::Number || word(I + 3) != Word::Comma)
      return;
    take(Pieces[I].Begin, pastSpace(Pieces[I + 3].End));
    take(Pieces[Close].Begin, Pieces[Close].End);
  }

  /// `SEGSTACK_VISIT_C(bytes, stack, f, (a))` is `f(a)`.
  void visitVisitC(size_t I) {
    size_t Close = closeOf(I), List = Close ? lastOpened(Close) : 0;
    if (List < I + 7 || word(I + 2) != Word::Number ||
        word(I + 4) != Word::Number || word(I + 5) != Word::Comma ||
        word(List - 1) != Word::Comma)
      return;
    take(Pieces[I].Begin, pastSpace(Pieces[I + 5].End));
    take(Pieces[List - 1].Begin, pastSpace(Pieces[List - 1].End));
    take(Pieces[Close].Begin, Pieces[Close].End);
  }

  /// `SEGSTACK_LENGTH(4, ` or `SEGSTACK_LENGTH((__SIZE_TYPE__)(m) * 4, `, and
  /// the parenthesis behind the length.
  void visitLength(size_t I) {
    size_t Close = closeOf(I), At = I + 2;
    while (At < Close && word(At) != Word::Comma)
      At = word(At) == Word::OpenParen ? Pieces[At].Partner + 1 : At + 1;
    if (!Close || At >= Close)
      return;
    take(Pieces[I].Begin, pastSpace(Pieces[At].End));
    take(Pieces[Close].Begin, Pieces[Close].End);
  }

  void visitInit(size_t I) {
    size_t Close = closeOf(I);
    size_t End = endOfInit(I);
    if (!Close || !End || Close != I + 3 || word(I + 2) != Word::Number)
      return;
    take(Pieces[I].Begin, pastSpace(Pieces[Close].End));
    take(Pieces[End].Begin - 1, Pieces[End].End);
  }
};

} // namespace

std::string stripEdits(llvm::StringRef Text) {
  const std::string Bytes = Text.str();
  std::string Result;
  size_t Done = 0;
  for (const Range &R : Stripper(Bytes).find()) {
    if (R.Begin > Done)
      Result.append(Bytes, Done, R.Begin - Done);
    Done = std::max(Done, R.End);
  }
  Result.append(Bytes, Done, std::string::npos);
  return Result;
}

} // namespace segstack

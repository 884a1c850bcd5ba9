//===- DirectiveScanner.cpp - directives in a file's bytes -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DirectiveScanner.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace segstack {
namespace {

/// Reads bytes from left to right, over joined lines.
class Cursor {
public:
  Cursor(StringRef Bytes, unsigned At) : Bytes(Bytes), At(At) {}

  bool atEnd() const { return At >= Bytes.size(); }
  char peek() const { return atEnd() ? '\0' : Bytes[At]; }
  StringRef rest() const { return Bytes.substr(At); }
  unsigned offset() const { return At; }
  void advance(size_t Count = 1) { At += Count; }

  bool consume(StringRef Word) {
    if (!rest().starts_with(Word))
      return false;
    At += Word.size();
    return true;
  }

  /// A backslash at the line's end, with its line end.
  bool consumeJoin() { return consume("\\\n") || consume("\\\r\n"); }

  /// A block comment; an unterminated one goes to the end of the file.
  bool consumeComment() {
    if (!rest().starts_with("/*"))
      return false;
    size_t Close = Bytes.find("*/", At + 2);
    At = Close == StringRef::npos ? Bytes.size() : Close + 2;
    return true;
  }

  void skipSpace() {
    while (!atEnd())
      if (peek() == ' ' || peek() == '\t' || peek() == '\v' || peek() == '\f')
        advance();
      else if (!consumeJoin() && !consumeComment())
        return;
  }

  StringRef identifier() {
    StringRef Word = rest().take_while(
        [](char C) { return isAlnum(C) || C == '_' || C == '$'; });
    At += Word.size();
    return Word;
  }

private:
  StringRef Bytes;
  unsigned At;
};

/// Past a quoted file name or string on the same line.
void skipQuoted(Cursor &C, char Close) {
  C.advance();
  while (!C.atEnd() && C.peek() != '\n' && C.peek() != Close)
    C.advance();
  if (C.peek() == Close)
    C.advance();
}

/// To the end of a line that may be joined to others.
void skipLine(Cursor &C) {
  while (!C.atEnd() && C.peek() != '\n') {
    if (C.consumeJoin() || C.consumeComment())
      continue;
    if (C.rest().starts_with("//")) {
      while (!C.atEnd() && C.peek() != '\n')
        if (!C.consumeJoin())
          C.advance();
    } else if (C.peek() == '"') {
      skipQuoted(C, '"');
    } else {
      C.advance();
    }
  }
}

/// The directive's name, with the cursor past it; `%:` is a '#' too.
StringRef directiveName(Cursor &C) {
  if (!C.consume("#") && !C.consume("%:"))
    return "";
  C.skipSpace();
  return C.identifier();
}

bool isInclude(StringRef Name) {
  return Name == "include" || Name == "include_next" || Name == "import";
}

} // namespace

unsigned directiveEnd(StringRef Bytes, unsigned Begin) {
  Cursor C(Bytes, Begin);
  if (isInclude(directiveName(C))) {
    C.skipSpace();
    if (C.peek() == '<') // may hold `//`
      skipQuoted(C, '>');
  }
  skipLine(C);
  unsigned End = C.offset();
  return End > Begin && Bytes[End - 1] == '\r' ? End - 1 : End;
}

std::optional<ScannedDirective> scanDirective(StringRef Bytes, unsigned Begin) {
  Cursor C(Bytes, Begin);
  StringRef Name = directiveName(C);
  ScannedDirective Found;
  Found.Begin = Begin;
  Found.End = directiveEnd(Bytes, Begin);
  C.skipSpace();
  if (isInclude(Name)) {
    if (C.peek() == '"' && Name != "include_next")
      Found.Name = C.rest().drop_front().take_until(
          [](char Ch) { return Ch == '"' || Ch == '\n'; });
    return Found;
  }
  if (Name != "pragma")
    return std::nullopt;
  StringRef Word = C.identifier();
  Found.What = ScannedDirective::PragmaOnce;
  if (Word == "once")
    return Found;
  C.skipSpace();
  Found.What = ScannedDirective::PragmaSystemHeader;
  if ((Word == "GCC" || Word == "clang") && C.identifier() == "system_header")
    return Found;
  return std::nullopt;
}

namespace {

/// Calls \p Visit with the offset of each '#' that begins a directive.
void forEachDirective(StringRef Bytes, const clang::LangOptions &Options,
                      llvm::function_ref<void(unsigned)> Visit) {
  clang::Lexer Raw(clang::SourceLocation(), Options, Bytes.begin(),
                   Bytes.begin(), Bytes.end());
  clang::Token Token;
  while (true) {
    bool AtEnd = Raw.LexFromRawLexer(Token);
    if (Token.is(clang::tok::eof))
      return;
    if (Token.is(clang::tok::hash) && Token.isAtStartOfLine())
      Visit(Raw.getCurrentBufferOffset() - Token.getLength());
    if (AtEnd)
      return;
  }
}

/// The groups of #if that are open, from directive to directive.
class OpenGroups {
public:
  /// Whether the directive ends lines of its group that have an #include.
  bool endsAroundInclude(StringRef Name) {
    if (isInclude(Name))
      HasInclude.assign(HasInclude.size(), true);
    else if (Name.starts_with("if"))
      HasInclude.push_back(false);
    if (HasInclude.empty() || !(Name.starts_with("el") || Name == "endif"))
      return false;
    bool Ends = HasInclude.back();
    if (Name == "endif")
      HasInclude.pop_back();
    return Ends;
  }

private:
  std::vector<bool> HasInclude;
};

} // namespace

ScannedFile scanFile(StringRef Bytes, const clang::LangOptions &Options) {
  ScannedFile Found;
  OpenGroups Groups;
  forEachDirective(Bytes, Options, [&](unsigned Begin) {
    Cursor C(Bytes, Begin);
    if (Groups.endsAroundInclude(directiveName(C)))
      Found.EndsAroundIncludes.push_back(directiveEnd(Bytes, Begin));
    if (std::optional<ScannedDirective> One = scanDirective(Bytes, Begin))
      Found.Directives.push_back(*One);
  });
  return Found;
}

std::optional<ScannedHasInclude> scanHasInclude(StringRef Bytes,
                                                unsigned NameOffset) {
  StringRef Before = Bytes.take_front(NameOffset).rtrim(" \t");
  if (!Before.consume_back("("))
    return std::nullopt;
  Before = Before.rtrim(" \t");
  bool Next = Before.consume_back("__has_include_next");
  if (!Next && !Before.consume_back("__has_include"))
    return std::nullopt;
  Cursor C(Bytes, NameOffset);
  skipQuoted(C, C.peek() == '<' ? '>' : '"');
  C.skipSpace();
  if (!C.consume(")"))
    return std::nullopt;
  return ScannedHasInclude{static_cast<unsigned>(Before.size()), C.offset(),
                           Next};
}

} // namespace segstack

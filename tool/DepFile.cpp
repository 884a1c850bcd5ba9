//===- DepFile.cpp - make rules that a compiler wrote ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DepFile.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace segstack {
namespace {

/// Lines longer than this are broken, as by the compilers.
constexpr size_t MaxLine = 76;

/// One logical line: up to a line end that no backslash joins to the next.
StringRef takeLine(StringRef &Text) {
  size_t At = Text.find('\n');
  while (At != StringRef::npos &&
         Text.take_front(At).rtrim('\r').ends_with("\\"))
    At = Text.find('\n', At + 1);
  StringRef Line = Text.take_front(At);
  Text = At == StringRef::npos ? "" : Text.drop_front(At + 1);
  return Line;
}

/// The colon that ends the targets: followed by a blank, or the line's end.
size_t findColon(StringRef Line) {
  for (size_t I = 0; I < Line.size(); ++I)
    if (Line[I] == ':' && (I + 1 == Line.size() || llvm::isSpace(Line[I + 1])))
      return I;
  return StringRef::npos;
}

/// Make reads `\ ` and `\#` as the character alone and `$$` as a dollar;
/// backslashes before a blank come in pairs.
std::vector<std::string> splitNames(StringRef Text) {
  std::vector<std::string> Names;
  std::string Name;
  auto Finish = [&] {
    if (!Name.empty())
      Names.push_back(std::move(Name));
    Name.clear();
  };
  for (size_t I = 0; I < Text.size(); ++I) {
    size_t Run =
        Text.drop_front(I).take_while([](char C) { return C == '\\'; }).size();
    char Next = I + Run < Text.size() ? Text[I + Run] : '\0';
    if (Run && (Next == '\n' || Next == '\r')) {
      Finish();
      I += Run - 1;
    } else if (Run && (Next == ' ' || Next == '\t' || Next == '#')) {
      Name.append(Run / 2, '\\');
      if (Run % 2)
        Name += Next;
      else
        Finish();
      I += Run;
    } else if (Run) {
      Name.append(Run, '\\');
      I += Run - 1;
    } else if (llvm::isSpace(Text[I])) {
      Finish();
    } else {
      I += Text.substr(I, 2) == "$$";
      Name += Text[I];
    }
  }
  Finish();
  return Names;
}

std::string escaped(StringRef Name) {
  std::string Result;
  size_t Backslashes = 0;
  for (char C : Name) {
    if (C == ' ' || C == '\t')
      Result.append(Backslashes + 1, '\\');
    else if (C == '#')
      Result += '\\';
    else if (C == '$')
      Result += '$';
    Backslashes = C == '\\' ? Backslashes + 1 : 0;
    Result += C;
  }
  return Result;
}

} // namespace

std::optional<DepFile> parseDepFile(StringRef Text) {
  StringRef Rule = takeLine(Text);
  size_t Colon = findColon(Rule);
  if (Colon == StringRef::npos)
    return std::nullopt;
  DepFile File;
  File.Targets = Rule.take_front(Colon).str();
  File.Prerequisites = splitNames(Rule.drop_front(Colon + 1));
  File.Phony = Text.contains(':');
  return File;
}

std::string printDepFile(const DepFile &File) {
  std::string Text = File.Targets + ":";
  size_t Column = Text.size();
  for (const std::string &Name : File.Prerequisites) {
    std::string Word = escaped(Name);
    if (Column + Word.size() > MaxLine) {
      Text += " \\\n";
      Column = 0;
    }
    Text += " " + Word;
    Column += Word.size() + 1;
  }
  Text += '\n';
  if (File.Phony)
    for (size_t I = 1; I < File.Prerequisites.size(); ++I)
      Text += escaped(File.Prerequisites[I]) + ":\n";
  return Text;
}

} // namespace segstack

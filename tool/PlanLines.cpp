//===- PlanLines.cpp - a plan's text, by its lines ------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Members are found by their quoted names, `"key":`. Within a string the quotes
// would have backslashes, and a string's end is not followed by a letter; so
// these are the members of that name, wherever they stand.
//
//===----------------------------------------------------------------------===//

#include "PlanLines.h"
#include "llvm/Support/JSON.h"

using llvm::StringRef;

namespace segstack {

std::optional<PlanLines> splitPlan(StringRef Text) {
  constexpr StringRef Begin = "\n\"functions\": [\n";
  size_t At = Text.find(Begin);
  if (At == StringRef::npos || !Text.ends_with("\n}\n"))
    return std::nullopt;
  PlanLines Result;
  At += Begin.size();
  Result.Head = Text.take_front(At);
  StringRef Left = Text.drop_front(At);
  while (!Left.starts_with("]")) {
    auto [Line, After] = Left.split('\n');
    Line.consume_back(",");
    if (!Line.starts_with("{\"") || !Line.ends_with("}"))
      return std::nullopt;
    Result.Functions.push_back(Line);
    Left = After;
  }
  Result.Tail = Left;
  return Result;
}

/// Of the string that \p Text begins with, quotes included.
static size_t lengthOfString(StringRef Text) {
  size_t At = 1;
  while (At < Text.size() && Text[At] != '"')
    At += Text[At] == '\\' ? 2 : 1;
  return std::min(At + 1, Text.size());
}

std::string keyOfLine(StringRef Function) {
  constexpr StringRef Name = "\"key\":";
  size_t At = Function.find(Name);
  if (At == StringRef::npos)
    return "";
  StringRef Rest = Function.drop_front(At + Name.size());
  if (!Rest.starts_with("\""))
    return "";
  StringRef Quoted = Rest.take_front(lengthOfString(Rest));
  if (!Quoted.contains('\\'))
    return Quoted.drop_front().drop_back().str();
  llvm::Expected<llvm::json::Value> Read = llvm::json::parse(Quoted);
  if (Read && Read->getAsString())
    return Read->getAsString()->str();
  if (!Read)
    llvm::consumeError(Read.takeError());
  return "";
}

std::string withoutCalls(StringRef Function) {
  constexpr StringRef Name = "\"calls\":[";
  size_t Begin = Function.find(Name), At = Begin + Name.size();
  if (Begin == StringRef::npos)
    return Function.str();
  for (unsigned Depth = 1; Depth && At < Function.size();) {
    char Each = Function[At];
    Depth += (Each == '[') - (Each == ']');
    At += Each == '"' ? lengthOfString(Function.drop_front(At)) : 1;
  }
  // With the comma after it, or before it where it is the last.
  StringRef Before = Function.take_front(Begin), After = Function.substr(At);
  if (!After.consume_front(","))
    Before.consume_back(",");
  return (Before + After).str();
}

} // namespace segstack

//===- SummaryFile.cpp - a summary as a file ------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SummaryFile.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using llvm::json::Array;
using llvm::json::ObjectMapper;
using llvm::json::Path;
using llvm::json::Value;

namespace segstack {

// Found by the templates of llvm::json. Numbers and flags in arrays keep the
// files small: there are many.

static Value toJSON(const SummarizedCall &Call) {
  return Array{int64_t(Call.How), Call.To,      Call.Name,           Call.Often,
               Call.OutsideBody,  Call.Library, int64_t(Call.Bytes), Call.Given,
               Call.System,       Call.Stream};
}

static bool fromJSON(const Value &From, SummarizedCall &Call, Path) {
  const Array *Parts = From.getAsArray();
  if (!Parts || Parts->size() != 10)
    return false;
  auto At = [&](size_t Part) -> const Value & { return (*Parts)[Part]; };
  Call.How =
      static_cast<SummarizedCall::Kind>(At(0).getAsInteger().value_or(0));
  Call.To = At(1).getAsString().value_or("").str();
  Call.Name = At(2).getAsString().value_or("").str();
  Call.Often = At(3).getAsNumber().value_or(1);
  Call.OutsideBody = At(4).getAsBoolean().value_or(false);
  Call.Library = At(5).getAsBoolean().value_or(false);
  Call.Bytes = At(6).getAsInteger().value_or(0);
  Call.Given = At(7).getAsBoolean().value_or(false);
  Call.System = At(8).getAsBoolean().value_or(false);
  Call.Stream = At(9).getAsBoolean().value_or(false);
  return true;
}

/// The flags of a function, in a number.
static int64_t flagsOf(const SummarizedFunction &F) {
  return F.Frame.Dynamic | F.Frame.Guess << 1 | F.Placed << 2 |
         F.Exported << 3 | F.Taken << 4 | F.CalledBack << 5 | F.System << 6 |
         F.Cold << 7 | F.Hot << 8 | F.Instance << 9 | F.CallsSetjmp << 10;
}

static void setFlags(int64_t Flags, SummarizedFunction &F) {
  F.Frame.Dynamic = Flags & 1;
  F.Frame.Guess = Flags & 2;
  F.Placed = Flags & 4;
  F.Exported = Flags & 8;
  F.Taken = Flags & 16;
  F.CalledBack = Flags & 32;
  F.System = Flags & 64;
  F.Cold = Flags & 128;
  F.Hot = Flags & 256;
  F.Instance = Flags & 512;
  F.CallsSetjmp = Flags & 1024;
}

static Value toJSON(const SummarizedFunction &F) {
  return Array{
      F.Key,   F.Name,   F.File,  F.Line,      F.Column, int64_t(F.Frame.Bytes),
      F.Shape, F.Reason, F.Types, F.Overrides, F.Calls,  flagsOf(F)};
}

static bool fromJSON(const Value &From, SummarizedFunction &F, Path At) {
  const Array *Parts = From.getAsArray();
  if (!Parts || Parts->size() != 12)
    return false;
  int64_t Line = 0, Column = 0, Flags = 0;
  auto Take = [&](size_t Part, auto &Into) {
    using llvm::json::fromJSON;
    return fromJSON((*Parts)[Part], Into, At.index(Part));
  };
  bool Fine = Take(0, F.Key) && Take(1, F.Name) && Take(2, F.File) &&
              Take(3, Line) && Take(4, Column) && Take(5, F.Frame.Bytes) &&
              Take(6, F.Shape) && Take(7, F.Reason) && Take(8, F.Types) &&
              Take(9, F.Overrides) && Take(10, F.Calls) && Take(11, Flags);
  F.Line = Line;
  F.Column = Column;
  setFlags(Flags, F);
  return Fine;
}

static Value toJSON(const TakenElsewhere &Taken) {
  return llvm::json::Object{{"key", Taken.Key}, {"types", Taken.Types}};
}

static bool fromJSON(const Value &From, TakenElsewhere &Taken, Path At) {
  ObjectMapper M(From, At);
  return M && M.map("key", Taken.Key) && M.map("types", Taken.Types);
}

static Value toJSON(const Handed &Each) {
  return llvm::json::Object{{"to", Each.To}, {"types", Each.Types}};
}

static bool fromJSON(const Value &From, Handed &Each, Path At) {
  ObjectMapper M(From, At);
  return M && M.map("to", Each.To) && M.map("types", Each.Types);
}

static Value toJSON(const PointerConversion &Each) {
  return llvm::json::Object{{"from", Each.From}, {"to", Each.To}};
}

static bool fromJSON(const Value &From, PointerConversion &Each, Path At) {
  ObjectMapper M(From, At);
  return M && M.map("from", Each.From) && M.map("to", Each.To);
}

static Value toJSON(const std::pair<std::string, std::string> &Input) {
  return Array{Input.first, Input.second};
}

std::string printSummary(const KeptSummary &Summary) {
  Array Inputs;
  for (const auto &Input : Summary.Inputs)
    Inputs.push_back(toJSON(Input));
  std::string Text;
  llvm::raw_string_ostream(Text)
      << Value(llvm::json::Object{{"inputs", std::move(Inputs)},
                                  {"functions", Summary.Calls.Functions},
                                  {"taken", Summary.Calls.Taken},
                                  {"handed", Summary.Calls.HandedOut},
                                  {"variables", Summary.Calls.Variables},
                                  {"conversions", Summary.Calls.Conversions}});
  return Text;
}

std::optional<KeptSummary> parseSummary(llvm::StringRef Text) {
  llvm::Expected<Value> Read = llvm::json::parse(Text);
  if (!Read) {
    llvm::consumeError(Read.takeError());
    return std::nullopt;
  }
  Path::Root Root;
  ObjectMapper M(*Read, Root);
  KeptSummary Summary;
  std::vector<std::vector<std::string>> Inputs;
  if (!M || !M.map("inputs", Inputs) ||
      !M.map("functions", Summary.Calls.Functions) ||
      !M.map("taken", Summary.Calls.Taken) ||
      !M.map("handed", Summary.Calls.HandedOut) ||
      !M.map("variables", Summary.Calls.Variables) ||
      !M.map("conversions", Summary.Calls.Conversions))
    return std::nullopt;
  for (const std::vector<std::string> &Input : Inputs) {
    if (Input.size() != 2)
      return std::nullopt;
    Summary.Inputs.push_back({Input[0], Input[1]});
  }
  return Summary;
}

} // namespace segstack

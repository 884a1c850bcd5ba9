//===- ProgramLinker.cpp - one call graph of many summaries ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramLinker.h"
#include "BoundedRecursion.h"
#include "CallTypes.h"
#include "LibraryFunctions.h"
#include "PlanDecisions.h"
#include "PointerTargets.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace segstack {
namespace {

/// One function of all units that have it.
struct Merged {
  SummarizedFunction Function;
  std::set<std::string> Types, Overrides, Digests;
  std::vector<const SummarizedCall *> Calls;
};

class Linker {
public:
  Linker(const std::vector<const CallSummary *> &Units, const PlanRules &Rules)
      : Units(Units), Root(Rules.Root), Depths(Rules.Depths), Open(Rules.Open),
        Targets(Units) {}

  LinkedProgram run() {
    for (const CallSummary *Unit : Units)
      for (const SummarizedFunction &Function : Unit->Functions)
        merge(Function);
    Open |= Functions.find("main") == Functions.end();
    dropUnused();
    for (const auto &[Name, One] : Functions) {
      Index[Name] = Keys.size();
      Keys.push_back(&Name);
    }
    noteTargets();
    noteStreams();
    noteHandedOut();
    for (const auto &[Name, One] : Functions)
      link(One);
    for (auto &[Name, Function] : Foreign)
      Result.Foreign.push_back(Function);
    return std::move(Result);
  }

private:
  struct Edge {
    double Often = 0;
    bool OutsideBody = false;
  };
  /// Of the function that is being linked.
  struct Reading {
    CallGraph::Node Node;
    std::map<std::pair<unsigned, CallKind>, Edge> Edges;
    std::set<std::pair<std::string, bool>> Foreign; ///< outside the body?
  };

  void merge(const SummarizedFunction &Function);
  void dropUnused();
  void noteTargets();
  void takeOverriders();
  void noteHandedOut();
  void noteStreams();
  Entry entryOf(const Merged &One) const;
  void link(const Merged &One);
  void resolve(const SummarizedCall &Call, Reading &Into);
  void resolveVirtual(const SummarizedCall &Call, Reading &Into);
  void resolveIndirect(const SummarizedCall &Call, Reading &Into);
  void addEdge(unsigned To, CallKind How, const SummarizedCall &Call,
               Reading &Into);
  void addForeign(const SummarizedCall &Call, const std::string &Name,
                  Reading &Into);
  void finish(const Merged &One, Reading &Read);

  const std::vector<const CallSummary *> &Units;
  const std::string &Root;
  const std::vector<RecursionDepth> &Depths;
  bool Open; ///< others may call what is exported, or whose address is taken
  std::map<std::string, Merged> Functions; ///< by relative key
  std::vector<const std::string *> Keys;   ///< of Functions
  llvm::StringMap<unsigned> Index;
  std::map<std::string, std::vector<unsigned>> Overriders;
  PointerTargets Targets;
  llvm::StringSet<> HandedOut; ///< types that foreign code can call by
  std::map<std::string, ForeignFunction> Foreign;
  std::map<std::string, unsigned> Texts; ///< by textOf()
  bool OwnStreams = false; ///< the program may have functions of streams
  LinkedProgram Result;
};

} // namespace

void Linker::merge(const SummarizedFunction &Function) {
  auto [At, New] = Functions.try_emplace(relativeKey(Function.Key, Root));
  Merged &One = At->second;
  if (New) {
    One.Function = Function;
  } else {
    SummarizedFunction &Known = One.Function;
    Known.Frame.Bytes = std::max(Known.Frame.Bytes, Function.Frame.Bytes);
    Known.Frame.Dynamic |= Function.Frame.Dynamic;
    Known.Exported |= Function.Exported;
    Known.Taken |= Function.Taken;
    Known.CalledBack |= Function.CalledBack;
    Known.Cold |= Function.Cold;
    Known.Hot |= Function.Hot;
    Known.CallsSetjmp |= Function.CallsSetjmp;
    Known.Placed |= Function.Placed;
    // The safer shape, as in mergeChecks; and no order matters.
    if (std::make_pair(Function.Shape, Function.Reason) <
        std::make_pair(Known.Shape, Known.Reason)) {
      Known.Shape = Function.Shape;
      Known.Reason = Function.Reason;
    }
    auto Place = [](const SummarizedFunction &F) {
      return std::tie(F.File, F.Line, F.Column, F.Name);
    };
    if (Place(Function) < Place(Known)) {
      Known.File = Function.File;
      Known.Line = Function.Line;
      Known.Column = Function.Column;
      Known.Name = Function.Name;
    }
  }
  One.Digests.insert(digestOf(Function, Root));
  One.Types.insert(Function.Types.begin(), Function.Types.end());
  One.Overrides.insert(Function.Overrides.begin(), Function.Overrides.end());
  for (const SummarizedCall &Call : Function.Calls)
    One.Calls.push_back(&Call);
}

/// Of the functions of the system's headers, those that nothing leads to.
void Linker::dropUnused() {
  std::set<std::string> Used;
  std::vector<const Merged *> Pending;
  auto Use = [&](const std::string &Key, const Merged &One) {
    if (Used.insert(Key).second)
      Pending.push_back(&One);
  };
  for (const auto &[Key, One] : Functions)
    if (!One.Function.System || One.Function.Taken || !One.Overrides.empty())
      Use(Key, One);
  while (!Pending.empty()) {
    const Merged *One = Pending.back();
    Pending.pop_back();
    for (const SummarizedCall *Call : One->Calls) {
      auto Found = Functions.find(relativeKey(Call->To, Root));
      if (Found != Functions.end())
        Use(Found->first, Found->second);
    }
  }
  for (auto At = Functions.begin(); At != Functions.end();)
    At = Used.count(At->first) ? std::next(At) : Functions.erase(At);
}

void Linker::noteTargets() {
  for (const CallSummary *Unit : Units) {
    for (const TakenElsewhere &Function : Unit->Taken) {
      auto Known = Functions.find(relativeKey(Function.Key, Root));
      if (Known == Functions.end()) {
        Targets.addForeign({Function.Types.begin(), Function.Types.end()});
        continue;
      }
      Known->second.Function.Taken = true;
      Known->second.Types.insert(Function.Types.begin(), Function.Types.end());
    }
  }
  for (const auto &[Name, One] : Functions)
    for (const std::string &Method : One.Overrides)
      Overriders[relativeKey(Method, Root)].push_back(Index.lookup(Name));
  takeOverriders();
  for (auto &[Name, One] : Functions) {
    if (!One.Function.Taken)
      continue;
    Targets.add(Index.lookup(Name), One.Types);
    One.Types = Targets.openly(One.Types);
  }
}

/// A pointer to a virtual member function calls what overrides it.
void Linker::takeOverriders() {
  std::map<std::string, const std::vector<std::string> *> Members;
  for (const CallSummary *Unit : Units) {
    for (const TakenElsewhere &Function : Unit->Taken)
      Members[relativeKey(Function.Key, Root)] = &Function.Types;
    for (const SummarizedFunction &Function : Unit->Functions)
      if (Function.Taken && !Function.Overrides.empty())
        Members[relativeKey(Function.Key, Root)] = &Function.Types;
  }
  for (const auto &[Member, Types] : Members) {
    auto Found = Overriders.find(Member);
    if (Found == Overriders.end())
      continue;
    for (unsigned Number : Found->second) {
      Merged &One = Functions.find(*Keys[Number])->second;
      One.Function.Taken = true;
      One.Types.insert(Types->begin(), Types->end());
    }
  }
}

void Linker::noteHandedOut() {
  std::set<std::string> Variables;
  for (const CallSummary *Unit : Units)
    Variables.insert(Unit->Variables.begin(), Unit->Variables.end());
  for (const CallSummary *Unit : Units)
    for (const Handed &Each : Unit->HandedOut)
      if (!Index.contains(relativeKey(Each.To, Root)) &&
          !Variables.count(Each.To))
        for (const std::string &Type : Each.Types)
          HandedOut.insert(Type);
}

/// Of whoever uses a library nothing is known.
void Linker::noteStreams() {
  OwnStreams = Open;
  for (const CallSummary *Unit : Units) {
    for (const TakenElsewhere &Function : Unit->Taken)
      OwnStreams |= makesStreams(Function.Key);
    for (const SummarizedFunction &Function : Unit->Functions)
      for (const SummarizedCall &Call : Function.Calls)
        OwnStreams |= makesStreams(Call.To);
  }
}

void Linker::addEdge(unsigned To, CallKind How, const SummarizedCall &Call,
                     Reading &Into) {
  Edge &Known = Into.Edges[{To, How}];
  Known.Often = std::max(Known.Often, Call.Often);
  Known.OutsideBody |= Call.OutsideBody;
}

void Linker::addForeign(const SummarizedCall &Call, const std::string &Name,
                        Reading &Into) {
  bool Quiet = Call.Library || (Call.Stream && !OwnStreams);
  Into.Foreign.insert({Name, Call.OutsideBody});
  (Quiet ? Into.Node.LibraryCalls : Into.Node.UnknownCalls) = true;
  ForeignFunction Now{Name, Call.Bytes ? Call.Bytes : AssumedForeign,
                      Call.Given   ? "given"
                      : Call.Bytes ? "table"
                                   : "assumed",
                      !Quiet};
  ForeignFunction &Known = Foreign.try_emplace(Name, Now).first->second;
  // Overloads have one name: the most of each, and so no order matters.
  Known.CallsBack |= Now.CallsBack;
  if (std::tie(Known.Bytes, Known.Source) < std::tie(Now.Bytes, Now.Source)) {
    Known.Bytes = Now.Bytes;
    Known.Source = Now.Source;
  }
  if (Call.Bytes) {
    Into.Node.External.raiseTo({Name, Call.Bytes});
    if (Call.OutsideBody)
      Into.Node.ExternalOutsideBody.raiseTo({Name, Call.Bytes});
  }
}

/// One of those that override it, itself among them where it has a body.
void Linker::resolveVirtual(const SummarizedCall &Call, Reading &Into) {
  std::string To = relativeKey(Call.To, Root);
  auto Found = Overriders.find(To);
  if (Found != Overriders.end())
    for (unsigned Number : Found->second)
      addEdge(Number, CallKind::Virtual, Call, Into);
  // What has no body may be pure; a class of the system has others elsewhere.
  if (Found == Overriders.end() || Call.System || Open)
    addForeign(Call, Call.Name, Into);
}

void Linker::resolveIndirect(const SummarizedCall &Call, Reading &Into) {
  for (unsigned Number : Targets.of(Call.To))
    addEdge(Number, CallKind::Indirect, Call, Into);
  // A library is called with functions of whoever uses it.
  if (Open || Targets.mayBeForeign(Call.To))
    addForeign(Call, "*" + Call.To, Into);
}

void Linker::resolve(const SummarizedCall &Call, Reading &Into) {
  switch (Call.How) {
  case SummarizedCall::Virtual:
    return resolveVirtual(Call, Into);
  case SummarizedCall::Indirect:
    return resolveIndirect(Call, Into);
  case SummarizedCall::Runtime:
    return addForeign(Call, Call.To, Into);
  case SummarizedCall::Known:
    auto Found = Index.find(relativeKey(Call.To, Root));
    if (Found != Index.end())
      addEdge(Found->second, CallKind::Direct, Call, Into);
    else
      addForeign(Call, Call.Name.empty() ? Call.To : Call.Name, Into);
  }
}

void Linker::finish(const Merged &One, Reading &Read) {
  const SummarizedFunction &From = One.Function;
  PlannedFunction Function;
  Function.Key = relativeKey(From.Key, Root);
  Function.Name = From.Name;
  Function.File = relativePath(From.File, Root);
  Function.Line = From.Line;
  Function.Column = From.Column;
  Function.System = From.System;
  Function.Frame = From.Frame;
  Function.Shape = From.Shape;
  Function.Reason = From.Reason;
  Function.Check = From.Placed;
  Function.Digest = llvm::join(One.Digests, " ");
  Function.CalledBack = Read.Node.From == Entry::CalledBack;
  for (const auto &[To, OutsideBody] : Read.Foreign)
    Function.Foreign.push_back({To, OutsideBody});
  CallGraph::Node &Node = Read.Node;
  for (const auto &[To, Call] : Read.Edges)
    Function.Calls.push_back({*Keys[To.first], To.second, Call.OutsideBody,
                              roundedForReaders(Call.Often)});
  Function.Depth = givenDepth(Depths, Function.Name);
  uint64_t Levels = mostLevels(Function);
  if (Levels)
    Node.Recursion = {Function.Name, Levels * Function.Frame.Bytes};
  else
    Function.Depth = 0; // it does not call itself
  for (const auto &[To, Call] : Read.Edges)
    if (Levels == 0 || *Keys[To.first] != Function.Key)
      Node.addCall(To.first, Call.Often, Call.OutsideBody);
  Result.Functions.push_back(std::move(Function));
  Result.Graph.Nodes.push_back(std::move(Node));
}

/// A library is called by whoever uses it; a program calls itself, and what
/// foreign code is handed.
Entry Linker::entryOf(const Merged &One) const {
  const SummarizedFunction &F = One.Function;
  if (F.CalledBack || (F.Taken && Open))
    return Entry::CalledBack;
  for (const std::string &Type : One.Types)
    if (Type == AnyCallType || Type == HiddenCallType ||
        HandedOut.contains(Type))
      return Entry::CalledBack;
  return F.Exported && Open ? Entry::Exported : Entry::Inside;
}

/// Functions of the same text have a check or none: instances of a template. A
/// macro or a lambda's class may have several functions at one place.
static std::string textOf(const SummarizedFunction &F) {
  std::string Which = F.Reason == "implicit" ? F.Key : F.Instance ? "" : F.Name;
  return F.File + ':' + std::to_string(F.Line) + ':' +
         std::to_string(F.Column) + ' ' + Which;
}

void Linker::link(const Merged &One) {
  const SummarizedFunction &From = One.Function;
  Reading Read;
  Read.Node.FrameBytes = From.Frame.Bytes;
  Read.Node.Dynamic = From.Frame.Dynamic;
  Read.Node.Instrumentable = From.Shape != "none";
  Read.Node.From = entryOf(One);
  Read.Node.Marked = From.Cold  ? HeatMark::Cold
                     : From.Hot ? HeatMark::Hot
                                : HeatMark::None;
  Read.Node.CallsSetjmp = From.CallsSetjmp;
  Read.Node.Text = Texts.try_emplace(textOf(From), Texts.size()).first->second;
  for (const SummarizedCall *Call : One.Calls)
    resolve(*Call, Read);
  finish(One, Read);
}

LinkedProgram linkProgram(const std::vector<const CallSummary *> &Units,
                          const PlanRules &Rules) {
  return Linker(Units, Rules).run();
}

double roundedForReaders(double Number) {
  if (Number <= 0)
    return 0;
  double Digits = std::pow(10, 2 - std::floor(std::log10(Number)));
  return std::round(Number * Digits) / Digits;
}

std::string relativeKey(const std::string &Key, const std::string &Root) {
  size_t At = Key.find("@/");
  if (At == std::string::npos)
    return Key;
  return Key.substr(0, At + 1) + relativePath(Key.substr(At + 1), Root);
}

std::string relativePath(const std::string &Path, const std::string &Root) {
  namespace path = llvm::sys::path;
  auto P = path::begin(Path), PathEnd = path::end(Path);
  auto R = path::begin(Root), RootEnd = path::end(Root);
  while (P != PathEnd && R != RootEnd && *P == *R) {
    ++P;
    ++R;
  }
  llvm::SmallString<128> Result;
  for (; R != RootEnd; ++R)
    path::append(Result, "..");
  for (; P != PathEnd; ++P)
    path::append(Result, *P);
  return Result.str().str();
}

} // namespace segstack

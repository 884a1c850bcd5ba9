//===- PlanFile.cpp - a program's plan as a file --------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanFile.h"
#include "Failure.h"
#include "Paths.h"
#include "PlanLines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using llvm::json::Object;
using llvm::json::Path;
using llvm::json::Value;

namespace segstack {
namespace {

// -- Writing. What a reader takes for granted is not said.

template <class T>
void put(Object &Into, llvm::StringRef Key, const T &Is, const T &Default) {
  if (!(Is == Default))
    Into[Key] = Is;
}

void putBytes(Object &Into, llvm::StringRef Key, uint64_t Bytes) {
  if (Bytes)
    Into[Key] = static_cast<int64_t>(Bytes);
}

void putText(Object &Into, llvm::StringRef Key, const std::string &Is) {
  if (!Is.empty())
    Into[Key] = Is;
}

Value toJson(const PlannedCall &Call) {
  if (Call == PlannedCall{Call.To})
    return Call.To;
  Object Result{{"to", Call.To}};
  if (Call.How != CallKind::Direct)
    Result["kind"] = spelling(Call.How);
  put(Result, "outside-body", Call.OutsideBody, false);
  put(Result, "often", Call.Often, 1.0);
  return Result;
}

Value toJson(const ForeignCall &Call) {
  if (!Call.OutsideBody)
    return Call.To;
  return Object{{"to", Call.To}, {"outside-body", true}};
}

/// Each as toJson() has it.
template <class T>
void putCalls(Object &Into, llvm::StringRef Key, const std::vector<T> &Calls) {
  llvm::json::Array Result;
  for (const T &Call : Calls)
    Result.push_back(toJson(Call));
  if (!Calls.empty())
    Into[Key] = std::move(Result);
}

Value toJson(const PlannedFunction &F) {
  Object Result{
      {"key", F.Key},       {"name", F.Name},
      {"file", F.File},     {"line", F.Line},
      {"column", F.Column}, {"estimate", int64_t(F.Frame.Bytes)},
      {"shape", F.Shape},   {"reason", F.Reason},
      {"check", F.Check},   {"why", spelling(F.Why)},
  };
  put(Result, "system", F.System, false);
  put(Result, "dynamic", F.Frame.Dynamic, false);
  put(Result, "guess", F.Frame.Guess, false);
  if (F.RealBytes)
    Result["real"] = int64_t(*F.RealBytes);
  putBytes(Result, "ask", F.Ask);
  putBytes(Result, "external", F.External.Bytes);
  putText(Result, "external-for", F.External.Name);
  putBytes(Result, "depth", F.Depth);
  put(Result, "heat", F.Heat, 1.0);
  put(Result, "called-back", F.CalledBack, false);
  putCalls(Result, "calls", F.Calls);
  putCalls(Result, "foreign", F.Foreign);
  putText(Result, "digest", F.Digest);
  return Result;
}

Value toJson(const PlannedCycle &Cycle) {
  Object Result{{"functions", llvm::json::Array(Cycle.Functions)}};
  if (!Cycle.Uncovered.empty())
    Result["uncovered"] = llvm::json::Array(Cycle.Uncovered);
  putText(Result, "way-out", Cycle.WayOut);
  return Result;
}

Value toJson(const ForeignFunction &F) {
  Object Result{
      {"name", F.Name}, {"bytes", int64_t(F.Bytes)}, {"source", F.Source}};
  put(Result, "calls-back", F.CallsBack, true);
  return Result;
}

template <class T>
void printLines(llvm::StringRef Key, const std::vector<T> &Items,
                llvm::raw_ostream &OS) {
  OS << ",\n\"" << Key << "\": [";
  const char *Separator = "\n";
  for (const T &Item : Items) {
    OS << Separator << toJson(Item);
    Separator = ",\n";
  }
  OS << (Items.empty() ? "]" : "\n]");
}

// -- Reading.

/// An object whose members are known: any other is an error.
class Members {
public:
  Members(const Value &From, Path At)
      : Fields(From, At), Map(From.getAsObject()), At(At) {}

  bool isObject() const { return Map; }

  template <class T> bool required(llvm::StringLiteral Key, T &Into) {
    Known.push_back(Key);
    return Fields.map(Key, Into);
  }

  template <class T> bool optional(llvm::StringLiteral Key, T &Into) {
    Known.push_back(Key);
    return Fields.mapOptional(Key, Into);
  }

  template <class T> bool number(llvm::StringLiteral Key, T &Into) {
    int64_t Read = 0;
    if (!required(Key, Read))
      return false;
    if (Read < 0 ||
        static_cast<uint64_t>(Read) > std::numeric_limits<T>::max()) {
      At.field(Key).report("expected a number that is not negative");
      return false;
    }
    Into = static_cast<T>(Read);
    return true;
  }

  bool numberIfAny(llvm::StringLiteral Key, uint64_t &Into) {
    return !Map->get(Key) || number(Key, Into);
  }

  bool numberIfAny(llvm::StringLiteral Key, std::optional<uint64_t> &Into) {
    return !Map->get(Key) || number(Key, Into.emplace());
  }

  /// How often something is done.
  bool times(llvm::StringLiteral Key, double &Into) {
    if (!optional(Key, Into))
      return false;
    if (Into >= 0)
      return true;
    At.field(Key).report("expected a number that is not negative");
    return false;
  }

  template <class T, size_t Count>
  bool word(llvm::StringLiteral Key, const T (&All)[Count], T &Into) {
    std::string Read = spelling(Into);
    if (!optional(Key, Read))
      return false;
    for (T Each : All)
      if (Read == spelling(Each)) {
        Into = Each;
        return true;
      }
    At.field(Key).report("expected a word of docs/plan.md");
    return false;
  }

  /// True when there is no other member.
  bool areAll() const {
    for (const auto &Field : *Map)
      if (!llvm::is_contained(Known, llvm::StringRef(Field.first))) {
        At.field(Field.first).report("unknown member");
        return false;
      }
    return true;
  }

private:
  llvm::json::ObjectMapper Fields;
  const Object *Map;
  Path At;
  llvm::SmallVector<llvm::StringRef, 20> Known;
};

constexpr CallKind CallKinds[] = {CallKind::Direct, CallKind::Virtual,
                                  CallKind::Indirect};
constexpr PlacedFor Reasons[] = {
    PlacedFor::Nothing,     PlacedFor::Cycle,      PlacedFor::Budget,
    PlacedFor::CalledBack,  PlacedFor::LargeFrame, PlacedFor::DynamicFrame,
    PlacedFor::ForeignNeed, PlacedFor::Asked,      PlacedFor::Uncheckable};

} // namespace

// Found by the templates of llvm::json.

static bool fromJSON(const Value &From, PlannedCall &Call, Path At) {
  if (auto Text = From.getAsString()) {
    Call.To = Text->str();
    return true;
  }
  Members M(From, At);
  return M.isObject() && M.required("to", Call.To) &&
         M.word("kind", CallKinds, Call.How) &&
         M.optional("outside-body", Call.OutsideBody) &&
         M.times("often", Call.Often) && M.areAll();
}

static bool fromJSON(const Value &From, ForeignCall &Call, Path At) {
  if (auto Text = From.getAsString()) {
    Call.To = Text->str();
    return true;
  }
  Members M(From, At);
  return M.isObject() && M.required("to", Call.To) &&
         M.optional("outside-body", Call.OutsideBody) && M.areAll();
}

static bool fromJSON(const Value &From, PlannedFunction &F, Path At) {
  Members M(From, At);
  return M.isObject() && M.required("key", F.Key) &&
         M.required("name", F.Name) && M.required("file", F.File) &&
         M.number("line", F.Line) && M.number("column", F.Column) &&
         M.number("estimate", F.Frame.Bytes) && M.required("shape", F.Shape) &&
         M.required("reason", F.Reason) && M.required("check", F.Check) &&
         M.word("why", Reasons, F.Why) && M.optional("system", F.System) &&
         M.optional("dynamic", F.Frame.Dynamic) &&
         M.optional("guess", F.Frame.Guess) &&
         M.numberIfAny("real", F.RealBytes) && M.numberIfAny("ask", F.Ask) &&
         M.numberIfAny("external", F.External.Bytes) &&
         M.optional("external-for", F.External.Name) &&
         M.numberIfAny("depth", F.Depth) && M.times("heat", F.Heat) &&
         M.optional("called-back", F.CalledBack) &&
         M.optional("calls", F.Calls) && M.optional("foreign", F.Foreign) &&
         M.optional("digest", F.Digest) && M.areAll();
}

static bool fromJSON(const Value &From, PlannedCycle &Cycle, Path At) {
  Members M(From, At);
  return M.isObject() && M.required("functions", Cycle.Functions) &&
         M.optional("uncovered", Cycle.Uncovered) &&
         M.optional("way-out", Cycle.WayOut) && M.areAll();
}

static bool fromJSON(const Value &From, ForeignFunction &F, Path At) {
  Members M(From, At);
  return M.isObject() && M.required("name", F.Name) &&
         M.number("bytes", F.Bytes) && M.required("source", F.Source) &&
         M.optional("calls-back", F.CallsBack) && M.areAll();
}

static bool fromJSON(const Value &From, ProgramPlan &Plan, Path At) {
  Members M(From, At);
  int Format = 0;
  std::string Writer;
  if (!M.isObject() || !M.required("segstack-plan", Format))
    return false;
  if (Format != PlanFormat) {
    At.field("segstack-plan").report("not the version that is read here, 2");
    return false;
  }
  return M.optional("segstack", Writer) && M.required("place", Plan.Place) &&
         M.number("budget", Plan.Budget) &&
         M.required("functions", Plan.Functions) &&
         M.optional("cycles", Plan.Cycles) &&
         M.optional("foreign", Plan.Foreign) && M.areAll();
}

std::string printPlan(const ProgramPlan &Plan) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "{\"segstack-plan\": " << PlanFormat
     << ",\n\"segstack\": \"" SEGSTACK_VERSION "\""
     << ",\n\"place\": " << Value(Plan.Place)
     << ",\n\"budget\": " << Plan.Budget;
  printLines("functions", Plan.Functions, OS);
  printLines("cycles", Plan.Cycles, OS);
  printLines("foreign", Plan.Foreign, OS);
  OS << "\n}\n";
  return Text;
}

/// What \p Text, of the file \p Name, stands for.
template <class T>
static llvm::Expected<T> parse(llvm::StringRef Text, llvm::StringRef Name) {
  const char *WayOut = "; 'segstack plan' writes such a file";
  llvm::Expected<Value> Read = llvm::json::parse(Text);
  if (!Read)
    return fail(ExitCode::Usage, Name + ": not a plan: " +
                                     llvm::toString(Read.takeError()) + WayOut);
  Path::Root Root("plan");
  T Result;
  if (!fromJSON(*Read, Result, Root))
    return fail(ExitCode::Usage, Name + ": not a plan: " +
                                     llvm::toString(Root.getError()) + WayOut);
  return Result;
}

llvm::Expected<PlannedFunction> parsePlannedFunction(llvm::StringRef Text,
                                                     llvm::StringRef Name) {
  return parse<PlannedFunction>(Text, Name);
}

/// As a whole it would be in memory three times.
static llvm::Expected<ProgramPlan> parseByLines(const PlanLines &Lines,
                                                llvm::StringRef Name) {
  auto Plan = parse<ProgramPlan>((Lines.Head + Lines.Tail).str(), Name);
  if (!Plan)
    return Plan;
  Plan->Functions.reserve(Lines.Functions.size());
  for (llvm::StringRef Line : Lines.Functions) {
    llvm::Expected<PlannedFunction> F = parsePlannedFunction(Line, Name);
    if (!F)
      return F.takeError();
    Plan->Functions.push_back(std::move(*F));
  }
  return Plan;
}

llvm::Expected<ProgramPlan> parsePlan(llvm::StringRef Text,
                                      llvm::StringRef Name) {
  if (std::optional<PlanLines> Lines = splitPlan(Text)) {
    llvm::Expected<ProgramPlan> Plan = parseByLines(*Lines, Name);
    if (Plan)
      return Plan;
    llvm::consumeError(Plan.takeError()); // the whole tells where it is wrong
  }
  return parse<ProgramPlan>(Text, Name);
}

llvm::Expected<ProgramPlan> readPlan(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return fail(ExitCode::Usage, "cannot read the plan '" + displayPath(File) +
                                     "': " + Buffer.getError().message());
  return parsePlan((*Buffer)->getBuffer(), displayPath(File));
}

} // namespace segstack

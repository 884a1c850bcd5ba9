//===- Settings.cpp - what a flag or a configuration file can set ---------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Settings.h"
#include "Failure.h"
#include "Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Regex.h"

namespace segstack {
namespace {

template <class T>
void take(std::optional<T> &Mine, const std::optional<T> &Stronger) {
  if (Stronger)
    Mine = Stronger;
}

void append(std::vector<std::string> &Mine,
            const std::vector<std::string> &More) {
  Mine.insert(Mine.end(), More.begin(), More.end());
}

llvm::Error expected(const llvm::Twine &What, llvm::StringRef Found) {
  return fail(ExitCode::Usage, "expected " + What + ", found '" + Found + "'");
}

llvm::Error expectedOneOf(llvm::ArrayRef<llvm::StringRef> Words,
                          llvm::StringRef Found) {
  std::string List;
  for (llvm::StringRef Word : Words)
    List += ((List.empty()           ? "'"
              : Word == Words.back() ? " or '"
                                     : ", '") +
             Word + "'")
                .str();
  return fail(ExitCode::Usage, "expected " + List + ", found '" + Found +
                                   "'; " + nearestHint(Found, Words));
}

/// At most this much, so that it fits the instruction that compares.
constexpr uint64_t MostBytes = uint64_t(1) << 30;

/// A number of bytes that may end in k or m.
std::optional<uint64_t> readBytes(llvm::StringRef Text) {
  uint64_t Factor = Text.consume_back_insensitive("k")   ? 1 << 10
                    : Text.consume_back_insensitive("m") ? 1 << 20
                                                         : 1;
  uint64_t Number;
  if (Text.getAsInteger(10, Number) || Number > MostBytes / Factor)
    return std::nullopt;
  return Number * Factor;
}

bool isFunctionName(llvm::StringRef Text) {
  Text.consume_front("::");
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Text.split(Parts, "::");
  return llvm::all_of(Parts, [](llvm::StringRef Part) {
    return !Part.empty() && !llvm::isDigit(Part[0]) &&
           llvm::all_of(Part, [](char C) {
             return llvm::isAlnum(C) || C == '_' || C == '$' ||
                    static_cast<unsigned char>(C) >= 0x80;
           });
  });
}

} // namespace

void Settings::overlay(const Settings &Stronger) {
  take(Place, Stronger.Place);
  take(How, Stronger.How);
  take(HeaderFilter, Stronger.HeaderFilter);
  take(ExcludeHeaderFilter, Stronger.ExcludeHeaderFilter);
  take(SystemHeaderFilter, Stronger.SystemHeaderFilter);
  take(UncheckedBudget, Stronger.UncheckedBudget);
  take(Plan, Stronger.Plan);
  take(LineMarkers, Stronger.LineMarkers);
  take(NoInclude, Stronger.NoInclude);
  take(NoVerify, Stronger.NoVerify);
  append(Skip, Stronger.Skip);
  append(ExternalStack, Stronger.ExternalStack);
  append(SystemStack, Stronger.SystemStack);
  append(MaxRecursionDepth, Stronger.MaxRecursionDepth);
  append(ExtraArgs, Stronger.ExtraArgs);
  append(ExtraArgsBefore, Stronger.ExtraArgsBefore);
}

RewriteOptions Settings::rewriteOptions() const {
  RewriteOptions Result;
  Result.Place = Place.value_or(Result.Place);
  Result.HeaderFilter = HeaderFilter.value_or(Result.HeaderFilter);
  Result.ExcludeHeaderFilter = ExcludeHeaderFilter.value_or("");
  Result.SystemHeaderFilter = SystemHeaderFilter.value_or("");
  Result.SkipFunctions = Skip;
  for (llvm::StringRef Text : ExternalStack)
    Result.ExternalStacks.push_back(
        {Text.split('=').first.str(), *readBytes(Text.split('=').second)});
  Result.SystemStack = SystemStack;
  Result.Depths = recursionDepths();
  Result.UncheckedBudget = UncheckedBudget.value_or(Result.UncheckedBudget);
  Result.Verify = !NoVerify.value_or(false);
  return Result;
}

std::optional<Mechanism> Settings::include() const {
  if (NoInclude.value_or(false))
    return std::nullopt;
  return How.value_or(Mechanism::Limit);
}

/// At the last `=`: a name may have others, as `operator==`.
static std::pair<llvm::StringRef, llvm::StringRef>
splitDepth(llvm::StringRef Text) {
  return Text.rsplit('=');
}

std::vector<RecursionDepth> Settings::recursionDepths() const {
  std::vector<RecursionDepth> Result;
  for (llvm::StringRef Text : MaxRecursionDepth) {
    auto [Functions, Frames] = splitDepth(Text);
    Result.push_back({Functions.str(), 0});
    Frames.getAsInteger(10, Result.back().Frames);
  }
  return Result;
}

MarkerStyle Settings::lineMarkers() const {
  return LineMarkers.value_or(SelfContainedOptions().Markers);
}

llvm::Expected<Placement> parsePlacement(llvm::StringRef Text) {
  if (Text == "all")
    return Placement::All;
  if (Text == "auto")
    return Placement::Auto;
  if (Text == "plan")
    return Placement::Plan;
  return expectedOneOf({"all", "auto", "plan"}, Text);
}

llvm::Expected<Mechanism> parseMechanism(llvm::StringRef Text) {
  if (Text == "limit")
    return Mechanism::Limit;
  if (Text == "guard")
    return Mechanism::Guard;
  return expectedOneOf({"limit", "guard"}, Text);
}

llvm::Expected<MarkerStyle> parseLineMarkers(llvm::StringRef Text) {
  if (Text == "gnu")
    return SelfContainedOptions::Gnu;
  if (Text == "line")
    return SelfContainedOptions::Line;
  return expectedOneOf({"gnu", "line"}, Text);
}

llvm::Expected<uint64_t> parseByteCount(llvm::StringRef Text) {
  uint64_t Bytes;
  if (Text.getAsInteger(10, Bytes))
    return expected("a number of bytes", Text);
  return Bytes;
}

llvm::Expected<std::string> parsePathPattern(llvm::StringRef Text) {
  std::string Why;
  // Empty: matches no path, as in clang-tidy.
  if (!Text.empty() && !llvm::Regex(Text).isValid(Why))
    return expected("a regular expression (" + llvm::Twine(Why) + ")", Text);
  return Text.str();
}

llvm::Expected<std::string> parseGlob(llvm::StringRef Text) {
  llvm::Expected<llvm::GlobPattern> Glob = llvm::GlobPattern::create(Text);
  if (!Glob)
    return expected("a function's name or a glob (" +
                        llvm::toString(Glob.takeError()) + ")",
                    Text);
  return Text.str();
}

llvm::Expected<std::string> parseFile(llvm::StringRef Text) {
  if (Text.empty())
    return expected("the name of a file", Text);
  return absolutePath(Text);
}

llvm::Expected<std::string> parseFunctionName(llvm::StringRef Text) {
  if (!isFunctionName(Text))
    return expected("a function's name, as 'scan' or 'gc::scan'", Text);
  return Text.str();
}

llvm::Expected<std::string> parseRecursionDepth(llvm::StringRef Text) {
  auto [Functions, Frames] = splitDepth(Text);
  unsigned Count = 0;
  if (Functions.empty() || Frames.getAsInteger(10, Count) || Count == 0 ||
      Count > 1000000)
    return expected("GLOB=FRAMES with 1 to 1000000 frames, as "
                    "'Reader::On*=4'",
                    Text);
  llvm::Expected<std::string> Glob = parseGlob(Functions);
  return Glob ? Text.str() : std::move(Glob);
}

llvm::Expected<std::string> parseExternalStack(llvm::StringRef Text) {
  auto [Name, Bytes] = Text.split('=');
  if (!isFunctionName(Name) || !readBytes(Bytes))
    return expected("NAME=BYTES with at most 1024m, as 'getaddrinfo=64k' or "
                    "'db::query=1m'",
                    Text);
  return Text.str();
}

llvm::StringRef spelling(Placement Place) {
  switch (Place) {
  case Placement::All:
    return "all";
  case Placement::Auto:
    return "auto";
  case Placement::Plan:
    return "plan";
  }
  llvm_unreachable("all placements have a spelling");
}

llvm::StringRef spelling(Mechanism How) {
  return How == Mechanism::Guard ? "guard" : "limit";
}

llvm::StringRef spelling(MarkerStyle Style) {
  return Style == SelfContainedOptions::Gnu ? "gnu" : "line";
}

std::vector<std::string>
withExtraArguments(std::vector<std::string> CommandLine,
                   const Settings &Settings) {
  // What follows "--" are file names only.
  auto End = llvm::find(CommandLine, "--");
  CommandLine.insert(End, Settings.ExtraArgs.begin(), Settings.ExtraArgs.end());
  CommandLine.insert(CommandLine.begin() + !CommandLine.empty(),
                     Settings.ExtraArgsBefore.begin(),
                     Settings.ExtraArgsBefore.end());
  return CommandLine;
}

} // namespace segstack

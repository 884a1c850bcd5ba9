//===- DependencyCompleter.cpp - name what the text came from -------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DependencyCompleter.h"
#include "DepFile.h"
#include "Paths.h"
#include "segstack/rewriter/TranslationUnit.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace segstack {
namespace {

/// System headers that have a check or lead to one. The compiler has not seen
/// them.
std::vector<std::string> inlinedSystemHeaders(const TranslationUnit &Unit) {
  std::vector<bool> Needed(Unit.Files.size());
  for (const CheckPlan &Check : Unit.Checks)
    if (Check.hasEdits())
      for (std::optional<unsigned> I = Check.Inclusion; I && !Needed[*I];
           I = Unit.Files[*I].Parent)
        Needed[*I] = true;
  std::vector<std::string> Names;
  for (size_t I = 0; I != Needed.size(); ++I)
    if (Needed[I] && Unit.Files[I].System)
      Names.push_back(Unit.Files[I].GccName);
  return Names;
}

/// The paths of files that say `#pragma once`.
llvm::StringSet<> onceFiles(const TranslationUnit &Unit) {
  llvm::StringSet<> Result;
  for (const Directive &D : Unit.Directives)
    if (D.What == Directive::PragmaOnce)
      Result.insert(Unit.Files[D.File].Path);
  return Result;
}

/// The project's own headers, as the compiler would have listed them.
std::vector<std::string> ownHeaders(const CompiledText &Text,
                                    const TranslationUnit &Unit) {
  std::vector<std::string> Names;
  llvm::StringSet<> Once = onceFiles(Unit), Known;
  for (size_t I = 1; I < Unit.Dependencies.size(); ++I) {
    const std::string &Name = Unit.Dependencies[I];
    // GCC does not list what `#pragma once` kept out under another name.
    std::string Path = Text.Gcc ? realPath(Name) : "";
    bool Repeated = Once.contains(Path) && !Known.insert(Path).second;
    if (!Unit.SystemDependencies[I] && !Repeated)
      Names.push_back(Name);
  }
  return Names;
}

bool isHeaderOfChecks(StringRef Name) {
  return llvm::any_of(
      llvm::ArrayRef<StringRef>{"check", "check_c", "dynamic", "guard", "room",
                                "room_c", "visit"},
      [&](StringRef Part) {
        return Name.ends_with(("segstack/" + Part + ".h").str());
      });
}

/// A prerequisite as the compiler would have named it: nothing for the check
/// header; the name by which an inlined file was included.
std::string originalName(const CompiledText &Text, const TranslationUnit &Unit,
                         StringRef Name) {
  if (Name == Text.Path)
    return Text.Source;
  if (isHeaderOfChecks(Name))
    return "";
  if (path::is_absolute(Name))
    for (const IncludedFile &File : Unit.Files)
      if (!File.System && File.Path == Name) {
        StringRef Spelled = Text.Gcc ? File.GccName : File.Name;
        while (Spelled.consume_front("./"))
          ;
        return Spelled.str();
      }
  return Name.str();
}

/// Names in their order, each once.
class UniqueNames {
public:
  void add(StringRef Name) {
    if (!Name.empty() && Seen.insert(Name).second)
      Names.push_back(Name.str());
  }
  void add(const std::vector<std::string> &Several) {
    for (const std::string &Name : Several)
      add(Name);
  }
  std::vector<std::string> take() { return std::move(Names); }

private:
  std::vector<std::string> Names;
  llvm::StringSet<> Seen;
};

llvm::Expected<DepFile> readRule(const std::string &File) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  std::optional<DepFile> Rule =
      Text ? parseDepFile((*Text)->getBuffer()) : std::nullopt;
  if (!Rule)
    return llvm::createStringError(File + ": no dependency file to complete");
  return std::move(*Rule);
}

llvm::Error writeRule(const std::string &File, const DepFile &Rule) {
  llvm::Error Failed =
      llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) -> llvm::Error {
        OS << printDepFile(Rule);
        return llvm::Error::success();
      });
  if (!Failed)
    return llvm::Error::success();
  return llvm::createStringError(File + ": " +
                                 llvm::toString(std::move(Failed)));
}

} // namespace

llvm::Error completeDependencies(const std::string &File,
                                 const CompilerCommand &Command,
                                 const CompiledText &Text,
                                 const TranslationUnit &Unit) {
  llvm::Expected<DepFile> Rule = readRule(File);
  if (!Rule)
    return Rule.takeError();
  // Of several sources that share a file, the compiler keeps the last.
  if (Text.OfTheSame > 1 && !llvm::is_contained(Rule->Prerequisites, Text.Path))
    return llvm::Error::success();
  UniqueNames Names;
  Names.add(Text.Source);
  Names.add(ownHeaders(Text, Unit));
  if (Command.SystemDependencies)
    Names.add(inlinedSystemHeaders(Unit));
  for (const std::string &Name : Rule->Prerequisites)
    Names.add(originalName(Text, Unit, Name));
  Rule->Prerequisites = Names.take();
  Rule->Phony |= Command.PhonyTargets;
  return writeRule(File, *Rule);
}

llvm::Error addDependencies(const std::string &File,
                            llvm::ArrayRef<std::string> Names) {
  llvm::Expected<DepFile> Rule = readRule(File);
  if (!Rule)
    return Rule.takeError();
  UniqueNames All;
  All.add(Rule->Prerequisites);
  All.add(Names.vec());
  Rule->Prerequisites = All.take();
  return writeRule(File, *Rule);
}

} // namespace segstack

//===- MergeByFile.cpp - the edits of each file of a project --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   translation units -> plans by (file, body) -> mergeChecks -> split braces
//                     -> printCheck -> the edits of each file
//
// Files are kept in the order of their paths and plans in that of their
// bodies, and mergeChecks is commutative: no result depends on the order of
// the translation units.
//
//===----------------------------------------------------------------------===//

#include "CheckSpelling.h"
#include "segstack/rewriter/Rewriter.h"
#include <map>

namespace segstack {
namespace {

struct MergedFile {
  const std::string *Bytes = nullptr;
  std::map<unsigned, CheckPlan> Plans; ///< by BodyBegin
};

using FileMap = std::map<std::string, MergedFile>;

llvm::Error addFiles(const TranslationUnit &Unit, FileMap &Files) {
  for (const IncludedFile &File : Unit.Files) {
    if (!File.Editable)
      continue;
    MergedFile &Merged = Files[File.Path];
    if (!Merged.Bytes)
      Merged.Bytes = &File.Bytes;
    else if (*Merged.Bytes != File.Bytes)
      return llvm::createStringError(
          llvm::inconvertibleErrorCode(),
          "'%s' changed while it was read: two translation units saw different "
          "contents",
          File.Path.c_str());
  }
  return llvm::Error::success();
}

void addChecks(const TranslationUnit &Unit, FileMap &Files) {
  for (const CheckPlan &Plan : Unit.Checks) {
    const IncludedFile &File = Unit.Files[Plan.Inclusion];
    if (!File.Editable)
      continue;
    std::map<unsigned, CheckPlan> &Plans = Files[File.Path].Plans;
    auto [Place, New] = Plans.try_emplace(Plan.BodyBegin, Plan);
    if (!New)
      Place->second = mergeChecks(Place->second, Plan);
    // An index into one unit's files means nothing for several.
    Place->second.Inclusion = 0;
  }
}

bool closesBody(const CheckPlan &Plan) {
  return Plan.How == Shape::Outline ||
         (Plan.How == Shape::Retry && Plan.TryBlock);
}

/// Two bodies, each seen under its own #if, that share text without one being
/// inside the other share a closing brace: nothing can be put before it.
void dropSplitBraces(std::vector<CheckPlan> &Plans) {
  std::vector<size_t> Around;
  std::vector<bool> Split(Plans.size());
  for (size_t I = 0; I < Plans.size(); ++I) {
    while (!Around.empty() && Plans[Around.back()].BodyEnd < Plans[I].BodyBegin)
      Around.pop_back();
    for (size_t J : Around)
      if (Plans[J].BodyEnd >= Plans[I].BodyBegin &&
          Plans[J].BodyEnd <= Plans[I].BodyEnd)
        Split[I] = Split[J] = true;
    Around.push_back(I);
  }
  for (size_t I = 0; I < Plans.size(); ++I) {
    if (!Split[I] || !closesBody(Plans[I]))
      continue;
    Plans[I].How = Shape::None;
    Plans[I].Why = Reason::BracesSplit;
    Plans[I].Detail.clear();
  }
}

void addInclude(FileEdits &File, Mechanism How) {
  if (!leadingInclude(File.Bytes).empty())
    return;
  Edit Include = includeEdit(File.Bytes, How);
  if (File.Edits.empty() || File.Edits.front() != Include)
    File.Edits.insert(File.Edits.begin(), Include);
}

FileEdits finishFile(llvm::StringRef Path, MergedFile &Merged,
                     std::optional<Mechanism> Include) {
  FileEdits File;
  File.Path = Path.str();
  File.Bytes = *Merged.Bytes;
  for (auto &[Begin, Plan] : Merged.Plans)
    File.Checks.push_back(std::move(Plan));
  dropSplitBraces(File.Checks);
  for (const CheckPlan &Plan : File.Checks)
    for (Edit &E : printCheck(Plan))
      File.Edits.push_back(std::move(E));
  sortEdits(File.Edits);
  if (!File.Edits.empty() && Include)
    addInclude(File, *Include);
  return File;
}

/// check.h cannot be read inside of a namespace: where an edited file is
/// included there, the main file includes it first.
void includeFirst(const TranslationUnit &Unit,
                  std::map<llvm::StringRef, FileEdits *> &Files,
                  Mechanism How) {
  for (const IncludedFile &File : Unit.Files) {
    auto Edited = Files.find(File.Path);
    auto Main = Files.find(Unit.Files[0].Path);
    if (File.Inside && Edited != Files.end() && Main != Files.end() &&
        !Edited->second->Edits.empty())
      addInclude(*Main->second, How);
  }
}

} // namespace

llvm::Expected<std::vector<FileEdits>>
mergeByFile(const std::vector<const TranslationUnit *> &Units,
            std::optional<Mechanism> Include) {
  FileMap Files;
  for (const TranslationUnit *Unit : Units) {
    if (llvm::Error Err = addFiles(*Unit, Files))
      return Err;
    addChecks(*Unit, Files);
  }
  std::vector<FileEdits> Result;
  for (auto &[Path, Merged] : Files)
    Result.push_back(finishFile(Path, Merged, Include));
  std::map<llvm::StringRef, FileEdits *> ByPath;
  for (FileEdits &File : Result)
    ByPath[File.Path] = &File;
  if (Include)
    for (const TranslationUnit *Unit : Units)
      includeFirst(*Unit, ByPath, *Include);
  return Result;
}

} // namespace segstack

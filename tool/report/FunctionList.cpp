//===- FunctionList.cpp - --list-functions --------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "Report.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace segstack {
namespace {

using Place = std::pair<std::string, unsigned>; ///< path, BodyBegin

/// Functions of files that may not be edited. Those of system headers are
/// everybody's, not the project's.
void addUneditable(const TranslationUnit &Unit,
                   std::map<Place, CheckPlan> &Found) {
  for (const CheckPlan &Plan : Unit.Checks) {
    const IncludedFile &File = Unit.Files[Plan.Inclusion];
    if (File.Editable || File.System)
      continue;
    auto [At, New] = Found.try_emplace({File.Path, Plan.BodyBegin}, Plan);
    if (!New)
      At->second = mergeChecks(At->second, Plan);
  }
}

llvm::json::Object toJson(const ListedFunction &Function) {
  const CheckPlan &Plan = Function.Plan;
  llvm::json::Object Result{
      {"file", Function.Path},
      {"line", Plan.Line},
      {"column", Plan.Column},
      {"function", Plan.Function},
      {"linkage", Plan.Linkage},
      {"shape", shapeName(Plan.How)},
      {"reason", reasonName(Plan.Why)},
      {"detail", Plan.Detail},
      {"estimate", static_cast<int64_t>(Plan.Frame.Bytes)},
      {"dynamic", Plan.Frame.Dynamic},
      {"guess", Plan.Frame.Guess},
  };
  if (Plan.External.Bytes) {
    Result["external"] = static_cast<int64_t>(Plan.External.Bytes);
    Result["external-for"] = Plan.External.Name;
  }
  return Result;
}

} // namespace

std::vector<ListedFunction>
listFunctions(llvm::ArrayRef<const TranslationUnit *> Units,
              llvm::ArrayRef<FileEdits> Files) {
  std::map<Place, CheckPlan> Found;
  for (const TranslationUnit *Unit : Units)
    addUneditable(*Unit, Found);
  for (const FileEdits &File : Files)
    for (const CheckPlan &Plan : File.Checks)
      Found[{File.Path, Plan.BodyBegin}] = Plan;
  std::vector<ListedFunction> Result;
  for (auto &[At, Plan] : Found)
    Result.push_back({At.first, std::move(Plan)});
  return Result;
}

std::string externalText(const CheckPlan &Plan) {
  if (!Plan.External.Bytes)
    return "";
  return ", +" + std::to_string(Plan.External.Bytes) + " for " +
         Plan.External.Name;
}

std::string printFunctionsText(llvm::ArrayRef<ListedFunction> Functions) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const auto &[Path, Plan] : Functions) {
    OS << displayPath(Path) << ':' << Plan.Line << ':' << Plan.Column << ": "
       << Plan.Function << ": " << shapeName(Plan.How);
    if (Plan.Why != Reason::Fine)
      OS << " (" << reasonName(Plan.Why) << ')';
    OS << ", " << Plan.Frame.Bytes << " bytes"
       << (Plan.Frame.Dynamic ? " and more at run time" : "")
       << (Plan.Frame.Guess ? ", guessed" : "") << externalText(Plan) << '\n';
  }
  return Text;
}

std::string printFunctionsJson(llvm::ArrayRef<ListedFunction> Functions) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  const char *Separator = "[\n";
  for (const ListedFunction &Function : Functions) {
    OS << Separator << llvm::json::Value(toJson(Function));
    Separator = ",\n";
  }
  OS << (Functions.empty() ? "[]\n" : "\n]\n");
  return Text;
}

} // namespace segstack

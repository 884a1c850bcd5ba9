//===- PlanFiles.cpp - files of a plan by their paths in a build ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameMatcher.h"
#include "Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace segstack {
namespace {

/// Whether the last parts of \p Path are all of \p Tail.
bool endsInPath(StringRef Path, StringRef Tail) {
  if (!Path.consume_back(Tail))
    return false;
  return Path.empty() || Path.ends_with("/");
}

PlanFiles::Found one(const std::set<unsigned> &Of) {
  PlanFiles::Found Result;
  if (Of.size() == 1)
    Result.File = *Of.begin();
  else
    Result.Several.assign(Of.begin(), Of.end());
  return Result;
}

} // namespace

PlanFiles::PlanFiles(const ProgramPlan &Plan, StringRef Folder) {
  std::map<std::string, unsigned> ByName;
  for (const PlannedFunction &F : Plan.Functions) {
    auto [At, New] = ByName.try_emplace(F.File, Names.size());
    if (New) {
      Names.push_back(F.File);
      Paths.push_back(realPath(absolutePath(F.File, Folder)));
      ByPath.try_emplace(Paths.back(), At->second);
    }
    ByFunction.push_back(At->second);
  }
}

PlanFiles::Found PlanFiles::find(StringRef Path, StringRef Beside) {
  StringRef Where = path::parent_path(Beside);
  auto [At, New] = Known.try_emplace((Where + "\n" + Path).str());
  if (New)
    At->second = search(Path, Beside);
  return At->second;
}

unsigned PlanFiles::withPath(StringRef Path) const {
  auto Found = ByPath.find(realPath(Path));
  return Found == ByPath.end() ? None : Found->second;
}

PlanFiles::Found PlanFiles::search(StringRef Path, StringRef Beside) const {
  std::set<unsigned> Fitting;
  auto Take = [&](unsigned File) {
    if (File != None)
      Fitting.insert(File);
  };
  if (path::is_absolute(Path))
    Take(withPath(Path));
  else
    for (std::string Folder = absolutePath(path::parent_path(Beside));
         !Folder.empty(); Folder = path::parent_path(Folder).str())
      if (std::string Whole = absolutePath(Path, Folder);
          llvm::sys::fs::exists(Whole))
        Take(withPath(Whole));
  if (!Fitting.empty() ||
      (path::is_absolute(Path) && llvm::sys::fs::exists(Path)))
    return one(Fitting);
  // The sources lay elsewhere when they were compiled.
  StringRef Tail = Path;
  while (Tail.consume_front("./") || Tail.consume_front("../"))
    ;
  for (unsigned File = 0; File != Names.size(); ++File)
    if (path::is_absolute(Path) ? endsInPath(Path, Names[File])
                                : endsInPath(Paths[File], Tail))
      Take(File);
  return one(Fitting);
}

bool PlanFiles::mayBe(unsigned File, StringRef Named) const {
  while (Named.consume_front("./") || Named.consume_front("../"))
    ;
  return endsInPath(Paths[File], Named) || endsInPath(Named, Names[File]);
}

} // namespace segstack

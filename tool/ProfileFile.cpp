//===- ProfileFile.cpp - how often functions were called ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProfileFile.h"
#include "Failure.h"
#include "Paths.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace segstack {
namespace {

/// Both the name that all see and that of the file, since gcov does not say
/// which it is.
void add(CallCounts &Into, llvm::StringRef Name, llvm::StringRef File,
         double Count) {
  Into[Name.str()] += Count;
  if (!File.empty())
    Into[(Name + "@" + llvm::sys::path::filename(File)).str()] += Count;
}

/// One line of gcov: `{"files": [{"file": ..., "functions": [...]}], ...}`.
bool addGcov(llvm::StringRef Line, CallCounts &Into) {
  llvm::Expected<llvm::json::Value> Read = llvm::json::parse(Line);
  if (!Read) {
    llvm::consumeError(Read.takeError());
    return false;
  }
  const llvm::json::Object *Object = Read->getAsObject();
  const llvm::json::Array *Files = Object ? Object->getArray("files") : nullptr;
  if (!Files)
    return false;
  for (const llvm::json::Value &Each : *Files) {
    const llvm::json::Object *File = Each.getAsObject();
    const llvm::json::Array *Functions =
        File ? File->getArray("functions") : nullptr;
    if (!Functions)
      return false;
    for (const llvm::json::Value &One : *Functions) {
      const llvm::json::Object *Function = One.getAsObject();
      auto Name = Function ? Function->getString("name") : std::nullopt;
      auto Count =
          Function ? Function->getNumber("execution_count") : std::nullopt;
      if (!Name || !Count)
        return false;
      add(Into, *Name, File->getString("file").value_or(""), *Count);
    }
  }
  return true;
}

} // namespace

llvm::Expected<CallCounts> parseProfile(llvm::StringRef Text,
                                        llvm::StringRef Name) {
  CallCounts Counts;
  for (size_t Line = 1; !Text.empty(); ++Line) {
    auto [This, Rest] = Text.split('\n');
    Text = Rest;
    This = This.trim();
    if (This.starts_with("{") ? !addGcov(This, Counts)
                              : This.contains(' ') || This.contains('('))
      return fail(ExitCode::Usage,
                  Name + ":" + llvm::Twine(Line) +
                      ": expected a line of 'gcov --json-format --stdout', or "
                      "a name of 'perf script -F sym --no-demangle'");
    if (!This.empty() && !This.starts_with("{") && !This.starts_with("["))
      ++Counts[This.str()];
  }
  return Counts;
}

llvm::Expected<CallCounts> readProfile(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return fail(ExitCode::Usage, "cannot read the profile '" +
                                     displayPath(File) +
                                     "': " + Buffer.getError().message());
  return parseProfile((*Buffer)->getBuffer(), displayPath(File));
}

} // namespace segstack

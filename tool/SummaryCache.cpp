//===- SummaryCache.cpp - summaries of sources that did not change --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SummaryCache.h"
#include "Paths.h"
#include "SummaryFile.h"
#include "report/OutputFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

namespace segstack {

static std::string hexHash(llvm::StringRef Bytes) {
  return llvm::utohexstr(llvm::xxh3_64bits(Bytes), /*LowerCase=*/true, 16);
}

/// All that a summary depends on besides the text of files.
std::string SummaryCache::fileFor(const CompileInput &Input,
                                  const RewriteOptions &Options) {
  std::string Text = SEGSTACK_VERSION "\n" + Input.Directory + '\n' +
                     Input.File + '\n' + llvm::join(Input.CommandLine, "\n");
  for (const std::string &Part :
       {Options.HeaderFilter, Options.ExcludeHeaderFilter,
        Options.SystemHeaderFilter, llvm::join(Options.SkipFunctions, " "),
        llvm::join(Options.SystemStack, " "), Options.ResourceDir,
        std::to_string(static_cast<int>(Options.Place)),
        std::to_string(Options.UncheckedBudget), std::to_string(Options.Verify),
        hashOf(programPath())})
    Text += '\n' + Part;
  for (const ExternalStack &Stack : Options.ExternalStacks)
    Text += '\n' + Stack.Name + '=' + std::to_string(Stack.Bytes);
  for (const RecursionDepth &Depth : Options.Depths)
    Text += '\n' + Depth.Functions + '=' + std::to_string(Depth.Frames);
  llvm::SmallString<256> File(Folder);
  llvm::sys::path::append(File, hexHash(Text) + ".json");
  return File.str().str();
}

std::string SummaryCache::hashOf(const std::string &Path) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Known = Hashes.find(Path);
    if (Known != Hashes.end())
      return Known->second;
  }
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  std::string Hash = Buffer ? hexHash((*Buffer)->getBuffer()) : "";
  std::lock_guard<std::mutex> Lock(Mutex);
  return Hashes.try_emplace(Path, Hash).first->second;
}

std::optional<CallSummary> SummaryCache::find(const std::string &File,
                                              llvm::StringRef Directory) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return std::nullopt;
  std::optional<KeptSummary> Kept = parseSummary((*Buffer)->getBuffer());
  if (!Kept)
    return std::nullopt;
  for (const auto &[Path, Hash] : Kept->Inputs)
    if (hashOf(absolutePath(Path, Directory)) != Hash)
      return std::nullopt;
  return std::move(Kept->Calls);
}

void SummaryCache::keep(const std::string &File, const TranslationUnit &Unit,
                        llvm::StringRef Directory) {
  KeptSummary Kept;
  Kept.Calls = *Unit.Calls;
  for (const std::string &Path : Unit.Dependencies)
    Kept.Inputs.push_back({Path, hashOf(absolutePath(Path, Directory))});
  // What cannot be kept is made again.
  llvm::consumeError(writeFiles({{File, printSummary(Kept)}}));
}

llvm::Expected<TranslationUnit>
SummaryCache::analyze(const CompileInput &Input, const RewriteOptions &Options,
                      std::string &Diagnostics) {
  TranslationUnit Result;
  std::string File = Folder.empty() ? "" : fileFor(Input, Options);
  if (!Folder.empty())
    Result.Calls = find(File, Input.Directory);
  if (Result.Calls) {
    ++Hits;
    return Result;
  }
  llvm::Expected<TranslationUnit> Unit =
      analyzeGuarded(Input, Options, Diagnostics);
  if (!Unit)
    return Unit;
  if (!Folder.empty() && Unit->Calls)
    keep(File, *Unit, Input.Directory);
  Result.Calls = std::move(Unit->Calls);
  return Result;
}

} // namespace segstack

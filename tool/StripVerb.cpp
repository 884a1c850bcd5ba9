//===- StripVerb.cpp - segstack strip -------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "Verbs.h"
#include "report/ChangedFiles.h"
#include "report/OutputFile.h"
#include "segstack/rewriter/Edit.h"
#include "llvm/Support/MemoryBuffer.h"

namespace segstack {
namespace {

/// "-" is the standard input.
llvm::Expected<ChangedFile> stripFile(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(Path);
  if (!Buffer)
    return fail(ExitCode::Usage,
                "cannot read '" + Path + "': " + Buffer.getError().message());
  llvm::StringRef Bytes = (*Buffer)->getBuffer();
  return ChangedFile{realPath(Path), Bytes.str(), stripEdits(Bytes)};
}

llvm::Error print(const OutputOptions &Output, llvm::StringRef Text) {
  return Output.File == "-" ? writeStandardOutput(Text)
                            : writeFiles({{Output.File, Text.str()}});
}

} // namespace

llvm::Expected<ExitCode> runStrip(const StripCommand &Command) {
  if (Command.Files.empty())
    return fail(ExitCode::Usage, "nothing to strip: give files");
  if (Command.Output.What == Product::Text && Command.Files.size() > 1)
    return fail(ExitCode::Usage, "several files cannot be printed at once; "
                                 "use --diff, --in-place or --output-dir");
  std::vector<ChangedFile> Files;
  for (const std::string &Path : Command.Files) {
    llvm::Expected<ChangedFile> File = stripFile(Path);
    if (!File)
      return File.takeError();
    Files.push_back(std::move(*File));
  }
  auto Make = [&]() -> llvm::Error {
    switch (Command.Output.What) {
    case Product::Diff:
      return print(Command.Output, printDiffs(Files));
    case Product::InPlace:
      return writeInPlace(Files);
    case Product::OutputDir:
      return writeBelow(Command.Output.Folder, Files);
    default:
      return print(Command.Output, Files.front().New);
    }
  };
  if (llvm::Error Err = Make())
    return Err;
  return ExitCode::Fine;
}

} // namespace segstack

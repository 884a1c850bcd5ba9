//===- CompilerQueries.cpp - what the machine's compilers are -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The parts of CommandLine.h that look at files and ask compilers: where a
// GCC is installed, where clang's own headers are, which word of a command is
// the compiler.
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <dlfcn.h>
#include <map>
#include <mutex>

namespace clang {
std::string getClangFullVersion(); // an address inside of the clang library
} // namespace clang

using namespace llvm;

namespace segstack {

size_t compilerIndex(const std::vector<std::string> &CommandLine) {
  static const char *const Launchers[] = {"ccache", "sccache",    "distcc",
                                          "icecc",  "buildcache", "gomacc",
                                          "env",    "nice",       "time"};
  size_t Index = 0;
  // `env A=B` and `ccache key=value` put assignments before the compiler.
  auto IsPrefix = [](StringRef Word, bool AfterLauncher) {
    return is_contained(Launchers, sys::path::filename(Word)) ||
           (AfterLauncher && Word.contains('=') && !Word.starts_with("-"));
  };
  while (Index + 1 < CommandLine.size() &&
         IsPrefix(CommandLine[Index], Index != 0) &&
         !StringRef(CommandLine[Index + 1]).starts_with("-"))
    ++Index;
  return Index;
}

/// The first line that \p Program prints for \p Argument.
static std::string askCompiler(StringRef Program, StringRef Argument) {
  SmallString<128> Output;
  if (sys::fs::createTemporaryFile("segstack", "out", Output))
    return "";
  FileRemover Remove(Output);
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Output),
                                          StringRef("")};
  if (sys::ExecuteAndWait(Program, {Program, Argument}, std::nullopt,
                          Redirects) != 0)
    return "";
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(Output);
  return Text ? (*Text)->getBuffer().split('\n').first.trim().str() : "";
}

static std::string findGccInstallDir(StringRef Program) {
  std::string Include = askCompiler(Program, "-print-file-name=include");
  SmallString<128> Dir = sys::path::parent_path(Include);
  sys::path::remove_dots(Dir, /*remove_dot_dot=*/true);
  SmallString<128> Mark = Dir;
  sys::path::append(Mark, "crtbegin.o"); // clang's resource directory has none
  if (!sys::path::is_absolute(Dir) || !sys::fs::exists(Mark))
    return "";
  return Dir.str().str();
}

std::string gccInstallDir(const std::string &Compiler,
                          const std::string &Directory) {
  std::string Program = Compiler;
  if (!StringRef(Compiler).contains('/')) {
    ErrorOr<std::string> Found = sys::findProgramByName(Compiler);
    if (!Found)
      return "";
    Program = *Found;
  } else if (sys::path::is_relative(Compiler) && !Directory.empty()) {
    Program = Directory + "/" + Compiler;
  }
  if (StringRef(sys::path::filename(Program)).contains("clang"))
    return "";
  static std::mutex Lock;
  static std::map<std::string, std::string> Known;
  std::lock_guard<std::mutex> Guard(Lock);
  auto [Entry, New] = Known.try_emplace(Program);
  if (New)
    Entry->second = findGccInstallDir(Program);
  return Entry->second;
}

static bool isResourceDir(const Twine &Dir) {
  return sys::fs::exists(Dir + "/include/stddef.h");
}

/// `lib/clang/N` beside the shared library that holds clang's code.
static std::string resourceDirBesideLibrary() {
  Dl_info Library;
  if (!dladdr(reinterpret_cast<void *>(&clang::getClangFullVersion), &Library))
    return "";
  SmallString<128> Real;
  if (sys::fs::real_path(Library.dli_fname, Real))
    return "";
  StringRef Lib = sys::path::parent_path(Real);
  StringRef Major = SEGSTACK_CLANG_RESOURCE_DIR;
  Major = sys::path::filename(Major);
  std::string Llvm = "llvm-" + Major.str();
  for (const std::string &Dir :
       {(Lib + "/clang/" + Major).str(),
        (Lib + "/../" + Llvm + "/lib/clang/" + Major).str(),
        (sys::path::parent_path(Lib) + "/" + Llvm + "/lib/clang/" + Major)
            .str()})
    if (isResourceDir(Dir))
      return Dir;
  return "";
}

std::string findResourceDir(const std::string &Given) {
  if (!Given.empty())
    return Given;
  std::string Dir = resourceDirBesideLibrary();
  if (!Dir.empty())
    return Dir;
  if (isResourceDir(SEGSTACK_CLANG_RESOURCE_DIR))
    return SEGSTACK_CLANG_RESOURCE_DIR;
  return "";
}

} // namespace segstack

//===- ScratchSource.cpp - the file that is compiled instead --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScratchSource.h"
#include "Paths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace segstack {
namespace {

/// What a signal handler removes: nothing but system calls on plain memory.
struct Removable {
  char File[4096];
  char Folder[4096];
  volatile sig_atomic_t Used;
};
constexpr size_t MaxRemovables = 64;
Removable Removables[MaxRemovables];
volatile pid_t Child;
constexpr int HandledSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void removeAll() {
  for (Removable &One : Removables)
    if (One.Used) {
      unlink(One.File);
      rmdir(One.Folder);
    }
}

void onSignal(int Signal) {
  if (Child > 0) {
    kill(Child, Signal); // runCommand() sees it end, and its caller cleans up
    return;
  }
  removeAll();
  signal(Signal, SIG_DFL);
  raise(Signal);
}

void installHandlers() {
  static bool Installed;
  if (Installed)
    return;
  Installed = true;
  for (int Signal : HandledSignals) {
    struct sigaction Old, New;
    memset(&New, 0, sizeof(New));
    New.sa_handler = onSignal;
    // What the parent ignores stays ignored, as under nohup.
    if (!sigaction(Signal, nullptr, &Old) && Old.sa_handler != SIG_IGN)
      sigaction(Signal, &New, nullptr);
  }
}

void setRemovable(StringRef File, StringRef Folder, bool Used) {
  for (Removable &One : Removables) {
    if (Used && !One.Used && File.size() < sizeof(One.File)) {
      strcpy(One.File, File.str().c_str());
      strcpy(One.Folder, Folder.str().c_str());
      One.Used = 1;
      return;
    }
    if (!Used && One.Used && File == One.File) {
      One.Used = 0;
      return;
    }
  }
}

std::string hashOf(StringRef Source, StringRef Output) {
  std::string Key = absolutePath(Source) + '\n' + absolutePath(Output);
  return llvm::utohexstr(llvm::xxh3_64bits(StringRef(Key)), /*LowerCase=*/true,
                         /*Width=*/16);
}

std::vector<char *> pointers(const std::vector<std::string> &Command) {
  std::vector<char *> Result;
  for (const std::string &Word : Command)
    Result.push_back(const_cast<char *>(Word.c_str()));
  Result.push_back(nullptr);
  return Result;
}

int waitFor(pid_t Started) {
  int Status = 0;
  while (waitpid(Started, &Status, 0) < 0 && errno == EINTR)
    ;
  Child = 0;
  return WIFSIGNALED(Status) ? 128 + WTERMSIG(Status) : WEXITSTATUS(Status);
}

int cannotRun(const std::string &Program, int Error) {
  llvm::WithColor::error(llvm::errs(), "segstack")
      << "cannot run '" << Program << "': " << strerror(Error) << '\n';
  return 127;
}

/// A new folder that only this source will be in.
std::error_code makeFolder(StringRef Below, StringRef Hash,
                           llvm::SmallVectorImpl<char> &Folder) {
  Folder.assign(Below.begin(), Below.end());
  path::append(Folder, ".segstack-" + Hash);
  std::error_code Failed =
      fs::create_directory(Folder, /*IgnoreExisting=*/true, fs::owner_all);
  return Failed ? fs::createUniqueDirectory("segstack", Folder) : Failed;
}

/// __TIMESTAMP__ is the time of the file that is compiled.
void copyTime(StringRef Source, StringRef Scratch) {
  struct stat Original;
  if (stat(Source.str().c_str(), &Original))
    return; // as of standard input
  const timespec Times[] = {{0, UTIME_OMIT}, Original.st_mtim};
  utimensat(AT_FDCWD, Scratch.str().c_str(), Times, 0);
}

} // namespace

ScratchSource::ScratchSource(std::string Folder, std::string Path)
    : Folder(std::move(Folder)), Path(std::move(Path)) {
  installHandlers();
  setRemovable(this->Path, this->Folder, true);
}

ScratchSource::~ScratchSource() {
  fs::remove(Path);
  fs::remove(Folder);
  setRemovable(Path, Folder, false);
}

llvm::Expected<std::unique_ptr<ScratchSource>>
ScratchSource::create(StringRef Source, StringRef Folder, StringRef Output,
                      StringRef Text) {
  llvm::SmallString<256> Own;
  if (std::error_code Failed = makeFolder(Folder, hashOf(Source, Output), Own))
    return llvm::createStringError(Failed, "cannot create a folder for %s",
                                   Source.str().c_str());
  llvm::SmallString<256> File(Own);
  path::append(File, path::filename(Source));
  std::unique_ptr<ScratchSource> Made(
      new ScratchSource(Own.str().str(), File.str().str()));
  // Written aside and renamed, in case another build is at the same file.
  if (llvm::Error Failed =
          llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) {
            OS << Text;
            return llvm::Error::success();
          }))
    return Failed;
  copyTime(Source, File);
  return Made;
}

int runCommand(const std::vector<std::string> &Command) {
  // No signal may come between the start of the compiler and the note of whom
  // to pass signals on to. The compiler starts with the mask as it was.
  sigset_t Handled, Before;
  sigemptyset(&Handled);
  for (int Signal : HandledSignals)
    sigaddset(&Handled, Signal);
  sigprocmask(SIG_BLOCK, &Handled, &Before);
  posix_spawnattr_t Attributes;
  posix_spawnattr_init(&Attributes);
  posix_spawnattr_setsigmask(&Attributes, &Before);
  posix_spawnattr_setflags(&Attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t Started = 0;
  int Error = posix_spawnp(&Started, Command[0].c_str(), nullptr, &Attributes,
                           pointers(Command).data(), environ);
  Child = Error ? 0 : Started;
  posix_spawnattr_destroy(&Attributes);
  sigprocmask(SIG_SETMASK, &Before, nullptr);
  return Error ? cannotRun(Command[0], Error) : waitFor(Started);
}

int becomeCommand(const std::vector<std::string> &Command) {
  llvm::outs().flush();
  llvm::errs().flush();
  execvp(Command[0].c_str(), pointers(Command).data());
  return cannotRun(Command[0], errno);
}

} // namespace segstack

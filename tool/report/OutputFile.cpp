//===- OutputFile.cpp - files written all or not at all -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputFile.h"
#include "Failure.h"
#include "Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace segstack {
namespace {

llvm::Error failed(llvm::StringRef Path, std::error_code Error) {
  return fail(ExitCode::Output,
              "cannot write '" + Path + "': " + Error.message());
}

std::error_code lastError() {
  return std::error_code(errno, std::generic_category());
}

std::error_code writeAll(int Descriptor, llvm::StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t Count = ::write(Descriptor, Bytes.data(), Bytes.size());
    if (Count < 0 && errno != EINTR)
      return lastError();
    if (Count > 0)
      Bytes = Bytes.drop_front(Count);
  }
  return {};
}

mode_t modeOfNewFiles() {
  mode_t Mask = ::umask(0);
  ::umask(Mask);
  return 0666 & ~Mask;
}

/// One file on its way: nothing -> temporary -> in place.
class StagedFile {
public:
  StagedFile(const OutputFile &File)
      : Bytes(File.Bytes), Target(realPath(File.Path)) {}

  llvm::StringRef target() const { return Target; }

  std::error_code stage() {
    struct stat Old;
    bool Exists = ::stat(Target.c_str(), &Old) == 0;
    if (Exists && !S_ISREG(Old.st_mode))
      return writeStraight();
    // The superuser may write anything; a file without a write bit is still
    // meant to be left alone.
    if (Exists && (!(Old.st_mode & 0222) || ::access(Target.c_str(), W_OK)))
      return std::make_error_code(std::errc::permission_denied);
    if (std::error_code Error = makeFolders())
      return Error;
    if (std::error_code Error = writeTemporary(Exists ? &Old : nullptr))
      return Error;
    // Something to go back to, where the file system has hard links.
    if (Exists && ::link(Target.c_str(), (Temporary + ".old").c_str()) == 0)
      Backup = Temporary + ".old";
    return {};
  }

  std::error_code commit() {
    if (Temporary.empty())
      return {};
    if (::rename(Temporary.c_str(), Target.c_str()))
      return lastError();
    llvm::sys::DontRemoveFileOnSignal(Temporary);
    Temporary.clear();
    Committed = true;
    return {};
  }

  /// As if nothing had been done.
  void undo() {
    if (!Temporary.empty())
      remove(Temporary);
    if (Committed && !Backup.empty())
      ::rename(Backup.c_str(), Target.c_str());
    else if (Committed)
      ::unlink(Target.c_str());
    Committed = false;
    finish();
    for (auto Folder = Made.rbegin(); Folder != Made.rend(); ++Folder)
      ::rmdir(Folder->c_str());
  }

  void finish() {
    if (!Backup.empty())
      ::unlink(Backup.c_str());
    Backup.clear();
  }

private:
  llvm::StringRef Bytes;
  std::string Target;
  std::string Temporary;
  std::string Backup;
  std::vector<std::string> Made; ///< folders, outermost first
  bool Committed = false;

  static void remove(std::string &Path) {
    ::unlink(Path.c_str());
    llvm::sys::DontRemoveFileOnSignal(Path);
    Path.clear();
  }

  std::error_code makeFolders() {
    std::vector<std::string> Missing;
    llvm::StringRef Folder = llvm::sys::path::parent_path(Target);
    for (; !Folder.empty() && !llvm::sys::fs::exists(Folder);
         Folder = llvm::sys::path::parent_path(Folder))
      Missing.push_back(Folder.str());
    for (auto Name = Missing.rbegin(); Name != Missing.rend(); ++Name) {
      if (::mkdir(Name->c_str(), 0777))
        return lastError();
      Made.push_back(*Name);
    }
    return {};
  }

  std::error_code writeStraight() {
    int Descriptor = ::open(Target.c_str(), O_WRONLY | O_CLOEXEC);
    if (Descriptor < 0)
      return lastError();
    std::error_code Error = writeAll(Descriptor, Bytes);
    if (::close(Descriptor) && !Error)
      Error = lastError();
    return Error;
  }

  std::error_code writeTemporary(const struct stat *Old) {
    std::string Name = Target + ".segstack-XXXXXX";
    int Descriptor = ::mkostemp(Name.data(), O_CLOEXEC);
    if (Descriptor < 0)
      return lastError();
    Temporary = Name;
    llvm::sys::RemoveFileOnSignal(Temporary);
    std::error_code Error = writeAll(Descriptor, Bytes);
    // Only the superuser can give a file away; for others it is theirs.
    if (Old && ::fchown(Descriptor, Old->st_uid, Old->st_gid))
      errno = 0;
    mode_t Mode = Old ? Old->st_mode & 07777 : modeOfNewFiles();
    if (!Error && (::fchmod(Descriptor, Mode) || ::fsync(Descriptor)))
      Error = lastError();
    if (::close(Descriptor) && !Error)
      Error = lastError();
    return Error;
  }
};

llvm::Error writeStaged(std::vector<StagedFile> &Files) {
  for (StagedFile &File : Files)
    if (std::error_code Error = File.stage())
      return failed(File.target(), Error);
  for (StagedFile &File : Files)
    if (std::error_code Error = File.commit())
      return failed(File.target(), Error);
  return llvm::Error::success();
}

} // namespace

llvm::Error writeFiles(llvm::ArrayRef<OutputFile> Files) {
  std::vector<StagedFile> Staged(Files.begin(), Files.end());
  llvm::Error Error = writeStaged(Staged);
  // The last folder made is the first to go.
  for (auto File = Staged.rbegin(); File != Staged.rend(); ++File)
    Error ? File->undo() : File->finish();
  return Error;
}

llvm::Error writeStandardOutput(llvm::StringRef Bytes) {
  llvm::outs().flush();
  if (std::error_code Error = writeAll(STDOUT_FILENO, Bytes))
    return failed("standard output", Error);
  return llvm::Error::success();
}

} // namespace segstack

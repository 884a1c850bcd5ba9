//===- FrameSizes.cpp - the frames that a build has made ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameSizes.h"
#include "Failure.h"
#include "Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace segstack {
namespace {

/// clang's numbers are without the return address.
constexpr uint64_t ReturnAddress = 8;

llvm::Error badLine(StringRef Name, size_t Line, const llvm::Twine &Expected) {
  return fail(ExitCode::Usage, Name + ":" + llvm::Twine(Line) + ": expected " +
                                   Expected +
                                   "; the compiler may have been interrupted");
}

/// The digits at the begin of \p Text, which end with a colon.
bool consumeNumber(StringRef &Text, unsigned &Number) {
  size_t Colon = Text.find(':');
  if (Colon == StringRef::npos ||
      Text.take_front(Colon).getAsInteger(10, Number))
    return false;
  Text = Text.drop_front(Colon + 1);
  return true;
}

/// g++: `file:12:3:name`. Its names have colons of their own.
bool readPlaceOfGcc(StringRef Text, FrameEntry &Into) {
  for (size_t Colon = Text.find(':'); Colon != StringRef::npos;
       Colon = Text.find(':', Colon + 1)) {
    StringRef Rest = Text.drop_front(Colon + 1);
    if (!consumeNumber(Rest, Into.Line) || !consumeNumber(Rest, Into.Column))
      continue;
    Into.File = Text.take_front(Colon).str();
    Into.Pretty = Rest.str();
    return true;
  }
  Into.Line = Into.Column = 0;
  return false;
}

/// clang: `file:12:name`, or `file:name` where there is no line.
bool readPlaceOfClang(StringRef Text, FrameEntry &Into) {
  auto [Place, Name] = Text.rsplit(':');
  if (Name.empty())
    return false;
  auto [File, Line] = Place.rsplit(':');
  if (Line.empty() || Line.getAsInteger(10, Into.Line))
    File = Place;
  Into.File = File.str();
  Into.Linkage = {Name.str()};
  return true;
}

bool readQualifier(StringRef Text, bool &Dynamic) {
  Dynamic = Text == "dynamic";
  return Dynamic || Text == "static" || Text == "dynamic,bounded" ||
         Text == "bounded";
}

} // namespace

llvm::Error readStackUsage(StringRef Text, StringRef Name,
                           std::vector<FrameEntry> &Into) {
  llvm::SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (size_t I = 0; I != Lines.size(); ++I) {
    StringRef Line = Lines[I].rtrim('\r');
    if (Line.empty())
      continue;
    auto [Before, Qualifier] = Line.rsplit('\t');
    auto [Place, Bytes] = Before.rsplit('\t');
    FrameEntry Entry;
    Entry.Object = Name.str();
    if (Bytes.getAsInteger(10, Entry.Bytes) ||
        !readQualifier(Qualifier, Entry.Dynamic))
      return badLine(Name, I + 1,
                     "a place, bytes and 'static', 'dynamic' or "
                     "'dynamic,bounded', as -fstack-usage writes them");
    if (!readPlaceOfGcc(Place, Entry)) {
      if (!readPlaceOfClang(Place, Entry))
        return badLine(Name, I + 1, "FILE:LINE:FUNCTION");
      Entry.Bytes += ReturnAddress;
    }
    Into.push_back(std::move(Entry));
  }
  return llvm::Error::success();
}

llvm::Error readCallGraphInfo(StringRef Text, StringRef Name,
                              std::vector<FrameEntry> &Into) {
  llvm::SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (size_t I = 0; I != Lines.size(); ++I) {
    // node: { title: "a.cpp:_ZL1fi" label: "int f(int)\na.cpp:9:12\n96 bytes
    // (static)" }; a function without a body has no bytes.
    StringRef Line = Lines[I];
    if (!Line.consume_front("node: { title: \"") || !Line.contains(" bytes ("))
      continue;
    auto [Title, Rest] = Line.split("\" label: \"");
    auto [Pretty, Place] = Rest.split("\\n");
    auto [At, Size] = Place.split("\\n");
    auto [Bytes, Qualifier] = Size.split(" bytes (");
    FrameEntry Entry;
    Entry.Object = Name.str();
    std::string Whole = (At + ":" + Pretty).str();
    Qualifier = Qualifier.take_until([](char C) { return C == ')'; });
    if (Bytes.getAsInteger(10, Entry.Bytes) ||
        !readQualifier(Qualifier, Entry.Dynamic) ||
        !readPlaceOfGcc(Whole, Entry))
      return badLine(Name, I + 1, "a node as -fcallgraph-info=su writes it");
    StringRef Linkage = Title.rsplit(':').second;
    Entry.Linkage = {(Linkage.empty() ? Title : Linkage).str()};
    Into.push_back(std::move(Entry));
  }
  return llvm::Error::success();
}

namespace {

bool isText(StringRef Path) {
  return Path.ends_with(".su") || Path.ends_with(".ci");
}

llvm::Error cannotRead(StringRef Path, std::error_code Why) {
  return fail(ExitCode::Usage,
              "cannot read '" + displayPath(Path) + "': " + Why.message());
}

/// Whether what is named as an object is one with frames. Bitcode, which clang
/// writes with -flto and CMake where it tries that, has none before it is
/// linked; test data may be named so, too, and so may a folder.
bool holdsFrames(StringRef Path) {
  if (fs::is_directory(Path))
    return false;
  llvm::file_magic Magic;
  if (llvm::identify_magic(Path, Magic))
    return true; // Reading it tells why it cannot be read.
  switch (Magic) {
  case llvm::file_magic::archive:
  case llvm::file_magic::elf:
  case llvm::file_magic::elf_relocatable:
  case llvm::file_magic::elf_executable:
  case llvm::file_magic::elf_shared_object:
    return true;
  default:
    return false;
  }
}

llvm::Error findFiles(StringRef Folder, std::vector<std::string> &Into) {
  std::error_code Why;
  fs::recursive_directory_iterator It(Folder, Why), End;
  for (; It != End && !Why; It.increment(Why)) {
    StringRef Path = It->path();
    bool Objects = Path.ends_with(".o") || Path.ends_with(".a");
    if (isText(Path) || (Objects && holdsFrames(Path)))
      Into.push_back(Path.str());
  }
  return Why ? cannotRead(Folder, Why) : llvm::Error::success();
}

/// A .ci says what the .su beside it says, and the linkage names.
void dropDoubles(std::vector<std::string> &Files) {
  std::sort(Files.begin(), Files.end());
  Files.erase(std::unique(Files.begin(), Files.end()), Files.end());
  llvm::StringSet<> Better;
  for (StringRef File : Files)
    if (File.consume_back(".ci"))
      Better.insert(File);
  llvm::erase_if(Files, [&](StringRef File) {
    return File.consume_back(".su") && Better.contains(File);
  });
}

llvm::Error readFile(StringRef Path, std::vector<FrameEntry> &Into) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return cannotRead(Path, Buffer.getError());
  StringRef Bytes = (*Buffer)->getBuffer();
  if (Path.ends_with(".su"))
    return readStackUsage(Bytes, Path, Into);
  if (Path.ends_with(".ci"))
    return readCallGraphInfo(Bytes, Path, Into);
  return readStackSizes((*Buffer)->getMemBufferRef(), Into);
}

} // namespace

llvm::Expected<std::vector<FrameEntry>>
readFrameSizes(llvm::ArrayRef<std::string> Paths) {
  std::vector<std::string> Files;
  std::vector<FrameEntry> Entries;
  for (const std::string &Path : Paths) {
    if (!fs::is_directory(Path))
      Files.push_back(Path);
    else if (llvm::Error Err = findFiles(Path, Files))
      return Err;
  }
  dropDoubles(Files);
  for (const std::string &File : Files)
    if (llvm::Error Err = readFile(File, Entries))
      return Err;
  if (llvm::all_of(Entries, [](const FrameEntry &E) { return E.Unmeasured; }))
    return fail(ExitCode::Usage,
                "no frame sizes in '" + llvm::join(Paths, "', '") +
                    "': compile with -fstack-usage, or with clang++ and "
                    "-fstack-size-section");
  return Entries;
}

} // namespace segstack

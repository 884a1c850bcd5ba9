//===- QuotedNames.cpp - names that a folder gives a meaning -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   __has_include("name")  -->  1 or 0
//   HAS("name")            -->  HAS("/folder/name")
//   #embed "name"          -->  #embed "/folder/name"
//
// A macro may ask more than whether there is such a file, so it is asked about
// the same file, or one that is not there, by its full name.
//
//===----------------------------------------------------------------------===//

#include "QuotedNames.h"
#include "DirectiveScanner.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "llvm/Support/Path.h"

using namespace clang;
using llvm::StringRef;

namespace segstack {
namespace {

class Recorder : public PPCallbacks {
public:
  Recorder(SourceManager &SM, std::vector<QuotedName> &Met)
      : SM(SM), Met(Met) {}

  void HasInclude(SourceLocation Place, StringRef Name, bool Angled,
                  OptionalFileEntryRef Found,
                  SrcMgr::CharacteristicKind) override {
    if (Place.isFileID())
      answer(Place, !Angled, Found.has_value());
    else if (!Angled && SM.isMacroArgExpansion(Place))
      nameFully(SM.getSpellingLoc(Place), Name, Found);
  }

  void EmbedDirective(SourceLocation Hash, StringRef Name, bool Angled,
                      OptionalFileEntryRef Found,
                      const LexEmbedParametersResult &) override {
    if (Angled || !Hash.isFileID())
      return;
    auto [File, Begin] = SM.getDecomposedLoc(Hash);
    StringRef Line = SM.getBufferData(File).slice(
        Begin, directiveEnd(SM.getBufferData(File), Begin));
    size_t Quote = Line.find('"');
    if (Quote != StringRef::npos)
      nameFully(Hash.getLocWithOffset(Quote), Name, Found);
  }

private:
  void answer(SourceLocation Name, bool Quoted, bool Exists) {
    auto [File, Offset] = SM.getDecomposedLoc(Name);
    std::optional<ScannedHasInclude> Asked =
        scanHasInclude(SM.getBufferData(File), Offset);
    if (Asked && (Quoted || Asked->Next))
      add({File, Asked->Begin, Asked->End, Exists ? "1" : "0"});
  }

  void nameFully(SourceLocation Spelled, StringRef Name,
                 OptionalFileEntryRef Found) {
    auto [File, Begin] = SM.getDecomposedLoc(Spelled);
    OptionalFileEntryRef Asking = SM.getFileEntryRefForID(File);
    std::string Quoted = ("\"" + Name + "\"").str();
    if (!Asking ||
        !SM.getBufferData(File).drop_front(Begin).starts_with(Quoted))
      return;
    llvm::SmallString<256> Path(
        Found ? Found->getName()
              : llvm::sys::path::parent_path(Asking->getName()));
    if (!Found)
      llvm::sys::path::append(Path, Name);
    SM.getFileManager().makeAbsolutePath(Path);
    add({File, Begin, Begin + static_cast<unsigned>(Quoted.size()),
         ("\"" + Path + "\"").str()});
  }

  void add(QuotedName New) {
    for (const QuotedName &Old : Met)
      if (Old.File == New.File && Old.Begin == New.Begin)
        return;
    Met.push_back(std::move(New));
  }

  SourceManager &SM;
  std::vector<QuotedName> &Met;
};

} // namespace

std::unique_ptr<PPCallbacks> recordQuotedNames(SourceManager &SM,
                                               std::vector<QuotedName> &Met) {
  return std::make_unique<Recorder>(SM, Met);
}

} // namespace segstack

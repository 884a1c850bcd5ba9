//===- InclusionRecorder.cpp - which file was included where -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   preprocessor -- callbacks --> State: files entered, directives met
//   bytes of the project's files -- scanFile --> those not met ("dead")
//   both -- finish() --> TranslationUnit: Files, Directives, Dependencies
//
// Dead directives count: what clang skips, the compiler that builds the
// program may take (`#ifdef __clang__`).
//
//===----------------------------------------------------------------------===//

#include "InclusionRecorder.h"
#include "DirectiveScanner.h"
#include "QuotedNames.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include <tuple>

using namespace clang;
using llvm::StringRef;

namespace segstack {

namespace {

/// How an #include found its file.
struct Lookup {
  bool Quoted = false, Next = false;
  std::string Name;       ///< as written
  std::string SearchPath; ///< the folder it was found in
};

/// A directive that the preprocessor met, before its file has an index.
struct MetDirective {
  Directive::Kind What;
  FileID File;
  unsigned Begin, End;
  OptionalFileEntryRef Found;
  FileID Entered;
  Lookup How;
  std::string Replacement;
};

std::string withoutDotSlash(StringRef Name) {
  while (Name.consume_front("./"))
    Name = Name.ltrim('/');
  return Name.str();
}

bool matches(const std::optional<llvm::Regex> &Filter, StringRef Path) {
  return Filter && Filter->match(Path);
}

std::optional<llvm::Regex> filter(const std::string &Pattern) {
  if (Pattern.empty())
    return std::nullopt;
  return llvm::Regex(Pattern);
}

} // namespace

struct InclusionRecorder::State {
  State(Preprocessor &PP, const RewriteOptions &Options)
      : PP(PP), SM(PP.getSourceManager()), Header(filter(Options.HeaderFilter)),
        ExcludeHeader(filter(Options.ExcludeHeaderFilter)),
        SystemHeader(filter(Options.SystemHeaderFilter)) {}

  void enter(FileID File);
  void include(SourceLocation Hash, MetDirective Met);
  void skip(FileEntryRef File, bool System);
  void pragma(SourceLocation Hash);
  void addDependency(StringRef GccName, bool System);

  std::optional<unsigned> indexOf(FileID File) const;
  StringRef bytes(FileID File) const { return SM.getBufferData(File); }
  std::string absolutePath(FileEntryRef File) const;
  std::string gccName(const IncludedFile &Of, const Lookup &How,
                      const IncludedFile *Parent) const;
  bool mayEdit(const IncludedFile &File) const;
  bool isBuiltinHeader(StringRef Path) const;
  Directive convert(const MetDirective &Met) const;
  std::string keptInclude(const MetDirective &Met) const;
  void resolveDead(Directive &Dead, StringRef Name) const;
  void complete(Directive &Where, FileID File) const;
  void addUnmet(unsigned Index, const llvm::DenseSet<unsigned> &Known,
                TranslationUnit &Unit) const;

  Preprocessor &PP;
  SourceManager &SM;
  std::optional<llvm::Regex> Header, ExcludeHeader, SystemHeader;
  std::vector<IncludedFile> Files;
  std::vector<FileID> Ids; ///< parallel to Files
  llvm::DenseMap<FileID, unsigned> Indices;
  llvm::DenseMap<const FileEntry *, unsigned> First; ///< inclusion of a file
  std::vector<MetDirective> Met;
  std::vector<QuotedName> QuotedNames;
  /// The #include that was met last, until it is entered or skipped.
  std::optional<size_t> Pending;
  llvm::StringSet<> SeenDependencies;
  std::vector<std::pair<std::string, bool>> Dependencies;
  mutable llvm::DenseMap<const FileEntry *, std::string> Paths;
};

class InclusionRecorder::Callbacks : public PPCallbacks {
public:
  explicit Callbacks(State &Recorded) : Recorded(Recorded) {}

  void LexedFileChanged(FileID File, LexedFileChangeReason Reason,
                        SrcMgr::CharacteristicKind, FileID,
                        SourceLocation) override {
    if (Reason == LexedFileChangeReason::EnterFile)
      Recorded.enter(File);
  }

  void InclusionDirective(SourceLocation Hash, const Token &Keyword,
                          StringRef Name, bool Angled, CharSourceRange,
                          OptionalFileEntryRef File, StringRef SearchPath,
                          StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    MetDirective Met{
        Directive::IncludeSkipped, FileID(), 0, 0, File, FileID(), {}, ""};
    Met.How.Quoted = !Angled;
    Met.How.Next = Keyword.getIdentifierInfo() &&
                   Keyword.getIdentifierInfo()->getName() == "include_next";
    Met.How.Name = Name.str();
    Met.How.SearchPath = SearchPath.str();
    Recorded.include(Hash, std::move(Met));
  }

  void FileSkipped(const FileEntryRef &File, const Token &,
                   SrcMgr::CharacteristicKind Kind) override {
    Recorded.skip(File, SrcMgr::isSystem(Kind));
  }

  void PragmaDirective(SourceLocation Hash, PragmaIntroducerKind How) override {
    if (How == PIK_HashPragma)
      Recorded.pragma(Hash);
  }

private:
  State &Recorded;
};

/// Whether a package owns \p Path. Reached by a plain -I it is none of the
/// project's files all the same, and must not be edited in place.
static bool isOfSystem(StringRef Path) {
  return Path.starts_with("/usr/include/") || Path.starts_with("/usr/lib/") ||
         Path.starts_with("/usr/local/include/");
}

std::string InclusionRecorder::State::absolutePath(FileEntryRef File) const {
  std::string &Path = Paths[&File.getFileEntry()];
  if (!Path.empty())
    return Path;
  llvm::SmallString<256> Real(File.getName());
  SM.getFileManager().makeAbsolutePath(Real);
  llvm::SmallString<256> Resolved;
  if (!SM.getFileManager().getVirtualFileSystem().getRealPath(Real, Resolved))
    Real = Resolved;
  llvm::sys::path::remove_dots(Real, /*remove_dot_dot=*/true);
  return Path = Real.str().str();
}

bool InclusionRecorder::State::isBuiltinHeader(StringRef Path) const {
  StringRef Dir = PP.getHeaderSearchInfo().getHeaderSearchOpts().ResourceDir;
  return !Dir.empty() && Path.starts_with(Dir);
}

/// GCC keeps "." out of the name of a file that was found beside its includer,
/// and takes the shorter of a system header's names.
std::string
InclusionRecorder::State::gccName(const IncludedFile &Of, const Lookup &How,
                                  const IncludedFile *Parent) const {
  if (Of.System && Of.Path.size() < Of.Name.size())
    return Of.Path;
  if (!How.Quoted || !Parent || llvm::sys::path::is_absolute(How.Name))
    return Of.Name;
  StringRef Beside = llvm::sys::path::parent_path(Parent->Name);
  if ((Beside.empty() ? StringRef(".") : Beside) != How.SearchPath)
    return Of.Name;
  StringRef Slash = StringRef(Parent->GccName);
  size_t Cut = Slash.rfind('/');
  StringRef Dir = Cut == StringRef::npos ? "" : Slash.take_front(Cut + 1);
  return (Dir + How.Name).str();
}

bool InclusionRecorder::State::mayEdit(const IncludedFile &File) const {
  if (File.System)
    return matches(SystemHeader, File.Path);
  return matches(Header, File.Path) && !matches(ExcludeHeader, File.Path);
}

/// Once per spelling: the compilers list a file under each of its names.
void InclusionRecorder::State::addDependency(StringRef GccName, bool System) {
  std::string Name = withoutDotSlash(GccName);
  if (SeenDependencies.insert(Name).second)
    Dependencies.emplace_back(Name, System);
}

void InclusionRecorder::State::enter(FileID File) {
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return; // the predefines
  const IncludedFile *Parent = nullptr;
  IncludedFile New;
  New.Path = absolutePath(*Entry);
  New.Name = SM.getPresumedLoc(SM.getLocForStartOfFile(File)).getFilename();
  New.Bytes = bytes(File).str();
  bool Listed =
      SrcMgr::isSystem(SM.getFileCharacteristic(SM.getLocForStartOfFile(File)));
  New.System = Listed || isOfSystem(New.Path);
  unsigned Index = Files.size();
  Lookup How;
  if (Pending && Index != 0) {
    Met[*Pending].What = Directive::Include;
    Met[*Pending].Entered = File;
    New.Parent = indexOf(Met[*Pending].File);
    How = Met[*Pending].How;
    Pending.reset();
  }
  if (New.Parent)
    Parent = &Files[*New.Parent];
  New.GccName = gccName(New, How, Parent);
  New.Editable = Index == 0 || mayEdit(New);
  addDependency(New.GccName, Listed);
  Indices[File] = Index;
  First.try_emplace(&Entry->getFileEntry(), Index);
  Files.push_back(std::move(New));
  Ids.push_back(File);
}

void InclusionRecorder::State::include(SourceLocation Hash, MetDirective New) {
  std::tie(New.File, New.Begin) = SM.getDecomposedLoc(Hash);
  New.End = directiveEnd(bytes(New.File), New.Begin);
  Pending = Met.size();
  Met.push_back(std::move(New));
}

void InclusionRecorder::State::skip(FileEntryRef File, bool System) {
  IncludedFile Skipped;
  Skipped.Path = absolutePath(File);
  Skipped.Name = File.getName().str();
  Skipped.System = System;
  if (Pending) {
    std::optional<unsigned> Parent = indexOf(Met[*Pending].File);
    Skipped.GccName =
        gccName(Skipped, Met[*Pending].How, Parent ? &Files[*Parent] : nullptr);
    addDependency(Skipped.GccName, System);
  }
  Pending.reset();
}

void InclusionRecorder::State::pragma(SourceLocation Hash) {
  if (Hash.isMacroID())
    return;
  auto [File, Begin] = SM.getDecomposedLoc(Hash);
  std::optional<ScannedDirective> Found = scanDirective(bytes(File), Begin);
  if (!Found || Found->What == ScannedDirective::Include)
    return;
  MetDirective New{Found->What == ScannedDirective::PragmaOnce
                       ? Directive::PragmaOnce
                       : Directive::PragmaSystemHeader,
                   File,
                   Begin,
                   Found->End,
                   std::nullopt,
                   FileID(),
                   {},
                   ""};
  Met.push_back(std::move(New));
}

std::optional<unsigned> InclusionRecorder::State::indexOf(FileID File) const {
  auto Found = Indices.find(File);
  if (Found == Indices.end())
    return std::nullopt;
  return Found->second;
}

/// What to write where an #include stays in a text that is in another folder.
std::string
InclusionRecorder::State::keptInclude(const MetDirective &Met) const {
  if (!Met.Found || (!Met.How.Quoted && !Met.How.Next))
    return "";
  std::string Path = absolutePath(*Met.Found);
  // Each compiler has its own <stddef.h>: leave its lookup alone.
  if (isBuiltinHeader(Path) || isBuiltinHeader(Met.Found->getName()))
    return "";
  return "#include \"" + Path + "\"";
}

/// As keptInclude, for one in a branch that was not taken.
void InclusionRecorder::State::resolveDead(Directive &Dead,
                                           StringRef Name) const {
  if (Name.empty() || llvm::sys::path::is_absolute(Name))
    return;
  llvm::SmallString<256> Path(
      llvm::sys::path::parent_path(Files[Dead.File].Name));
  llvm::sys::path::append(Path, Name);
  OptionalFileEntryRef File = SM.getFileManager().getOptionalFileRef(Path);
  if (!File)
    return;
  Dead.Replacement = "#include \"" + absolutePath(*File) + "\"";
  if (auto Old = First.find(&File->getFileEntry()); Old != First.end())
    Dead.Target = Old->second;
}

/// Fills in what the compiler holds for the line after the directive.
void InclusionRecorder::State::complete(Directive &Where, FileID File) const {
  SourceLocation End =
      SM.getLocForStartOfFile(File).getLocWithOffset(Where.End);
  PresumedLoc Presumed = SM.getPresumedLoc(End);
  Where.NextLine = Presumed.getLine() + 1;
  if (Files[Where.File].Name != Presumed.getFilename())
    Where.PresumedName = Presumed.getFilename();
  Where.System = SrcMgr::isSystem(SM.getFileCharacteristic(End));
}

Directive InclusionRecorder::State::convert(const MetDirective &Met) const {
  Directive New;
  New.What = Met.What;
  New.File = *indexOf(Met.File);
  New.Begin = Met.Begin;
  New.End = Met.End;
  New.Replacement = Met.Replacement;
  if (Met.What == Directive::Include || Met.What == Directive::IncludeSkipped)
    New.Replacement = keptInclude(Met);
  if (Met.What == Directive::Include)
    New.Target = indexOf(Met.Entered);
  else if (Met.Found)
    if (auto Old = First.find(&Met.Found->getFileEntry()); Old != First.end())
      New.Target = Old->second;
  complete(New, Met.File);
  return New;
}

static Directive::Kind unmetKind(ScannedDirective::Kind What) {
  switch (What) {
  case ScannedDirective::Include:
    return Directive::IncludeDead;
  case ScannedDirective::PragmaOnce:
    return Directive::PragmaOnce;
  case ScannedDirective::PragmaSystemHeader:
    return Directive::PragmaSystemHeader;
  }
  llvm_unreachable("a kind that is not in the enumeration");
}

/// Adds what a file's bytes have and the preprocessor did not meet.
void InclusionRecorder::State::addUnmet(unsigned Index,
                                        const llvm::DenseSet<unsigned> &Known,
                                        TranslationUnit &Unit) const {
  auto Add = [&](Directive::Kind What, unsigned Begin, unsigned End,
                 StringRef Name) {
    Directive New;
    New.What = What;
    New.File = Index;
    New.Begin = Begin;
    New.End = End;
    resolveDead(New, Name);
    complete(New, Ids[Index]);
    Unit.Directives.push_back(std::move(New));
  };
  ScannedFile Scanned = scanFile(bytes(Ids[Index]), PP.getLangOpts());
  for (const ScannedDirective &One : Scanned.Directives)
    if (!Known.contains(One.Begin))
      Add(unmetKind(One.What), One.Begin, One.End, One.Name);
  for (unsigned End : Scanned.EndsAroundIncludes)
    Add(Directive::Count, End, End, "");
}

InclusionRecorder::InclusionRecorder(Preprocessor &PP,
                                     const RewriteOptions &Options)
    : Recorded(std::make_unique<State>(PP, Options)) {
  PP.addPPCallbacks(std::make_unique<Callbacks>(*Recorded));
  PP.addPPCallbacks(recordQuotedNames(Recorded->SM, Recorded->QuotedNames));
}

InclusionRecorder::~InclusionRecorder() = default;

void InclusionRecorder::finish(TranslationUnit &Unit) {
  for (QuotedName &One : Recorded->QuotedNames)
    Recorded->Met.push_back({Directive::QuotedName,
                             One.File,
                             One.Begin,
                             One.End,
                             std::nullopt,
                             FileID(),
                             {},
                             std::move(One.Replacement)});
  std::vector<llvm::DenseSet<unsigned>> Known(Recorded->Files.size());
  for (const MetDirective &One : Recorded->Met)
    if (std::optional<unsigned> Index = Recorded->indexOf(One.File)) {
      Known[*Index].insert(One.Begin);
      Unit.Directives.push_back(Recorded->convert(One));
    }
  for (unsigned I = 0; I != Recorded->Files.size(); ++I)
    if (!Recorded->Files[I].System || Recorded->SystemHeader)
      Recorded->addUnmet(I, Known[I], Unit);
  llvm::sort(Unit.Directives, [](const Directive &A, const Directive &B) {
    return std::tie(A.File, A.Begin) < std::tie(B.File, B.Begin);
  });
  for (auto &[Name, System] : Recorded->Dependencies) {
    Unit.Dependencies.push_back(Name);
    Unit.SystemDependencies.push_back(System);
  }
  Unit.Files = std::move(Recorded->Files); // indexOf() needs none
}

std::optional<unsigned> InclusionRecorder::indexOf(FileID File) const {
  return Recorded->indexOf(File);
}

} // namespace segstack

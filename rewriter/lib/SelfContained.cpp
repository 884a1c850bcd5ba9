//===- SelfContained.cpp - one translation unit as one text -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   TranslationUnit -> which inclusions to inline -> each file's bytes, with
//   its edits, and with every directive that cannot stay replaced -> text
//
// After each replacement a line marker puts file name and line number right,
// so that the compiler says of every line what it would say of the original.
//
//===----------------------------------------------------------------------===//

#include "CheckSpelling.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using llvm::StringRef;

namespace segstack {
namespace {

/// Which inclusions become part of the text.
class InlinePlan {
public:
  explicit InlinePlan(const TranslationUnit &Unit);
  bool inlined(unsigned File) const { return Inlined[File]; }
  /// \p File, or another inclusion of it, is part of the text.
  bool inlinedSomewhere(unsigned File) const {
    return Paths.contains(Unit.Files[File].Path);
  }

private:
  bool mustInline(const Directive &D) const;
  void spread();
  void findInlined();

  const TranslationUnit &Unit;
  std::vector<bool> Needed;  ///< has a check, or leads to what has
  std::vector<bool> Inlined; ///< reached from the main file
  llvm::StringSet<> Paths;   ///< of the inlined files
  llvm::StringSet<> Once;    ///< those that say `#pragma once`
};

InlinePlan::InlinePlan(const TranslationUnit &Unit)
    : Unit(Unit), Needed(Unit.Files.size()), Inlined(Unit.Files.size()) {
  for (const CheckPlan &Check : Unit.Checks)
    if (Check.hasEdits())
      Needed[Check.Inclusion] = true;
  for (const Directive &D : Unit.Directives)
    if (D.What == Directive::PragmaOnce)
      Once.insert(Unit.Files[D.File].Path);
  size_t Before;
  do { // what is inlined decides what must be, until nothing changes
    spread();
    findInlined();
    Before = Paths.size();
    for (const Directive &D : Unit.Directives)
      if (mustInline(D))
        Needed[D.File] = true;
    spread();
    findInlined();
  } while (Paths.size() != Before);
}

/// A file that stays may not include one that only `#pragma once` kept from
/// being read twice: the compiler has not seen the inlined one's pragma.
bool InlinePlan::mustInline(const Directive &D) const {
  return D.Target && D.What == Directive::IncludeSkipped && !Inlined[D.File] &&
         inlinedSomewhere(*D.Target) &&
         Once.contains(Unit.Files[*D.Target].Path);
}

/// Children come after their parents, so one pass from the end is enough.
void InlinePlan::spread() {
  for (unsigned I = Unit.Files.size(); I-- > 1;)
    if (Needed[I] && Unit.Files[I].Parent)
      Needed[*Unit.Files[I].Parent] = true;
}

void InlinePlan::findInlined() {
  for (unsigned I = 0; I != Unit.Files.size(); ++I) {
    const IncludedFile &File = Unit.Files[I];
    Inlined[I] = I == 0 || (File.Parent && Inlined[*File.Parent] &&
                            (Needed[I] || !File.System));
    if (Inlined[I])
      Paths.insert(File.Path);
  }
}

/// Whether a file's second inclusion was ever kept out, and how.
struct Repetition {
  bool Once = false;      ///< it says `#pragma once`
  bool Skipped = false;   ///< an #include of it was not entered
  bool Elsewhere = false; ///< an #include of it that was not entered stays
  unsigned Number = 0;    ///< among the inlined files: names its mark
};

class Printer {
public:
  Printer(const TranslationUnit &Unit, const SelfContainedOptions &Options);
  std::string print();

private:
  void findRepetitions();
  void printFile(unsigned Index);
  void copyTo(unsigned Index, unsigned Begin, unsigned End);
  void printDirective(const Directive &D);
  void printInlined(const Directive &D);
  void printKept(const Directive &D);
  void printUnlessSeen(const Directive &D);
  void printBlank(const Directive &D);
  void marker(unsigned Line, StringRef Name, StringRef Flag, bool System);
  void markerAfter(const Directive &D, StringRef Flag);
  void startLine();

  StringRef bytes(unsigned Index) const { return Unit.Files[Index].Bytes; }
  StringRef name(unsigned Index) const {
    const IncludedFile &File = Unit.Files[Index];
    return Options.GccNames && !File.GccName.empty() ? File.GccName : File.Name;
  }
  bool isGnu() const { return Options.Markers == SelfContainedOptions::Gnu; }
  std::string mark(const Directive &D) {
    return "SEGSTACK_SEEN_" +
           std::to_string(Repeated[Unit.Files[*D.Target].Path].Number);
  }

  const TranslationUnit &Unit;
  const SelfContainedOptions &Options;
  InlinePlan Plan;
  std::vector<std::vector<const Directive *>> Directives; ///< of each file
  std::vector<std::vector<Edit>> Edits;                   ///< of each file
  std::vector<size_t> NextEdit;
  llvm::StringMap<Repetition> Repeated; ///< by path
  std::string Out;
};

Printer::Printer(const TranslationUnit &Unit,
                 const SelfContainedOptions &Options)
    : Unit(Unit), Options(Options), Plan(Unit), Directives(Unit.Files.size()),
      Edits(Unit.Files.size()), NextEdit(Unit.Files.size()) {
  for (const Directive &D : Unit.Directives)
    Directives[D.File].push_back(&D);
  for (auto &OfFile : Directives)
    llvm::sort(OfFile, [](const Directive *A, const Directive *B) {
      return A->Begin < B->Begin;
    });
  for (const CheckPlan &Check : Unit.Checks)
    if (Plan.inlined(Check.Inclusion))
      llvm::append_range(Edits[Check.Inclusion], printCheck(Check));
  for (std::vector<Edit> &OfFile : Edits)
    sortEdits(OfFile);
  findRepetitions();
}

void Printer::findRepetitions() {
  unsigned Count = 0;
  for (unsigned I = 0; I != Unit.Files.size(); ++I)
    if (Plan.inlined(I))
      if (unsigned &Number = Repeated[Unit.Files[I].Path].Number; !Number)
        Number = ++Count;
  for (const Directive &D : Unit.Directives) {
    if (D.What == Directive::PragmaOnce)
      Repeated[Unit.Files[D.File].Path].Once = true;
    if (!D.Target || D.What == Directive::Include || !Plan.inlined(D.File))
      continue;
    Repetition &Target = Repeated[Unit.Files[*D.Target].Path];
    Target.Elsewhere = true;
    if (D.What == Directive::IncludeSkipped)
      Target.Skipped = true;
  }
}

void Printer::startLine() {
  if (!Out.empty() && Out.back() != '\n')
    Out += '\n';
}

void Printer::marker(unsigned Line, StringRef Name, StringRef Flag,
                     bool System) {
  startLine();
  Out += isGnu() ? "# " : "#line ";
  Out += std::to_string(Line) + " \"";
  for (char C : Name) {
    if (C == '"' || C == '\\')
      Out += '\\';
    Out += C;
  }
  Out += '"';
  if (isGnu())
    Out += (Flag + (System ? " 3" : "")).str();
}

void Printer::markerAfter(const Directive &D, StringRef Flag) {
  marker(D.NextLine,
         D.PresumedName.empty() ? name(D.File) : StringRef(D.PresumedName),
         Flag, D.System);
}

/// Bytes of a file from \p Begin to \p End, with the edits among them.
void Printer::copyTo(unsigned Index, unsigned Begin, unsigned End) {
  size_t &Next = NextEdit[Index];
  for (; Next != Edits[Index].size() && Edits[Index][Next].Offset <= End;
       ++Next) {
    const Edit &E = Edits[Index][Next];
    Out += bytes(Index).slice(Begin, E.Offset);
    Out += E.Text;
    Begin = std::max(Begin, E.Offset);
  }
  Out += bytes(Index).slice(Begin, End);
}

void Printer::printFile(unsigned Index) {
  StringRef Bytes = bytes(Index);
  // A byte order mark is one at the start of a file only.
  unsigned At = Bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (const Directive *D : Directives[Index]) {
    if (D->Begin < At)
      continue;
    copyTo(Index, At, D->Begin);
    printDirective(*D);
    At = D->End;
  }
  copyTo(Index, At, Bytes.size());
  // A backslash at the very end must not join the marker that follows.
  if (StringRef(Out).rtrim("\r\n").ends_with("\\")) {
    startLine();
    Out += '\n';
  }
}

/// As many line ends as the directive has inside.
void Printer::printBlank(const Directive &D) {
  Out.append(bytes(D.File).slice(D.Begin, D.End).count('\n'), '\n');
}

/// An #include that stays an #include.
void Printer::printKept(const Directive &D) {
  if (D.Replacement.empty()) {
    Out += bytes(D.File).slice(D.Begin, D.End);
    return;
  }
  // By its absolute path a file is a system header only if its includer is.
  bool AsSystem =
      isGnu() && !D.System && D.Target && Unit.Files[*D.Target].System;
  if (AsSystem) {
    marker(D.NextLine - 1, name(D.File), "", /*System=*/true);
    Out += '\n';
  }
  Out += D.Replacement;
  if (AsSystem)
    markerAfter(D, "");
  else
    printBlank(D);
}

void Printer::printInlined(const Directive &D) {
  const IncludedFile &File = Unit.Files[*D.Target];
  const Repetition &How = Repeated[File.Path];
  bool Guard = How.Once && How.Elsewhere;
  if (Guard)
    Out += "#ifndef " + mark(D) + "\n";
  if (Guard || How.Skipped)
    Out += "#define " + mark(D) + "\n";
  marker(1, name(*D.Target), " 1", File.System);
  Out += '\n';
  printFile(*D.Target);
  markerAfter(D, " 2");
  if (!Guard)
    return;
  Out += "\n#endif";
  markerAfter(D, "");
}

/// An #include that clang did not enter because the file had been read, and
/// that another compiler, which may take other branches, may have to.
void Printer::printUnlessSeen(const Directive &D) {
  Out += "#ifndef " + mark(D) + "\n#define " + mark(D) + "\n";
  Out += D.Replacement.empty() ? bytes(D.File).slice(D.Begin, D.End).str()
                               : D.Replacement;
  Out += "\n#endif";
  markerAfter(D, "");
}

void Printer::printDirective(const Directive &D) {
  bool Marked = D.Target && Plan.inlinedSomewhere(*D.Target);
  switch (D.What) {
  case Directive::Include:
    return D.Target && Plan.inlined(*D.Target) ? printInlined(D) : printKept(D);
  case Directive::IncludeSkipped:
    return Marked ? printUnlessSeen(D) : printKept(D);
  case Directive::IncludeDead:
    return Marked && Repeated[Unit.Files[*D.Target].Path].Once
               ? printUnlessSeen(D)
               : printKept(D);
  case Directive::PragmaOnce:
    return printBlank(D);
  case Directive::PragmaSystemHeader:
    return isGnu() && D.System ? markerAfter(D, "") : printBlank(D);
  case Directive::QuotedName:
    Out += D.Replacement;
    return;
  case Directive::Count:
    Out += "\n#line " + std::to_string(D.NextLine);
    return;
  }
}

std::string Printer::print() {
  if (Unit.Files.empty())
    return "";
  if (Options.Include &&
      llvm::any_of(Edits, [](auto &OfFile) { return !OfFile.empty(); }))
    Out += (includeDirective(*Options.Include) + "\n").str();
  marker(1, name(0), "", false);
  Out += '\n';
  printFile(0);
  return std::move(Out);
}

} // namespace

std::string printSelfContained(const TranslationUnit &Unit,
                               const SelfContainedOptions &Options) {
  return Printer(Unit, Options).print();
}

} // namespace segstack

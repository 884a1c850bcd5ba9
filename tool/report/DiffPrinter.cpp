//===- DiffPrinter.cpp - unified diffs ------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace segstack {
namespace {

using Lines = std::vector<llvm::StringRef>;

/// With their ends; the last may have none.
Lines linesOf(llvm::StringRef Text) {
  Lines Result;
  while (!Text.empty()) {
    size_t End = Text.find('\n');
    size_t Length = End == llvm::StringRef::npos ? Text.size() : End + 1;
    Result.push_back(Text.take_front(Length));
    Text = Text.drop_front(Length);
  }
  return Result;
}

/// One line of both texts; a null half is a line that only the other has.
struct Row {
  llvm::StringRef Old, New;

  bool same() const { return Old == New; }
};

/// Lines are added or removed only at the top.
std::vector<Row> pairRows(const Lines &Old, const Lines &New) {
  size_t Shared = std::min(Old.size(), New.size());
  std::vector<Row> Rows;
  for (size_t I = 0; I < Old.size() - Shared; ++I)
    Rows.push_back({Old[I], {}});
  for (size_t I = 0; I < New.size() - Shared; ++I)
    Rows.push_back({{}, New[I]});
  for (size_t I = 0; I < Shared; ++I)
    Rows.push_back(
        {Old[Old.size() - Shared + I], New[New.size() - Shared + I]});
  return Rows;
}

constexpr size_t Context = 3;

/// The end of the hunk that begins at the different row \p First: past the
/// context of its last difference.
size_t hunkEnd(const std::vector<Row> &Rows, size_t First) {
  size_t Last = First;
  for (size_t I = First; I < Rows.size() && I <= Last + 2 * Context + 1; ++I)
    if (!Rows[I].same())
      Last = I;
  return std::min(Rows.size(), Last + Context + 1);
}

void printLine(llvm::raw_ostream &OS, char Mark, llvm::StringRef Line) {
  if (Line.empty())
    return;
  OS << Mark << Line;
  if (!Line.ends_with("\n"))
    OS << "\n\\ No newline at end of file\n";
}

void printRows(llvm::raw_ostream &OS, llvm::ArrayRef<Row> Rows) {
  while (!Rows.empty()) {
    auto Changed = Rows.take_while([](const Row &R) { return !R.same(); });
    for (const Row &R : Changed)
      printLine(OS, '-', R.Old);
    for (const Row &R : Changed)
      printLine(OS, '+', R.New);
    Rows = Rows.drop_front(Changed.size());
    auto Same = Rows.take_while([](const Row &R) { return R.same(); });
    for (const Row &R : Same)
      printLine(OS, ' ', R.Old);
    Rows = Rows.drop_front(Same.size());
  }
}

/// `first line,count` of one half of a hunk; an empty half names the line
/// before it.
std::string halfRange(size_t Before, size_t Count) {
  return llvm::utostr(Before + (Count != 0)) + "," + llvm::utostr(Count);
}

template <class Half> size_t countLines(llvm::ArrayRef<Row> Rows, Half Of) {
  return llvm::count_if(Rows, [&](const Row &R) { return !Of(R).empty(); });
}

void printHunk(llvm::raw_ostream &OS, llvm::ArrayRef<Row> Before,
               llvm::ArrayRef<Row> Rows) {
  auto Old = [](const Row &R) { return R.Old; };
  auto New = [](const Row &R) { return R.New; };
  OS << "@@ -" << halfRange(countLines(Before, Old), countLines(Rows, Old))
     << " +" << halfRange(countLines(Before, New), countLines(Rows, New))
     << " @@\n";
  printRows(OS, Rows);
}

/// Quoted as git and patch read it, where the plain name could be misread.
std::string patchName(llvm::StringRef Side, llvm::StringRef Path) {
  std::string Name = (Side + "/" + Path).str();
  bool Quote = llvm::any_of(
      Name, [](char C) { return C == '"' || C == '\\' || !llvm::isPrint(C); });
  if (!Quote)
    return Name + (llvm::StringRef(Name).contains(' ') ? "\t" : "");
  std::string Quoted = "\"";
  for (unsigned char C : Name) {
    if (C == '"' || C == '\\')
      Quoted += {'\\', static_cast<char>(C)};
    else if (llvm::isPrint(C))
      Quoted += C;
    else
      Quoted += {'\\', static_cast<char>('0' + (C >> 6)),
                 static_cast<char>('0' + (C >> 3 & 7)),
                 static_cast<char>('0' + (C & 7))};
  }
  return Quoted + "\"";
}

} // namespace

std::string printDiff(llvm::StringRef Path, llvm::StringRef Old,
                      llvm::StringRef New) {
  std::vector<Row> Rows = pairRows(linesOf(Old), linesOf(New));
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  llvm::ArrayRef<Row> All = Rows;
  for (size_t I = 0; I < Rows.size();) {
    if (Rows[I].same()) {
      ++I;
      continue;
    }
    if (Text.empty())
      OS << "--- " << patchName("a", Path) << "\n+++ " << patchName("b", Path)
         << '\n';
    size_t Begin = I - std::min(I, Context), End = hunkEnd(Rows, I);
    printHunk(OS, All.take_front(Begin), All.slice(Begin, End - Begin));
    I = End;
  }
  return Text;
}

} // namespace segstack

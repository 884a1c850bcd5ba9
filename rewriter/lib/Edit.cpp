//===- Edit.cpp - insertions into one file --------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text in, text out. The way back is in Strip.cpp.
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/Edit.h"
#include "CheckSpelling.h"
#include <algorithm>

namespace segstack {
namespace {

/// How the lines of \p Bytes end; a file of one unfinished line gets "\n".
llvm::StringRef lineEnd(llvm::StringRef Bytes) {
  size_t First = Bytes.find_first_of("\r\n");
  if (First == llvm::StringRef::npos)
    return "\n";
  return Bytes.substr(First, Bytes.substr(First).starts_with("\r\n") ? 2 : 1);
}

} // namespace

void sortEdits(std::vector<Edit> &Edits) {
  std::stable_sort(
      Edits.begin(), Edits.end(),
      [](const Edit &A, const Edit &B) { return A.Offset < B.Offset; });
}

std::string applyEdits(llvm::StringRef Bytes, const std::vector<Edit> &Edits) {
  size_t Size = Bytes.size();
  for (const Edit &E : Edits)
    Size += E.Text.size();
  std::string Result;
  Result.reserve(Size);
  size_t Done = 0;
  for (const Edit &E : Edits) {
    Result += Bytes.slice(Done, E.Offset);
    Result += E.Text;
    Done = E.Offset;
  }
  Result += Bytes.substr(Done);
  return Result;
}

Edit includeEdit(llvm::StringRef Bytes, Mechanism How) {
  unsigned Start = Bytes.starts_with(ByteOrderMark)
                       ? llvm::StringRef(ByteOrderMark).size()
                       : 0;
  return {Start, (includeDirective(How) + lineEnd(Bytes)).str()};
}

} // namespace segstack

//===- TargetPragmas.cpp - where GCC compiles for another target ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TargetPragmas.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace segstack {

class TargetPragmas::Callbacks : public PPCallbacks {
public:
  explicit Callbacks(TargetPragmas &Pragmas) : Pragmas(Pragmas) {}

  void PragmaDirective(SourceLocation Hash, PragmaIntroducerKind) override {
    Pragmas.note(Hash);
  }

private:
  TargetPragmas &Pragmas;
};

TargetPragmas::TargetPragmas(Preprocessor &PP)
    : Sources(PP.getSourceManager()) {
  PP.addPPCallbacks(std::make_unique<Callbacks>(*this));
}

/// Takes the next word of \p Line.
static llvm::StringRef takeWord(llvm::StringRef &Line) {
  Line = Line.ltrim(" \t#\"(");
  llvm::StringRef Word =
      Line.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
  Line = Line.drop_front(Word.size());
  return Word;
}

void TargetPragmas::note(SourceLocation Hash) {
  auto [File, Offset] = Sources.getDecomposedExpansionLoc(Hash);
  llvm::StringRef Line = Sources.getBufferData(File).drop_front(Offset);
  Line = Line.take_until([](char C) { return C == '\n'; });
  llvm::StringRef Introducer = takeWord(Line);
  if ((Introducer == "pragma" || Introducer == "_Pragma") &&
      takeWord(Line) == "GCC")
    apply(takeWord(Line), Sources.getExpansionLoc(Hash));
}

void TargetPragmas::apply(llvm::StringRef Word, SourceLocation Hash) {
  if (Word == "push_options") {
    Pushed.push_back(Changed);
  } else if (Word == "pop_options" && !Pushed.empty()) {
    Changed = Pushed.back();
    Pushed.pop_back();
  } else if (Word == "target") {
    Changed = true;
  } else if (Word == "reset_options") {
    Changed = false;
  }
  bool Before = !Changes.empty() && Changes.back().second;
  if (Changed != Before)
    Changes.emplace_back(Hash, Changed);
}

bool TargetPragmas::changedAt(SourceLocation Place) const {
  bool Result = false;
  for (const auto &[From, State] : Changes) {
    if (!Sources.isBeforeInTranslationUnit(From, Place))
      break;
    Result = State;
  }
  return Result;
}

} // namespace segstack

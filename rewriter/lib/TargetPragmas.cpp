//===- TargetPragmas.cpp - where GCC compiles for another target ----------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TargetPragmas.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace segstack {

/// Clang ignores these pragmas; a handler sees them in macros, too.
class TargetPragmas::Handler : public PragmaHandler {
public:
  Handler(StringRef Name, TargetPragmas &Pragmas)
      : PragmaHandler(Name), Pragmas(Pragmas) {}

  void HandlePragma(Preprocessor &, PragmaIntroducer Introducer,
                    Token &) override {
    Pragmas.apply(getName(), Pragmas.Sources.getExpansionLoc(Introducer.Loc));
  }

private:
  TargetPragmas &Pragmas;
};

TargetPragmas::TargetPragmas(Preprocessor &PP)
    : Sources(PP.getSourceManager()) {
  for (const char *Name :
       {"target", "push_options", "pop_options", "reset_options"})
    PP.AddPragmaHandler("GCC", new Handler(Name, *this)); // PP owns it.
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

//===- FrameNames.cpp - what compilers call a function -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FrameNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Demangle/Demangle.h"

using llvm::StringRef;

namespace segstack {

std::string canonicalLinkage(StringRef Name) {
  std::string Text = Name.substr(0, Name.find('.', 1)).str();
  llvm::ItaniumPartialDemangler Parts;
  if (!StringRef(Text).starts_with("_Z") ||
      Parts.partialDemangle(Text.c_str()) || !Parts.isCtorOrDtor())
    return Text;
  for (size_t I = Text.size() - 2; I-- > 0;)
    if ((Text[I] == 'C' || Text[I] == 'D') && llvm::isDigit(Text[I + 1]) &&
        (Text[I + 2] == 'E' || Text[I + 2] == 'I')) {
      Text[I + 1] = '1';
      break;
    }
  return Text;
}

std::string plainName(StringRef Pretty) {
  std::string Text;
  int Depth = 0;
  for (size_t I = 0; I != Pretty.size(); ++I) {
    StringRef Rest = Pretty.drop_front(I);
    if (Depth == 0 && Rest.starts_with("operator")) {
      Text += Rest.take_until([](char C) { return C == '('; });
      if (Rest.starts_with("operator()"))
        Text += "()";
      break;
    }
    if (Depth == 0 && Rest.consume_front("<lambda")) {
      Text += "lambda";
      break;
    }
    if (Depth == 0 && (Rest.starts_with("(anonymous namespace)") ||
                       Rest.starts_with("{anonymous}"))) {
      I += Rest.find_first_of(")}");
      Text += "{}";
      continue;
    }
    char C = Pretty[I];
    if (Depth == 0 && C == '(') { // of a local one: its function's
      size_t Behind = Rest.find(")::");
      if (Behind == StringRef::npos)
        break;
      I += Behind;
      continue;
    }
    Depth += (C == '<') - (C == '>');
    if (Depth == 0 && C == ' ')
      Text.clear();
    else if (Depth == 0 && C != '>' && C != '*' && C != '&')
      Text += C;
  }
  // clang's closures: $_0::operator() and 'lambda'::operator().
  StringRef Call = Text;
  if (Call.consume_back("::operator()") &&
      (lastPart(Call).starts_with("$_") || lastPart(Call).starts_with("'")))
    return (Call.drop_back(lastPart(Call).size()) + "lambda").str();
  return Text;
}

StringRef lastPart(StringRef Name) {
  size_t Colons = Name.rfind("::");
  return Colons == StringRef::npos ? Name : Name.drop_front(Colons + 2);
}

bool isRuntimeHeader(StringRef File) {
  auto [Folder, Name] = File.rsplit('/');
  return (Folder == "segstack" || Folder.ends_with("/segstack")) &&
         llvm::is_contained<StringRef>({"check.h", "check_c.h", "room.h",
                                        "room_c.h", "visit.h", "dynamic.h",
                                        "guard.h"},
                                       Name);
}

Role roleOf(const FrameEntry &Entry) {
  StringRef Name = Entry.Linkage.empty() ? StringRef(Entry.Pretty)
                                         : StringRef(Entry.Linkage.front());
  bool Runtime =
      isRuntimeHeader(Entry.File) || Name.starts_with("_ZN14segstack_check");
  if (Runtime)
    return Name.contains("segstack_invoke_apart") ||
                   Name.contains("segstack_targetILb0E") ||
                   Name.contains("segstack_target<SegstackRetries>")
               ? Role::Around
               : Role::Nothing;
  if (Name.contains("segstack_ours"))
    return Role::Body;
  if (!Entry.Linkage.empty())
    return Role::Function;
  StringRef First = Name.take_until([](char C) { return C == '('; });
  return !First.empty() && llvm::all_of(First, llvm::isDigit) ? Role::Part
                                                              : Role::Function;
}

} // namespace segstack

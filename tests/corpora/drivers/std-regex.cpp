//===- std-regex.cpp - std::regex over a long text -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"
#include <regex>

/// libstdc++ matches depth first, some calls deeper with every character.
static bool alternatives(std::size_t Length) {
  std::regex Pattern("(a|b)*c");
  std::string Text = repeat("ab", Length / 2);
  return (std::regex_match(Text + "c", Pattern) &&
          !std::regex_match(Text + "d", Pattern)) ||
         wrong("another result");
}

static bool search(std::size_t Length) {
  std::smatch Found;
  std::string Text = "<" + repeat("x", Length) + ">";
  return (std::regex_search(Text, Found, std::regex("<([^>]*)>")) &&
          static_cast<std::size_t>(Found[1].length()) == Length) ||
         wrong("another match");
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"alternatives", alternatives}, {"search", search}};
  return driverMain(ArgC, ArgV, Cases);
}

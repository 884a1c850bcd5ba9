//===- tinyxml2.cpp - deep XML trees -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tinyxml2.h"
#include "Driver.h"

/// Parses, copies, prints by a visitor and destroys: all of them recurse.
static bool trees(std::size_t Depth) {
  std::string Text = repeat("<n>", Depth) + "7" + repeat("</n>", Depth);
  tinyxml2::XMLDocument Parsed;
  if (Parsed.Parse(Text.data(), Text.size()) != tinyxml2::XML_SUCCESS)
    return wrong("does not parse");
  tinyxml2::XMLDocument Copy;
  Parsed.DeepCopy(&Copy);
  tinyxml2::XMLPrinter Printer(nullptr, /*compact=*/true);
  Copy.Print(&Printer);
  if (Text != Printer.CStr())
    return wrong("the text differs");
  Copy.DeleteChildren();
  return Copy.NoChildren() || wrong("not destroyed");
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"trees", trees}};
  return driverMain(ArgC, ArgV, Cases);
}

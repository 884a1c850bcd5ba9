//===- tinyxml2.cpp - deep XML trees -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tinyxml2.h"
#include "Driver.h"

/// Prints by a visitor and destroys: both recurse.
static bool isNest(tinyxml2::XMLDocument &Document, std::size_t Depth) {
  tinyxml2::XMLPrinter Printer(nullptr, /*compact=*/true);
  Document.Print(&Printer);
  if (repeat("<n>", Depth) + "7" + repeat("</n>", Depth) != Printer.CStr())
    return wrong("the text differs");
  Document.DeleteChildren();
  return Document.NoChildren() || wrong("not destroyed");
}

static bool built(std::size_t Depth) {
  tinyxml2::XMLDocument Document;
  tinyxml2::XMLNode *Innermost = &Document;
  for (std::size_t Level = 0; Level != Depth; ++Level)
    Innermost = Innermost->InsertEndChild(Document.NewElement("n"));
  Innermost->InsertEndChild(Document.NewText("7"));
  return isNest(Document, Depth);
}

static bool parsed(std::size_t Depth) {
  std::string Text = repeat("<n>", Depth) + "7" + repeat("</n>", Depth);
  tinyxml2::XMLDocument Document;
  if (Document.Parse(Text.data(), Text.size()) != tinyxml2::XML_SUCCESS)
    return wrong("does not parse");
  return isNest(Document, Depth);
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"built", built}, {"parsed", parsed}};
  return driverMain(ArgC, ArgV, Cases);
}

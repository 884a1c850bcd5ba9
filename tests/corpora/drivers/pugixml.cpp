//===- pugixml.cpp - deep XML trees and XPath expressions -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "pugixml.hpp"
#include "Driver.h"
#include <sstream>

/// The parser and the printer of pugixml are loops; what recurses is the
/// destruction of a subtree.
static bool trees(std::size_t Depth) {
  std::string Text = repeat("<n>", Depth) + "7" + repeat("</n>", Depth);
  pugi::xml_document Document;
  if (!Document.load_buffer(Text.data(), Text.size()))
    return wrong("does not parse");
  std::size_t Levels = 0;
  for (pugi::xml_node Node = Document.child("n"); Node; Node = Node.child("n"))
    ++Levels;
  if (Levels != Depth)
    return wrong("the tree has another depth");
  std::ostringstream Out;
  Document.save(Out, "", pugi::format_raw | pugi::format_no_declaration);
  if (Out.str() != Text)
    return wrong("the text differs");
  if (!Document.remove_children() || Document.first_child())
    return wrong("not destroyed");
  return true;
}

/// Parsing, optimising and evaluating an XPath expression recurse.
static bool xpath(std::size_t Depth) {
  std::string Text = repeat("not(", Depth) + "true()" + repeat(")", Depth);
  pugi::xpath_query Query(Text.c_str());
  if (!Query)
    return wrong("does not compile");
  bool Expected = Depth % 2 == 0;
  return Query.evaluate_boolean(pugi::xml_document()) == Expected ||
         wrong("evaluates to something else");
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"trees", trees}, {"xpath", xpath}};
  return driverMain(ArgC, ArgV, Cases);
}

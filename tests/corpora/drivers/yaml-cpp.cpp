//===- yaml-cpp.cpp - deep YAML documents -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"
#include <yaml-cpp/yaml.h>

/// Counts the levels of \p Document, a nest of sequences around a 7.
static bool isNest(const YAML::Node &Document, std::size_t Depth) {
  std::size_t Levels = 0;
  YAML::Node Inner = Document;
  while (Inner.IsSequence() && Inner.size() == 1) {
    Inner.reset(YAML::Node(Inner[0]));
    ++Levels;
  }
  if (Levels != Depth)
    return wrong("the document has another depth");
  return Inner.as<int>() == 7 || wrong("the innermost value differs");
}

static bool flow(std::size_t Depth) {
  std::string Text = repeat("[", Depth) + "7" + repeat("]", Depth);
  YAML::Node Parsed = YAML::Load(Text);
  YAML::Node Copy = YAML::Clone(Parsed);
  return isNest(Parsed, Depth) && isNest(Copy, Depth);
}

static bool block(std::size_t Depth) {
  YAML::Node Parsed = YAML::Load(repeat("- ", Depth) + "7");
  return isNest(Parsed, Depth);
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"flow", flow}, {"block", block}};
  return driverMain(ArgC, ArgV, Cases);
}

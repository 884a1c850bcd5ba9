//===- jsoncpp.cpp - deep JSON values -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"
#include <json/json.h>
#include <memory>

static bool roundTrip(const std::string &Text) {
  Json::CharReaderBuilder Reading;
  Reading["stackLimit"] = 2000000000; // a limit that only saves the stack
  std::unique_ptr<Json::CharReader> Reader(Reading.newCharReader());
  Json::Value Parsed;
  std::string Errors;
  if (!Reader->parse(Text.data(), Text.data() + Text.size(), &Parsed, &Errors))
    return wrong("does not parse");
  Json::Value Copy(Parsed);
  if (!(Copy == Parsed))
    return wrong("the copy differs");
  Json::StreamWriterBuilder Writing;
  Writing["indentation"] = "";
  return Json::writeString(Writing, Copy) == Text || wrong("the text differs");
}

static bool arrays(std::size_t Depth) {
  return roundTrip(repeat("[", Depth) + "7" + repeat("]", Depth));
}

static bool objects(std::size_t Depth) {
  return roundTrip(repeat("{\"key\":", Depth) + "7" + repeat("}", Depth));
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"arrays", arrays}, {"objects", objects}};
  return driverMain(ArgC, ArgV, Cases);
}

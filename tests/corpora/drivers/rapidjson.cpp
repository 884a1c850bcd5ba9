//===- rapidjson.cpp - deep JSON documents -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"
#include "rapidjson/document.h"
#include "rapidjson/stringbuffer.h"
#include "rapidjson/writer.h"

// CrtAllocator, because the pool that is the default frees a document without
// visiting it; this one runs the recursive destructors.
typedef rapidjson::GenericDocument<rapidjson::UTF8<>, rapidjson::CrtAllocator>
    Document;
typedef rapidjson::GenericValue<rapidjson::UTF8<>, rapidjson::CrtAllocator>
    Value;

/// Parses, copies (a recursive constructor), compares, writes and destroys.
static bool roundTrip(const std::string &Text, std::size_t Depth) {
  Document Parsed;
  Parsed.Parse(Text.data(), Text.size());
  if (Parsed.HasParseError())
    return wrong("does not parse");
  rapidjson::CrtAllocator Allocator;
  Value Copy(Parsed, Allocator);
  if (!(Copy == Parsed))
    return wrong("the copy differs");
  rapidjson::StringBuffer Out;
  rapidjson::Writer<rapidjson::StringBuffer> Writer(Out, nullptr, Depth + 1);
  if (!Copy.Accept(Writer))
    return wrong("does not write");
  return Text == Out.GetString() || wrong("the text differs");
}

static bool arrays(std::size_t Depth) {
  return roundTrip(repeat("[", Depth) + "7" + repeat("]", Depth), Depth);
}

static bool objects(std::size_t Depth) {
  return roundTrip(repeat("{\"key\":", Depth) + "7" + repeat("}", Depth),
                   Depth);
}

int main(int ArgC, char **ArgV) {
  const Case Cases[] = {{"arrays", arrays}, {"objects", objects}};
  return driverMain(ArgC, ArgV, Cases);
}

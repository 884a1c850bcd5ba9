//===- ConfigFile.cpp - the .segstack file --------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConfigFile.h"
#include "Failure.h"
#include "Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"
#include <deque>

namespace {

/// A scalar that a parse function of Settings.h reads. yaml::IO finds the
/// right reader by its type.
template <class T, llvm::Expected<T> (*Parse)(llvm::StringRef)> struct Value {
  T Is = T();
};

llvm::Expected<bool> parseSwitch(llvm::StringRef Text) {
  if (Text == "true" || Text == "false")
    return Text == "true";
  return segstack::fail(segstack::ExitCode::Usage,
                        "expected 'true' or 'false', found '" + Text + "'");
}

llvm::Expected<std::string> parseText(llvm::StringRef Text) {
  return Text.str();
}

using PlaceValue = Value<segstack::Placement, segstack::parsePlacement>;
using MechanismValue = Value<segstack::Mechanism, segstack::parseMechanism>;
using MarkersValue = Value<segstack::MarkerStyle, segstack::parseLineMarkers>;
using BytesValue = Value<uint64_t, segstack::parseByteCount>;
using PatternValue = Value<std::string, segstack::parsePathPattern>;
using GlobValue = Value<std::string, segstack::parseGlob>;
using NameValue = Value<std::string, segstack::parseFunctionName>;
using ExternalValue = Value<std::string, segstack::parseExternalStack>;
using DepthValue = Value<std::string, segstack::parseRecursionDepth>;
using TextValue = Value<std::string, parseText>;
using SwitchValue = Value<bool, parseSwitch>;

/// What the readers need besides the text.
struct ReaderContext {
  std::string Name;              ///< of the file
  std::deque<std::string> Texts; ///< yaml::IO keeps references to messages
  std::string Error;             ///< the first one, with file and line
};

void print(segstack::Placement Place, llvm::raw_ostream &OS) {
  OS << segstack::spelling(Place);
}
void print(segstack::Mechanism How, llvm::raw_ostream &OS) {
  OS << segstack::spelling(How);
}
void print(segstack::MarkerStyle Style, llvm::raw_ostream &OS) {
  OS << segstack::spelling(Style);
}
void print(bool Is, llvm::raw_ostream &OS) { OS << (Is ? "true" : "false"); }
template <class T> void print(const T &Is, llvm::raw_ostream &OS) { OS << Is; }

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(GlobValue)
LLVM_YAML_IS_SEQUENCE_VECTOR(TextValue)
LLVM_YAML_IS_SEQUENCE_VECTOR(NameValue)
LLVM_YAML_IS_SEQUENCE_VECTOR(ExternalValue)
LLVM_YAML_IS_SEQUENCE_VECTOR(DepthValue)

namespace llvm {
namespace yaml {

template <class T, Expected<T> (*Parse)(StringRef)>
struct ScalarTraits<Value<T, Parse>> {
  static void output(const Value<T, Parse> &Value, void *, raw_ostream &OS) {
    print(Value.Is, OS);
  }
  static StringRef input(StringRef Text, void *Context,
                         Value<T, Parse> &Value) {
    Expected<T> Read = Parse(Text);
    if (Read) {
      Value.Is = std::move(*Read);
      return {};
    }
    auto *Reader = static_cast<ReaderContext *>(Context);
    Reader->Texts.push_back(toString(Read.takeError()));
    return Reader->Texts.back();
  }
  static QuotingType mustQuote(StringRef Text) {
    return std::is_same_v<T, std::string> ? QuotingType::Single
                                          : needsQuotes(Text);
  }
};

} // namespace yaml
} // namespace llvm

namespace {

template <class V, class T>
void mapValue(llvm::yaml::IO &IO, const char *Key, std::optional<T> &Member) {
  std::optional<V> Wrapped;
  if (IO.outputting() && Member)
    Wrapped = V{*Member};
  IO.mapOptional(Key, Wrapped);
  if (!IO.outputting() && Wrapped)
    Member = Wrapped->Is;
}

template <class V>
void mapList(llvm::yaml::IO &IO, const char *Key,
             std::vector<std::string> &Member) {
  std::vector<V> Wrapped;
  for (const std::string &Text : Member)
    Wrapped.push_back({Text});
  IO.mapOptional(Key, Wrapped);
  if (IO.outputting())
    return;
  for (const V &Text : Wrapped)
    Member.push_back(Text.Is);
}

const llvm::StringRef Keys[] = {
    "place",
    "mechanism",
    "header-filter",
    "exclude-header-filter",
    "system-header-filter",
    "skip",
    "plan",
    "unchecked-budget",
    "external-stack",
    "system-stack",
    "max-recursion-depth",
    "extra-arg",
    "extra-arg-before",
    "no-include",
    "no-verify",
    "line-markers",
};

/// yaml::IO's own messages, made to say what was expected.
std::string explain(llvm::StringRef Message) {
  llvm::StringRef Key = Message;
  if (Key.consume_front("unknown key '") && Key.consume_back("'"))
    return (Message + "; " + segstack::nearestHint(Key, Keys)).str();
  if (Message == "not a sequence")
    return "expected a list, as in '[a, b]'";
  if (Message == "not a mapping")
    return "expected lines of the form 'key: value'";
  if (Message == "unexpected scalar" || Message == "not a scalar")
    return "expected a single value";
  return Message.str();
}

void keepFirst(const llvm::SMDiagnostic &Diagnostic, void *Context) {
  auto *Reader = static_cast<ReaderContext *>(Context);
  if (!Reader->Error.empty() ||
      Diagnostic.getKind() != llvm::SourceMgr::DK_Error)
    return;
  llvm::raw_string_ostream OS(Reader->Error);
  OS << Reader->Name << ':' << Diagnostic.getLineNo() << ':'
     << Diagnostic.getColumnNo() + 1 << ": "
     << explain(Diagnostic.getMessage());
}

} // namespace

template <> struct llvm::yaml::MappingTraits<segstack::Settings> {
  static void mapping(IO &IO, segstack::Settings &S) {
    mapValue<PlaceValue>(IO, "place", S.Place);
    mapValue<MechanismValue>(IO, "mechanism", S.How);
    mapValue<PatternValue>(IO, "header-filter", S.HeaderFilter);
    mapValue<PatternValue>(IO, "exclude-header-filter", S.ExcludeHeaderFilter);
    mapValue<PatternValue>(IO, "system-header-filter", S.SystemHeaderFilter);
    mapList<GlobValue>(IO, "skip", S.Skip);
    mapValue<TextValue>(IO, "plan", S.Plan);
    mapValue<BytesValue>(IO, "unchecked-budget", S.UncheckedBudget);
    mapList<ExternalValue>(IO, "external-stack", S.ExternalStack);
    mapList<NameValue>(IO, "system-stack", S.SystemStack);
    mapList<DepthValue>(IO, "max-recursion-depth", S.MaxRecursionDepth);
    mapList<TextValue>(IO, "extra-arg", S.ExtraArgs);
    mapList<TextValue>(IO, "extra-arg-before", S.ExtraArgsBefore);
    mapValue<SwitchValue>(IO, "no-include", S.NoInclude);
    mapValue<SwitchValue>(IO, "no-verify", S.NoVerify);
    mapValue<MarkersValue>(IO, "line-markers", S.LineMarkers);
  }
};

namespace segstack {

llvm::Expected<Settings> parseConfig(llvm::StringRef Text,
                                     llvm::StringRef Name) {
  ReaderContext Reader;
  Reader.Name = Name.str();
  llvm::yaml::Input Input(Text, &Reader, keepFirst, &Reader);
  Settings Result;
  Input >> Result;
  if (!Reader.Error.empty())
    return fail(ExitCode::Usage, Reader.Error);
  if (Input.error())
    return fail(ExitCode::Usage, Name + ": " + Input.error().message());
  return Result;
}

llvm::Expected<Settings> readConfigFile(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return fail(ExitCode::Usage, "cannot read the configuration '" + Path +
                                     "': " + Buffer.getError().message());
  llvm::Expected<Settings> Read =
      parseConfig((*Buffer)->getBuffer(), displayPath(Path));
  if (Read && Read->Plan) // from where it is said
    Read->Plan = absolutePath(*Read->Plan,
                              llvm::sys::path::parent_path(absolutePath(Path)));
  return Read;
}

std::string printConfig(const Settings &Settings) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  llvm::yaml::Output Output(OS);
  auto Copy = Settings;
  Output << Copy;
  return Text;
}

llvm::Expected<Settings> ConfigFinder::settingsFor(llvm::StringRef Source) {
  std::string Path = absolutePath(Source);
  return settingsOfFolder(llvm::sys::path::parent_path(Path));
}

llvm::Expected<Settings>
ConfigFinder::settingsOfFolder(llvm::StringRef Folder) {
  if (Folder.empty())
    return Settings();
  auto Known = ByFolder.find(Folder);
  if (Known != ByFolder.end())
    return Known->second;
  llvm::SmallString<256> File(Folder);
  llvm::sys::path::append(File, ".segstack");
  llvm::Expected<Settings> Found =
      llvm::sys::fs::is_regular_file(File)
          ? readConfigFile(File)
          : settingsOfFolder(llvm::sys::path::parent_path(Folder));
  if (Found)
    ByFolder[Folder] = *Found;
  return Found;
}

} // namespace segstack

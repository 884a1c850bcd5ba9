//===- CompileCommands.cpp - which commands compile the given files -------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   -p, or the nearest compile_commands.json -> checked -> those of the objects
//                                                    -> entries of the files
//   what follows `--` --------------------------------> one command per file
//
//===----------------------------------------------------------------------===//

#include "CompileCommands.h"
#include "CompilerCommand.h"
#include "Failure.h"
#include "Paths.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include <map>
#include <set>

namespace path = llvm::sys::path;

namespace segstack {
namespace {

constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

llvm::Error badUsage(const llvm::Twine &Message) {
  return fail(ExitCode::Usage, Message);
}

// -- Checking the text of a database, which clang's reader does silently.

/// What is wrong with one entry; empty when nothing is.
std::string faultOf(const llvm::json::Value &Entry) {
  const llvm::json::Object *Object = Entry.getAsObject();
  if (!Object)
    return "expected an object with 'directory', 'file' and 'command' or "
           "'arguments'";
  for (llvm::StringRef Key : {"directory", "file"})
    if (!Object->getString(Key))
      return ("expected a string '" + Key + "'").str();
  const llvm::json::Array *Arguments = Object->getArray("arguments");
  if (!Object->getString("command") && !Arguments)
    return "expected a string 'command' or a list 'arguments'";
  if (Arguments)
    for (const llvm::json::Value &Argument : *Arguments)
      if (!Argument.getAsString())
        return "expected only strings in 'arguments'";
  if (Arguments ? Arguments->empty() : Object->getString("command")->empty())
    return "expected a compiler and its arguments, found nothing";
  return "";
}

/// The line on which entry \p Index of the array in \p Text begins. The text
/// is valid JSON: counting brackets outside of strings is enough.
size_t lineOfEntry(llvm::StringRef Text, size_t Index) {
  size_t Line = 1, Seen = 0;
  unsigned Depth = 0;
  bool InString = false, Expected = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    Line += C == '\n';
    if (InString) {
      I += C == '\\';
      InString = C != '"';
      continue;
    }
    bool Begins = Depth == 1 && Expected && !llvm::isSpace(C);
    if (Begins && Seen++ == Index)
      return Line;
    if (Begins)
      Expected = false;
    InString = C == '"';
    Expected |= (Depth == 0 && C == '[') || (Depth == 1 && C == ',');
    Depth += C == '[' || C == '{';
    Depth -= C == ']' || C == '}';
  }
  return Line;
}

llvm::Error checkDatabase(llvm::StringRef Text, llvm::StringRef Name) {
  llvm::Expected<llvm::json::Value> Value = llvm::json::parse(Text);
  if (!Value) {
    std::string Message;
    llvm::handleAllErrors(Value.takeError(),
                          [&](const llvm::json::ParseError &E) {
                            llvm::raw_string_ostream OS(Message);
                            E.log(OS);
                          });
    // "[line:column, byte=n]: what"
    auto [Where, What] = llvm::StringRef(Message).split("]: ");
    llvm::StringRef Place = Where.split(',').first;
    Place.consume_front("[");
    return badUsage(Name + ":" + Place + ": " + What);
  }
  const llvm::json::Array *Entries = Value->getAsArray();
  if (!Entries)
    return badUsage(Name + ":1: expected a list of compile commands");
  for (size_t I = 0; I < Entries->size(); ++I) {
    std::string Fault = faultOf((*Entries)[I]);
    if (!Fault.empty())
      return badUsage(Name + ":" + llvm::Twine(lineOfEntry(Text, I)) +
                      ": entry " + llvm::Twine(I + 1) + " of " +
                      llvm::Twine(Entries->size()) + ": " + Fault);
  }
  return llvm::Error::success();
}

// -- Choosing commands.

using CommandKey =
    std::tuple<std::string, std::string, std::vector<std::string>>;

/// Where the object goes; a database need not say so.
std::string objectOf(const clang::tooling::CompileCommand &Command) {
  std::string Name = Command.Output;
  if (Name.empty())
    Name = readCompilerCommand(Command.CommandLine).Output;
  if (Name.empty())
    Name = (path::stem(Command.Filename) + ".o").str();
  return absolutePath(Name, Command.Directory);
}

void keepObjects(std::vector<clang::tooling::CompileCommand> &Commands,
                 llvm::StringRef Filter) {
  llvm::Regex Pattern(Filter);
  llvm::erase_if(Commands, [&](const clang::tooling::CompileCommand &C) {
    return Filter.empty() || !Pattern.match(objectOf(C));
  });
}

std::vector<CompileInput>
withoutRepeats(const std::vector<clang::tooling::CompileCommand> &Commands) {
  std::vector<CompileInput> Inputs;
  std::set<CommandKey> Known;
  for (const clang::tooling::CompileCommand &C : Commands)
    if (Known.insert({C.Directory, C.Filename, C.CommandLine}).second)
      Inputs.push_back({C.Directory, C.Filename, C.CommandLine});
  return Inputs;
}

llvm::Expected<std::string> locateDatabase(llvm::StringRef BuildPath) {
  llvm::SmallString<256> File(BuildPath);
  if (llvm::sys::fs::is_directory(File))
    path::append(File, DatabaseName);
  if (!llvm::sys::fs::exists(File))
    return badUsage("there is no compilation database '" + File +
                    "'; with CMake, -DCMAKE_EXPORT_COMPILE_COMMANDS=ON writes "
                    "one");
  return File.str().str();
}

llvm::Expected<std::string> nearestDatabase(llvm::StringRef Source) {
  std::string File = absolutePath(Source);
  for (llvm::StringRef Folder = path::parent_path(File); !Folder.empty();
       Folder = path::parent_path(Folder)) {
    llvm::SmallString<256> Candidate(Folder);
    path::append(Candidate, DatabaseName);
    if (llvm::sys::fs::exists(Candidate))
      return Candidate.str().str();
  }
  return badUsage("there is no " + DatabaseName + " in a folder above '" +
                  Source +
                  "'; say where it is with -p, or give the compiler "
                  "arguments after '--'");
}

llvm::Expected<std::vector<CompileInput>>
commandsFromTail(const std::vector<std::string> &Files,
                 const std::vector<std::string> &Tail) {
  if (Files.empty())
    return badUsage("'--' needs the files to rewrite before it");
  std::vector<const char *> Arguments = {"segstack", "--"};
  for (const std::string &Argument : Tail)
    Arguments.push_back(Argument.c_str());
  int Count = Arguments.size();
  std::string Error;
  auto Fixed = clang::tooling::FixedCompilationDatabase::loadFromCommandLine(
      Count, Arguments.data(), Error, absolutePath("."));
  if (!Fixed)
    return badUsage("the arguments after '--': " + Error);
  std::vector<CompileInput> Inputs;
  for (const std::string &File : Files)
    for (CompileInput &Input : withoutRepeats(Fixed->getCompileCommands(File)))
      Inputs.push_back({Input.Directory, File, Input.CommandLine});
  return Inputs;
}

/// Those of C and C++.
llvm::Expected<std::vector<CompileInput>>
allFiles(std::vector<CompileInput> Entries, llvm::StringRef Database) {
  llvm::erase_if(Entries, [](const CompileInput &Entry) {
    return readCompilerCommand(Entry.CommandLine).OtherLanguage;
  });
  if (Entries.empty())
    return badUsage("'" + Database + "' has no command that compiles C or C++");
  return Entries;
}

/// Finds entries by what the file is, not by how it is spelled.
llvm::Expected<std::vector<CompileInput>>
selectFiles(std::vector<CompileInput> Entries,
            const std::vector<std::string> &Files, llvm::StringRef Database) {
  std::multimap<std::string, size_t> ByFile;
  for (size_t I = 0; I < Entries.size(); ++I)
    ByFile.emplace(
        realPath(absolutePath(Entries[I].File, Entries[I].Directory)), I);
  std::vector<CompileInput> Selected;
  std::set<std::string> Known;
  std::string Missing;
  for (const std::string &File : Files) {
    std::string Key = realPath(File);
    auto [Begin, End] = ByFile.equal_range(Key);
    if (Begin == End)
      Missing += (Missing.empty() ? "'" : ", '") + File + "'";
    if (!Known.insert(Key).second)
      continue;
    for (auto Entry = Begin; Entry != End; ++Entry)
      Selected.push_back(Entries[Entry->second]);
  }
  if (!Missing.empty())
    return badUsage(Missing + ": not in the compilation database '" + Database +
                    "' (headers are rewritten with the sources that include "
                    "them)");
  return Selected;
}

} // namespace

llvm::Expected<std::vector<CompileInput>>
readDatabase(llvm::StringRef Path,
             const std::optional<std::string> &ObjectFilter) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return badUsage("cannot read the compilation database '" + Path +
                    "': " + Buffer.getError().message());
  if (llvm::Error Err = checkDatabase((*Buffer)->getBuffer(), Path))
    return Err;
  std::string Message;
  auto Database = clang::tooling::JSONCompilationDatabase::loadFromBuffer(
      (*Buffer)->getBuffer(), Message,
      clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return badUsage(Path + ": " + Message);
  auto Commands = Database->getAllCompileCommands();
  if (ObjectFilter) {
    keepObjects(Commands, *ObjectFilter);
    if (Commands.empty())
      return badUsage("--object-filter: no object of '" + Path + "' matches '" +
                      *ObjectFilter + "'");
  }
  return withoutRepeats(Commands);
}

llvm::Expected<std::vector<CompileInput>>
findCommands(const std::vector<std::string> &Files,
             const CommandSource &Source) {
  if (Source.Tail)
    return commandsFromTail(Files, *Source.Tail);
  if (Source.BuildPath.empty() && Files.empty())
    return badUsage("nothing to rewrite: give files, or a build folder with "
                    "-p");
  llvm::Expected<std::string> Path = Source.BuildPath.empty()
                                         ? nearestDatabase(Files.front())
                                         : locateDatabase(Source.BuildPath);
  if (!Path)
    return Path.takeError();
  llvm::Expected<std::vector<CompileInput>> Entries =
      readDatabase(*Path, Source.ObjectFilter);
  if (Entries && Files.empty())
    return allFiles(std::move(*Entries), *Path);
  if (!Entries)
    return Entries;
  return selectFiles(std::move(*Entries), Files, *Path);
}

} // namespace segstack

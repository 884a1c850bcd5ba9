//===- LauncherOptions.cpp - the options of segstack cc -------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LauncherOptions.h"
#include "Failure.h"
#include <functional>

using llvm::StringRef;

namespace segstack {
namespace {

constexpr StringRef Help =
    R"(segstack cc: compile C++ with stack checks, with any compiler

Usage: segstack cc [options] COMPILER ARGUMENTS...

A command that compiles C++ is run on the rewritten source; any other command
(linking, preprocessing, assembling, a build system's compiler checks) is run
as it is. The exit code is the compiler's own.

Options:
  --place=auto|all|plan          which functions get a check (default: auto)
  --plan=FILE                    of segstack plan, for --place=plan
  --mechanism=limit|guard        compare with a limit (default), or fault
  --header-filter=REGEX          headers of the project that may get checks
  --exclude-header-filter=REGEX  and those of them that may not
  --system-header-filter=REGEX   system headers that may get checks
  --skip=GLOB                    functions that get no check; repeatable
  --external-stack=NAME=BYTES    stack that a function takes which is compiled
                                 elsewhere; repeatable
  --system-stack=NAME            function to call on the thread's own stack;
                                 repeatable
  --max-recursion-depth=GLOB=FRAMES
                                 frames that functions have at most by calling
                                 themselves; repeatable
  --config-file=FILE             instead of the nearest .segstack
  --no-verify                    do not parse the result again to prove it
  --link-runtime                 add the runtime to commands that link
  --shared-runtime               programs get libsegstack.so, as those must that
                                 load shared libraries with checks
  --static-runtime               programs are linked with libsegstack.a, so that
                                 checks are shorter; --link-runtime implies it
  --depend=FILE                  name it in dependency files, too, so that the
                                 object is made again when it changes; repeatable
  --runtime-dir=DIR              the folder with the runtime's lib and include
  --keep-output=DIR              also write there what the compiler was given
  --quiet                        no warning for a file that is left alone
  --verbose                      tell what was done, and why not
  --help, --version
)";

/// One option: its name, whether it has a value, what it sets.
struct Spec {
  StringRef Name;
  bool HasValue;
  std::function<llvm::Error(StringRef)> Set;
};

class Parser {
public:
  Parser();
  llvm::Expected<LauncherOptions> run(llvm::ArrayRef<const char *> Arguments);

private:
  llvm::Expected<size_t> parseOne(llvm::ArrayRef<const char *> Arguments,
                                  size_t At);
  llvm::Error unknown(StringRef Name) const;

  void flag(StringRef Name, bool &Target) {
    Specs.push_back({Name, false, [&Target](StringRef) -> llvm::Error {
                       Target = true;
                       return llvm::Error::success();
                     }});
  }
  void text(StringRef Name, std::string &Target) {
    Specs.push_back({Name, true, [&Target](StringRef Value) -> llvm::Error {
                       Target = Value.str();
                       return llvm::Error::success();
                     }});
  }
  template <class T, class Reader>
  void value(StringRef Name, std::optional<T> &Target, Reader Read) {
    Specs.push_back(
        {Name, true, [&Target, Read](StringRef Value) -> llvm::Error {
           llvm::Expected<T> Result = Read(Value);
           if (!Result)
             return Result.takeError();
           Target = *Result;
           return llvm::Error::success();
         }});
  }
  template <class Reader>
  void list(StringRef Name, std::vector<std::string> &Target, Reader Read) {
    Specs.push_back(
        {Name, true, [&Target, Read](StringRef Value) -> llvm::Error {
           llvm::Expected<std::string> Result = Read(Value);
           if (!Result)
             return Result.takeError();
           Target.push_back(*Result);
           return llvm::Error::success();
         }});
  }

  LauncherOptions Options;
  bool NoVerify = false;
  std::string ConfigFile;
  std::vector<Spec> Specs;
};

Parser::Parser() {
  value("place", Options.Flags.Place, parsePlacement);
  value("plan", Options.Flags.Plan, parseFile);
  value("mechanism", Options.Flags.How, parseMechanism);
  value("header-filter", Options.Flags.HeaderFilter, parsePathPattern);
  value("exclude-header-filter", Options.Flags.ExcludeHeaderFilter,
        parsePathPattern);
  value("system-header-filter", Options.Flags.SystemHeaderFilter,
        parsePathPattern);
  list("skip", Options.Flags.Skip, parseGlob);
  list("external-stack", Options.Flags.ExternalStack, parseExternalStack);
  list("system-stack", Options.Flags.SystemStack, parseFunctionName);
  list("max-recursion-depth", Options.Flags.MaxRecursionDepth,
       parseRecursionDepth);
  // As it is given, which is how a build names it.
  list("depend", Options.Depends, [](StringRef Value) {
    llvm::Expected<std::string> File = parseFile(Value);
    return File ? Value.str() : std::move(File);
  });
  text("config-file", ConfigFile);
  text("keep-output", Options.KeepOutput);
  text("runtime-dir", Options.RuntimeDir);
  flag("no-verify", NoVerify);
  flag("link-runtime", Options.LinkRuntime);
  flag("shared-runtime", Options.SharedRuntime);
  flag("static-runtime", Options.StaticRuntime);
  flag("quiet", Options.Quiet);
  flag("verbose", Options.Verbose);
  flag("help", Options.Help);
  flag("version", Options.Version);
}

llvm::Error Parser::unknown(StringRef Name) const {
  std::vector<StringRef> Names;
  for (const Spec &One : Specs)
    Names.push_back(One.Name);
  return fail(ExitCode::Usage, "segstack cc: unknown option '--" + Name +
                                   "'; " + nearestHint(Name, Names));
}

/// Reads the option at \p At; returns the index of the word after it.
llvm::Expected<size_t> Parser::parseOne(llvm::ArrayRef<const char *> Arguments,
                                        size_t At) {
  auto [Name, Value] = StringRef(Arguments[At]).split('=');
  bool Joined = StringRef(Arguments[At]).contains('=');
  Name = Name.ltrim('-');
  if (Name == "h")
    Name = "help";
  for (const Spec &One : Specs) {
    if (One.Name != Name)
      continue;
    if (Joined && !One.HasValue)
      return fail(ExitCode::Usage,
                  "segstack cc: '--" + Name + "' takes no value");
    if (One.HasValue && !Joined) {
      if (++At == Arguments.size())
        return fail(ExitCode::Usage,
                    "segstack cc: '--" + Name + "' needs a value");
      Value = Arguments[At];
    }
    if (llvm::Error Bad = One.Set(Value))
      return fail(ExitCode::Usage, "segstack cc: --" + Name + ": " +
                                       llvm::toString(std::move(Bad)));
    return At + 1;
  }
  return unknown(Name);
}

llvm::Expected<LauncherOptions>
Parser::run(llvm::ArrayRef<const char *> Arguments) {
  size_t At = 0;
  while (At < Arguments.size() && Arguments[At][0] == '-') {
    if (StringRef(Arguments[At]) == "--") {
      ++At;
      break;
    }
    llvm::Expected<size_t> Next = parseOne(Arguments, At);
    if (!Next)
      return Next.takeError();
    At = *Next;
  }
  Options.Command.assign(Arguments.begin() + At, Arguments.end());
  if (NoVerify)
    Options.Flags.NoVerify = true;
  if (!ConfigFile.empty())
    Options.ConfigFile = ConfigFile;
  if (Options.SharedRuntime && Options.StaticRuntime)
    return fail(ExitCode::Usage,
                "segstack cc: --shared-runtime and --static-runtime exclude "
                "each other");
  Options.StaticRuntime |= Options.LinkRuntime && !Options.SharedRuntime;
  if (Options.Command.empty() && !Options.Help && !Options.Version)
    return fail(ExitCode::Usage,
                "segstack cc: expected a compiler and its arguments");
  return std::move(Options);
}

} // namespace

llvm::Expected<LauncherOptions>
parseLauncherOptions(llvm::ArrayRef<const char *> Arguments) {
  return Parser().run(Arguments);
}

StringRef launcherHelp() { return Help; }

} // namespace segstack

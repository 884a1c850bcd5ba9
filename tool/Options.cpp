//===- Options.cpp - the command line, as plain values --------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Failure.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

namespace cl = llvm::cl;

namespace segstack {
namespace {

cl::SubCommand Rewrite("rewrite", "put stack checks into C++ source files");
cl::SubCommand Strip("strip", "take them out again");
cl::SubCommand Plan("plan", "decide for a whole program");

cl::OptionCategory Category("segstack options");

using Text = cl::opt<std::string>;
using Switch = cl::opt<bool>;
using Texts = cl::list<std::string>;

#define IN_PROJECT cl::sub(Rewrite), cl::sub(Plan), cl::cat(Category)
#define IN_PLAN cl::sub(Plan), cl::cat(Category)
#define IN_REWRITE cl::sub(Rewrite), cl::cat(Category)
#define IN_BOTH cl::sub(Rewrite), cl::sub(Strip), cl::cat(Category)
#define IN_ALL                                                                 \
  cl::sub(Rewrite), cl::sub(Strip), cl::sub(Plan), cl::cat(Category)

Texts Files(cl::Positional, cl::desc("[FILES...]"), IN_ALL);

// -- What to make.
Switch Diff("diff", cl::desc("Print a unified diff, for patch -p1"), IN_BOTH);
Switch InPlace("in-place", cl::desc("Change the files themselves"), IN_BOTH);
Text OutputDir("output-dir", cl::value_desc("dir"), IN_BOTH,
               cl::desc("Write the files below this folder"));
Text OutputFile("o", cl::value_desc("file"), IN_ALL,
                cl::desc("Write what would be printed to this file"));
Text ExportFixes("export-fixes", cl::value_desc("file"), IN_REWRITE,
                 cl::desc("Write YAML for clang-apply-replacements"));
Switch SelfContained("self-contained", IN_REWRITE,
                     cl::desc("Print one translation unit with the project's "
                              "headers inlined"));
Switch Check("check", IN_REWRITE,
             cl::desc("List the files that would change and exit with 1 if "
                      "there are any"));
Switch ListFunctions("list-functions", IN_REWRITE,
                     cl::desc("List all functions with shape, reason and "
                              "frame estimate"));
Text Explain("explain", cl::ValueOptional, cl::value_desc("function"),
             IN_REWRITE,
             cl::desc("Tell which functions are outlined or left alone, and "
                      "why"));
Text Format("format", cl::value_desc("text|json"), cl::init("text"), IN_REWRITE,
            cl::desc("Of --list-functions"));

// -- What to read.
Text BuildPath("p", cl::value_desc("dir"), IN_PROJECT,
               cl::desc("Folder with compile_commands.json, or that file; by "
                        "default the nearest above the first source"));
Text ObjectFilter("object-filter", cl::value_desc("regex"), IN_PROJECT,
                  cl::desc("Only commands of compile_commands.json whose "
                           "object's path matches"));
Texts ExtraArgs("extra-arg", cl::value_desc("arg"), IN_PROJECT,
                cl::desc("Compiler argument to add at the end"));
Texts ExtraArgsBefore("extra-arg-before", cl::value_desc("arg"), IN_PROJECT,
                      cl::desc("Compiler argument to add at the front"));
Text ResourceDir("resource-dir", cl::value_desc("dir"), IN_PROJECT,
                 cl::desc("Clang's folder of builtin headers"));

// -- What to decide.
Text Place("place", cl::value_desc("all|auto|plan"), IN_PROJECT,
           cl::desc("Check every function, or (auto, the default) only those "
                    "that can recurse or use much stack, or as a plan says"));
Text PlanFile("plan", cl::value_desc("file"), IN_REWRITE,
              cl::desc("What 'segstack plan' wrote, for --place=plan"));
Text CacheDir("cache-dir", cl::value_desc("dir"), IN_PLAN,
              cl::desc("Folder to keep what was learnt of each source; "
                       "default: .segstack-cache beside the plan"));
Switch NoCache("no-cache", IN_PLAN, cl::desc("Keep nothing"));
Text Profile("profile", cl::value_desc("file"), IN_PLAN,
             cl::desc("Of a run, by gcov or perf: how often functions are "
                      "called"));
Text Stamp("stamp", cl::value_desc("file"), IN_PLAN,
           cl::desc("File for the decisions alone, written when they change"));
Switch KeepGoing("keep-going", IN_PLAN,
                 cl::desc("Sources that do not parse are foreign code that may "
                          "call all others"));
Text FailOn("fail-on", cl::value_desc("uncovered"), IN_PLAN,
            cl::desc("Exit with 1 when there is such a finding"));
Text How("mechanism", cl::value_desc("limit|guard"), IN_REWRITE,
         cl::desc("Checks compare with the thread's limit (the default), or "
                  "touch memory that faults"));
Text HeaderFilter("header-filter", cl::value_desc("regex"), IN_PROJECT,
                  cl::desc("Headers to rewrite; default: all but those of the "
                           "system"));
Text ExcludeHeaderFilter("exclude-header-filter", cl::value_desc("regex"),
                         IN_PROJECT, cl::desc("Headers not to rewrite"));
Text SystemHeaderFilter("system-header-filter", cl::value_desc("regex"),
                        IN_PROJECT,
                        cl::desc("System headers to rewrite; default: none"));
Texts Skip("skip", cl::value_desc("glob"), IN_PROJECT,
           cl::desc("Functions to leave alone, by qualified name"));
Text UncheckedBudget("unchecked-budget", cl::value_desc("bytes"), IN_PROJECT,
                     cl::desc("What the frames of functions without a check "
                              "may add up to"));
Texts External("external-stack", cl::value_desc("name=bytes"), IN_PROJECT,
               cl::desc("Stack that a function takes which is compiled "
                        "elsewhere; 0: as little as others"));
Texts SystemStack("system-stack", cl::value_desc("name"), IN_PROJECT,
                  cl::desc("Function to call on the thread's own stack"));
Texts MaxDepth("max-recursion-depth", cl::value_desc("glob=frames"), IN_PROJECT,
               cl::desc("Frames that functions have at most by calling "
                        "themselves"));
Switch NoInclude("no-include", IN_REWRITE,
                 cl::desc("Do not add the #include of segstack/check.h or "
                          "guard.h"));
Switch NoVerify("no-verify", IN_PROJECT,
                cl::desc("Do not parse the result again"));
Text LineMarkers("line-markers", cl::value_desc("gnu|line"), IN_REWRITE,
                 cl::desc("Of --self-contained: '# 1 \"file\"' or '#line 1 "
                          "\"file\"'"));

// -- Configuration.
Text Config("config", cl::value_desc("yaml"), IN_PROJECT,
            cl::desc("Configuration to use instead of .segstack files"));
Text ConfigFile("config-file", cl::value_desc("file"), IN_PROJECT,
                cl::desc("Configuration file to use instead of .segstack "
                         "files"));
Switch DumpConfig("dump-config", IN_REWRITE,
                  cl::desc("Print the configuration in effect"));
Switch VerifyConfig("verify-config", IN_REWRITE,
                    cl::desc("Check the configuration and do nothing else"));

// -- How to go about it.
Text Threads("j", cl::Prefix, cl::value_desc("n"), IN_PROJECT,
             cl::desc("Translation units at once; default: one per core"));
Switch Quiet("quiet", cl::desc("Print errors only"), IN_ALL);
cl::opt<cl::boolOrDefault>
    UseColor("use-color", IN_ALL,
             cl::desc("Colour in messages; default: on a terminal"));

llvm::Error badUsage(const llvm::Twine &Message) {
  return fail(ExitCode::Usage, Message);
}

// -- llvm::cl

/// cl's messages begin every line with the program and the verb.
std::string withoutPrefixes(llvm::StringRef Message) {
  std::string Result;
  llvm::SmallVector<llvm::StringRef> Lines;
  Message.trim().split(Lines, '\n');
  for (llvm::StringRef Line : Lines) {
    size_t Prefix = Line.find(": ");
    if (Line.starts_with("segstack") && Prefix != llvm::StringRef::npos)
      Line = Line.substr(Prefix + 2);
    Result += (Result.empty() ? "" : "\n") + Line.str();
  }
  return Result;
}

} // namespace

llvm::Error runOptionParser(llvm::ArrayRef<const char *> Arguments) {
  cl::HideUnrelatedOptions(Category, Rewrite);
  cl::HideUnrelatedOptions(Category, Strip);
  cl::HideUnrelatedOptions(Category, Plan);
  cl::ResetAllOptionOccurrences();
  cl::SetVersionPrinter(printVersion);
  std::string Message;
  llvm::raw_string_ostream OS(Message);
  if (cl::ParseCommandLineOptions(Arguments.size(), Arguments.data(),
                                  "stacks that grow on demand\n", &OS))
    return llvm::Error::success();
  // Bad values of switches are told by cl itself.
  if (Message.empty())
    return badUsage("bad command line; --help tells the options");
  return badUsage(withoutPrefixes(Message));
}

namespace {

/// The arguments up to "--", which goes with the rest into \p Tail.
llvm::SmallVector<const char *>
splitTail(llvm::ArrayRef<const char *> Arguments,
          std::optional<std::vector<std::string>> &Tail) {
  auto Dashes = llvm::find_if(
      Arguments, [](const char *A) { return llvm::StringRef(A) == "--"; });
  if (Dashes != Arguments.end())
    Tail.emplace(Dashes + 1, Arguments.end());
  return llvm::SmallVector<const char *>(Arguments.begin(), Dashes);
}

// -- From options to values.

/// The value of \p Option as \p Parse reads it; nothing when it was not given.
template <class T>
llvm::Error read(const Text &Option,
                 llvm::Expected<T> (*Parse)(llvm::StringRef),
                 std::optional<T> &Into) {
  if (!Option.getNumOccurrences())
    return llvm::Error::success();
  llvm::Expected<T> Value = Parse(Option);
  if (!Value)
    return badUsage("--" + Option.ArgStr + ": " +
                    llvm::toString(Value.takeError()));
  Into = std::move(*Value);
  return llvm::Error::success();
}

/// The same for each value of a list.
llvm::Error read(const Texts &Option,
                 llvm::Expected<std::string> (*Parse)(llvm::StringRef),
                 std::vector<std::string> &Into) {
  for (const std::string &Text : Option) {
    llvm::Expected<std::string> Value = Parse(Text);
    if (!Value)
      return badUsage("--" + Option.ArgStr + ": " +
                      llvm::toString(Value.takeError()));
    Into.push_back(*Value);
  }
  return llvm::Error::success();
}

std::optional<bool> given(const Switch &Option) {
  return Option.getNumOccurrences() ? std::optional<bool>(Option)
                                    : std::nullopt;
}

std::optional<std::string> given(const Text &Option) {
  return Option.getNumOccurrences() ? std::optional<std::string>(Option)
                                    : std::nullopt;
}

llvm::Error readSettings(Settings &Into) {
  Into.NoInclude = given(NoInclude);
  Into.NoVerify = given(NoVerify);
  Into.ExtraArgs = ExtraArgs;
  Into.ExtraArgsBefore = ExtraArgsBefore;
  llvm::Error Result = read(Skip, parseGlob, Into.Skip);
  auto Also = [&](llvm::Error More) {
    Result = llvm::joinErrors(std::move(Result), std::move(More));
  };
  Also(read(Place, parsePlacement, Into.Place));
  Also(read(PlanFile, parseFile, Into.Plan));
  Also(read(How, parseMechanism, Into.How));
  Also(read(HeaderFilter, parsePathPattern, Into.HeaderFilter));
  Also(read(ExcludeHeaderFilter, parsePathPattern, Into.ExcludeHeaderFilter));
  Also(read(SystemHeaderFilter, parsePathPattern, Into.SystemHeaderFilter));
  Also(read(UncheckedBudget, parseByteCount, Into.UncheckedBudget));
  Also(read(External, parseExternalStack, Into.ExternalStack));
  Also(read(SystemStack, parseFunctionName, Into.SystemStack));
  Also(read(MaxDepth, parseRecursionDepth, Into.MaxRecursionDepth));
  Also(read(LineMarkers, parseLineMarkers, Into.LineMarkers));
  return Result;
}

struct ProductFlag {
  Product What;
  const cl::Option *Option;
};

/// Exactly one product; none is the text. --check and --explain may stand
/// beside another one.
llvm::Expected<Product> readProduct() {
  const ProductFlag Flags[] = {
      {Product::Diff, &Diff},
      {Product::InPlace, &InPlace},
      {Product::OutputDir, &OutputDir},
      {Product::ExportFixes, &ExportFixes},
      {Product::SelfContained, &SelfContained},
      {Product::ListFunctions, &ListFunctions},
      {Product::DumpConfig, &DumpConfig},
      {Product::VerifyConfig, &VerifyConfig},
  };
  const ProductFlag *Chosen = nullptr;
  for (const ProductFlag &Flag : Flags) {
    if (!Flag.Option->getNumOccurrences())
      continue;
    if (Chosen)
      return badUsage("--" + Chosen->Option->ArgStr + " and --" +
                      Flag.Option->ArgStr + " do not go together");
    Chosen = &Flag;
  }
  if (Chosen)
    return Chosen->What;
  if (Check.getNumOccurrences())
    return Product::Check;
  return Explain.getNumOccurrences() ? Product::Explain : Product::Text;
}

bool isText(Product What) {
  return What != Product::InPlace && What != Product::OutputDir &&
         What != Product::ExportFixes && What != Product::VerifyConfig;
}

llvm::Error readOutput(OutputOptions &Into) {
  llvm::Expected<Product> What = readProduct();
  if (!What)
    return What.takeError();
  Into.What = *What;
  Into.Folder = OutputDir;
  if (OutputDir.getNumOccurrences() && OutputDir.empty())
    return badUsage("--output-dir: expected a folder, found ''");
  if (OutputFile.getNumOccurrences() && !isText(*What))
    return badUsage("-o is for what is printed; this writes files of its own");
  if (OutputFile.getNumOccurrences())
    Into.File = OutputFile;
  if (*What == Product::ExportFixes)
    Into.File = ExportFixes;
  if (Into.File.empty())
    return badUsage("expected the name of a file to write, found ''");
  return llvm::Error::success();
}

llvm::Error checkCombinations(const RewriteCommand &Command) {
  Product What = Command.Output.What;
  if (Command.Check && What != Product::Check && What != Product::Diff)
    return badUsage("--check goes alone or with --diff");
  if (Format.getNumOccurrences() && What != Product::ListFunctions)
    return badUsage("--format is for --list-functions");
  return llvm::Error::success();
}

llvm::Error readThreads(unsigned &Into) {
  if (Threads.empty() || !llvm::StringRef(Threads).getAsInteger(10, Into))
    return llvm::Error::success();
  return badUsage("-j: expected a number, found '" + Threads + "'");
}

llvm::Error readFormat(bool &Json) {
  Json = Format == "json";
  if (Json || Format == "text")
    return llvm::Error::success();
  return badUsage("--format: expected 'text' or 'json', found '" + Format +
                  "'; " + nearestHint(Format, {"text", "json"}));
}

llvm::Error readProject(ProjectCommand &Command) {
  Command.Files = Files;
  Command.Commands.BuildPath = BuildPath;
  Command.Quiet = Quiet;
  Command.ResourceDir = ResourceDir;
  Command.Config = given(Config);
  Command.ConfigFile = given(ConfigFile);
  if (Command.Config && Command.ConfigFile)
    return badUsage("--config and --config-file do not go together");
  if (Command.Commands.Tail && !Command.Commands.BuildPath.empty())
    return badUsage("-p and compiler arguments after '--' do not go together");
  if (Command.Commands.Tail && ObjectFilter.getNumOccurrences())
    return badUsage("--object-filter is for a compile_commands.json");
  if (llvm::Error Err =
          read(ObjectFilter, parsePathPattern, Command.Commands.ObjectFilter))
    return Err;
  if (llvm::Error Err = readSettings(Command.Flags))
    return Err;
  return readThreads(Command.Threads);
}

/// Beside the plan, unless something else is said.
std::string cacheFolder(const PlanCommand &Command) {
  if (NoCache)
    return "";
  if (CacheDir.getNumOccurrences())
    return CacheDir;
  if (Command.Output == "-")
    return "";
  llvm::SmallString<256> Folder(llvm::sys::path::parent_path(Command.Output));
  llvm::sys::path::append(Folder, ".segstack-cache");
  return Folder.str().str();
}

llvm::Error readPlan(PlanCommand &Command) {
  if (llvm::Error Err = readProject(Command))
    return Err;
  if (!Command.Flags.Place)
    Command.Flags.Place = Placement::Plan;
  if (OutputFile.getNumOccurrences())
    Command.Output = OutputFile;
  if (Command.Output.empty())
    return badUsage("expected the name of a file to write, found ''");
  if (FailOn.getNumOccurrences() && FailOn != "uncovered")
    return badUsage("--fail-on: expected 'uncovered', found '" + FailOn +
                    "'; " + nearestHint(FailOn, {"uncovered"}));
  Command.Stamp = Stamp;
  Command.Profile = Profile;
  Command.KeepGoing = KeepGoing;
  Command.FailOnUncovered = FailOn.getNumOccurrences();
  Command.CacheDir = cacheFolder(Command);
  return llvm::Error::success();
}

llvm::Error readRewrite(RewriteCommand &Command) {
  if (llvm::Error Err = readProject(Command))
    return Err;
  Command.Check = Check;
  Command.Explain = given(Explain);
  if (llvm::Error Err = readFormat(Command.Json))
    return Err;
  if (llvm::Error Err = readOutput(Command.Output))
    return Err;
  return checkCombinations(Command);
}

void applyColor() {
  if (UseColor == cl::BOU_UNSET)
    return;
  static bool Wanted;
  Wanted = UseColor == cl::BOU_TRUE;
  llvm::WithColor::setAutoDetectFunction(
      [](const llvm::raw_ostream &) { return Wanted; });
}

} // namespace

llvm::Expected<std::variant<RewriteCommand, StripCommand, PlanCommand>>
parseCommandLine(llvm::ArrayRef<const char *> Arguments) {
  RewriteCommand Command;
  auto Own = splitTail(Arguments, Command.Commands.Tail);
  if (llvm::Error Err = runOptionParser(Own))
    return Err;
  applyColor();
  if (Rewrite) {
    if (llvm::Error Err = readRewrite(Command))
      return Err;
    return Command;
  }
  if (Plan) {
    PlanCommand Whole;
    Whole.Commands = Command.Commands;
    if (llvm::Error Err = readPlan(Whole))
      return Err;
    return Whole;
  }
  StripCommand Back;
  Back.Files = Files;
  if (Command.Commands.Tail)
    Back.Files.insert(Back.Files.end(), Command.Commands.Tail->begin(),
                      Command.Commands.Tail->end());
  if (llvm::Error Err = readOutput(Back.Output))
    return Err;
  return Back;
}

void printVersion(llvm::raw_ostream &OS) {
  OS << "segstack " SEGSTACK_VERSION "\n  built on "
     << clang::getClangFullVersion() << '\n';
}

} // namespace segstack

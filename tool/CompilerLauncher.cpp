//===- CompilerLauncher.cpp - compile with checks -------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   command -- no source, or a compiler check --> the same command
//          \-- each source -> analyze -> self-contained text -> scratch file
//                '-> the same command on the scratch files
//                      '-> dependency files name the originals
//
// A source that clang cannot parse is compiled as it is, so that the user
// sees the compiler's own errors. Nothing that the compiler says of the
// rewritten text is hidden.
//
//===----------------------------------------------------------------------===//

#include "CompilerLauncher.h"
#include "CompilerCommand.h"
#include "ConfigFile.h"
#include "DependencyCompleter.h"
#include "Failure.h"
#include "GuardedAnalysis.h"
#include "InlineBudget.h"
#include "LauncherOptions.h"
#include "Options.h"
#include "Paths.h"
#include "PlanOnDemand.h"
#include "RuntimePlace.h"
#include "ScratchSource.h"
#include "segstack/rewriter/CommandLine.h"
#include "segstack/rewriter/Rewriter.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace segstack {
namespace {

/// One source, rewritten.
struct Rewritten {
  size_t Which; ///< index into CompilerCommand::Sources
  TranslationUnit Unit;
  std::unique_ptr<ScratchSource> Scratch;
};

class Launcher {
public:
  explicit Launcher(LauncherOptions Options) : Options(std::move(Options)) {}
  llvm::Expected<int> run();

private:
  llvm::Error rewrite(size_t Which);
  llvm::Expected<Settings> settingsFor(StringRef Source) const;
  std::optional<TranslationUnit>
  analyzeSource(size_t Which, const Settings &Settings,
                std::shared_ptr<const PlanDecisions> Plan);
  SelfContainedOptions printing(const Settings &Settings) const;
  bool leavesFewAlone() const;
  std::vector<std::string> rewrittenCommand() const;
  void addForSource(const Rewritten &One,
                    std::vector<std::string> &Command) const;
  void addRuntime(std::vector<std::string> &Command) const;
  std::vector<std::string> sameCommand() const;
  void completeDependencies() const;
  void keepOutput(const Rewritten &One, StringRef Text) const;

  bool isGcc() const { return !GccDir.empty(); }
  void warn(const llvm::Twine &Message) const;
  void tell(const llvm::Twine &Message) const;
  void tellCounts(StringRef Source, const TranslationUnit &Unit) const;

  LauncherOptions Options;
  CompilerCommand Command;
  std::vector<Rewritten> Done;
  std::string Folder; ///< the current one
  std::string GccDir; ///< g++'s install folder; empty: the compiler is clang
};

void Launcher::warn(const llvm::Twine &Message) const {
  if (!Options.Quiet)
    llvm::errs() << "segstack: warning: " << Message << '\n';
}

void Launcher::tell(const llvm::Twine &Message) const {
  if (Options.Verbose)
    llvm::errs() << "segstack: " << Message << '\n';
}

void Launcher::tellCounts(StringRef Source, const TranslationUnit &Unit) const {
  size_t Checked = 0;
  std::map<StringRef, unsigned> Reasons;
  for (const CheckPlan &Check : Unit.Checks)
    if (Check.How == Shape::None)
      ++Reasons[reasonName(Check.Why)];
    else
      ++Checked;
  tell(Source + ": " + llvm::Twine(Checked) + " functions checked, " +
       llvm::Twine(Unit.Checks.size() - Checked) + " left alone");
  for (const auto &[Name, Count] : Reasons)
    tell(Source + ":   " + llvm::Twine(Count) + " left alone: " + Name);
  for (const Finding &Found : Unit.Findings)
    if (Found.InBuilds)
      warn(displayPath(Found.File) + ":" + llvm::Twine(Found.Line) + ": " +
           Found.Message);
    else
      tell(Found.File + ": " + Found.Message);
}

//===----------------------------------------------------------------------===//
// The runtime
//===----------------------------------------------------------------------===//

/// A program gets the archive if not told otherwise, a shared library the
/// shared runtime: a process must have one runtime only.
void Launcher::addRuntime(std::vector<std::string> &Command) const {
  bool Shared = this->Command.Shared || Options.SharedRuntime;
  StringRef Name = Shared ? "libsegstack.so" : "libsegstack.a";
  std::string Library = runtimeLibrary(Options.RuntimeDir, Name);
  if (Library.empty())
    return warn("the runtime (" + Name + ") was not found; see --runtime-dir");
  if (llvm::any_of(Command,
                   [](StringRef Word) { return Word.starts_with("-x"); }))
    Command.push_back("-xnone"); // No source, whatever came before it.
  Command.push_back(Library);
  if (Shared)
    Command.push_back("-Wl,-rpath," + path::parent_path(Library).str());
}

//===----------------------------------------------------------------------===//
// One source
//===----------------------------------------------------------------------===//

llvm::Expected<Settings> Launcher::settingsFor(StringRef Source) const {
  llvm::Expected<Settings> Found = Options.ConfigFile
                                       ? readConfigFile(*Options.ConfigFile)
                                       : ConfigFinder().settingsFor(Source);
  if (Found)
    Found->overlay(Options.Flags);
  return Found;
}

/// Nothing, after a warning, when the source could not be analysed.
std::optional<TranslationUnit>
Launcher::analyzeSource(size_t Which, const Settings &Settings,
                        std::shared_ptr<const PlanDecisions> Plan) {
  CompileInput Input;
  Input.Directory = Folder;
  Input.File = Command.source(Which).str();
  Input.CommandLine = withExtraArguments(Command.commandFor(Which), Settings);
  RewriteOptions Rewriting = Settings.rewriteOptions();
  Rewriting.Plan = Plan;
  Rewriting.RuntimeInclude = runtimeInclude(Options.RuntimeDir);
  Rewriting.CompilerJudges = true;
  Rewriting.NoteUncovered = Options.Verbose;
  std::string Diagnostics;
  llvm::Expected<TranslationUnit> Unit =
      analyzeGuarded(Input, Rewriting, Diagnostics);
  if (Unit)
    return std::move(*Unit);
  warn(Input.File +
       ": compiled without checks: " + llvm::toString(Unit.takeError()));
  if (Options.Verbose)
    llvm::errs() << Diagnostics;
  return std::nullopt;
}

SelfContainedOptions Launcher::printing(const Settings &Settings) const {
  SelfContainedOptions Printing;
  Printing.GccNames = isGcc();
  Printing.Include = Settings.include();
  // GCC calls its own markers an extension; clang can be told not to.
  if ((isGcc() && Command.Pedantic) ||
      Settings.lineMarkers() == MarkerStyle::Line)
    Printing.Markers = MarkerStyle::Line;
  return Printing;
}

void Launcher::keepOutput(const Rewritten &One, StringRef Text) const {
  if (Options.KeepOutput.empty())
    return;
  fs::create_directories(Options.KeepOutput);
  llvm::SmallString<256> File(Options.KeepOutput);
  path::append(File, path::filename(Command.source(One.Which)));
  std::error_code Failed;
  llvm::raw_fd_ostream OS(File, Failed);
  if (Failed)
    return warn(File + ": " + Failed.message());
  OS << Text;
}

llvm::Error Launcher::rewrite(size_t Which) {
  StringRef Source = Command.source(Which);
  if (isCompilerCheck(Source, Folder)) {
    tell(Source + ": a compiler check, compiled as it is");
    return llvm::Error::success();
  }
  llvm::Expected<Settings> Settings = settingsFor(Source);
  if (!Settings)
    return Settings.takeError();
  auto Plan = planFor(*Settings);
  if (!Plan)
    return Plan.takeError();
  std::optional<TranslationUnit> Unit =
      analyzeSource(Which, *Settings, std::move(*Plan));
  if (!Unit)
    return llvm::Error::success();
  tellCounts(Source, *Unit);
  std::string Text = printSelfContained(*Unit, printing(*Settings));
  std::string Output = Command.Output.empty() ? "a.out" : Command.Output;
  auto Scratch =
      ScratchSource::create(Source, Command.outputFolder(), Output, Text);
  if (!Scratch)
    return fail(ExitCode::Output, Scratch.takeError());
  Done.push_back({Which, std::move(*Unit), std::move(*Scratch)});
  keepOutput(Done.back(), Text);
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// The command
//===----------------------------------------------------------------------===//

/// What the compiler must know to speak of the original.
void Launcher::addForSource(const Rewritten &One,
                            std::vector<std::string> &Result) const {
  StringRef Source = Command.source(One.Which);
  StringRef Beside = path::parent_path(Source);
  Result.push_back("-iquote");
  Result.push_back(Beside.empty() ? "." : Beside.str());
  // Debug information and __BASE_FILE__ name the file on the command line.
  if (!StringRef(One.Scratch->path()).contains('='))
    Result.push_back("-ffile-prefix-map=" + One.Scratch->path() + "=" +
                     Source.str());
}

/// Of the functions that could have a check most do: what is inlined in such a
/// source is what the checks let be inlined.
bool Launcher::leavesFewAlone() const {
  size_t Checked = 0, NotNeeded = 0;
  for (const Rewritten &One : Done)
    for (const CheckPlan &Check : One.Unit.Checks) {
      Checked += Check.How != Shape::None;
      NotNeeded += Check.Why == Reason::NoCheckNeeded;
    }
  return Checked >= NotNeeded;
}

std::vector<std::string> Launcher::rewrittenCommand() const {
  std::vector<std::string> Result = Command.Arguments;
  for (const Rewritten &One : Done) {
    Result[Command.Sources[One.Which]] = One.Scratch->path();
    addForSource(One, Result);
  }
  std::string Option = inlineBudgetOption(Result, GccDir, Command.AnyC);
  if (!Option.empty() && leavesFewAlone())
    Result.insert(Result.begin() + Command.Compiler + 1, Option);
  std::string Include = runtimeInclude(Options.RuntimeDir);
  if (!Include.empty()) {
    Result.push_back("-isystem");
    Result.push_back(Include);
  }
  if (Options.StaticRuntime)
    Result.push_back("-DSEGSTACK_STATIC_RUNTIME");
  // g++ tells a header from the source by the name on the command line, and
  // would warn of the source's own classes as of a header's.
  if (!isGcc())
    Result.push_back("-Wno-gnu-line-marker");
  else if (!Command.AnyC) // gcc has no such warning for C, and says so
    Result.push_back("-Wno-subobject-linkage");
  // Where it is pedantic it knows `#line` alone, and not what is a header: it
  // would tell of all macros in those.
  if (isGcc() && Command.Pedantic)
    Result.push_back("-Wno-unused-macros");
  if (Command.Links)
    addRuntime(Result);
  return Result;
}

std::vector<std::string> Launcher::sameCommand() const {
  std::vector<std::string> Result = Options.Command;
  if (Options.LinkRuntime && Command.Links)
    addRuntime(Result);
  return Result;
}

/// Of the rewritten sources, and what was asked for (--depend) of all.
void Launcher::completeDependencies() const {
  auto Warn = [&](llvm::Error Failed) {
    if (Failed)
      warn(llvm::toString(std::move(Failed)));
  };
  for (const Rewritten &One : Done) {
    CompiledText Text{Command.source(One.Which).str(), One.Scratch->path(),
                      isGcc(), Done.size()};
    Warn(segstack::completeDependencies(Command.dependencyFileOf(One.Which),
                                        Command, Text, One.Unit));
  }
  if (!Options.Depends.empty())
    for (size_t Which = 0; Which != Command.Sources.size(); ++Which)
      Warn(addDependencies(Command.dependencyFileOf(Which), Options.Depends));
}

llvm::Expected<int> Launcher::run() {
  if (Options.Help || Options.Version) {
    if (Options.Help)
      llvm::outs() << launcherHelp();
    else
      printVersion(llvm::outs());
    return 0;
  }
  llvm::SmallString<256> Current;
  if (std::error_code Failed = fs::current_path(Current))
    return fail(ExitCode::Usage, "the current folder: " + Failed.message());
  Folder = Current.str().str();
  Command = readCompilerCommand(Options.Command);
  if (Command.Sources.empty()) {
    tell("passed through: " + Command.PassedThrough);
    return becomeCommand(sameCommand());
  }
  GccDir = gccInstallDir(Command.compiler().str());
  for (size_t Which = 0; Which != Command.Sources.size(); ++Which)
    if (llvm::Error Failed = rewrite(Which))
      return Failed;
  if (Done.empty() && Options.Depends.empty())
    return becomeCommand(sameCommand());
  int Code = runCommand(Done.empty() ? sameCommand() : rewrittenCommand());
  if (Code == 0 && Command.WritesDependencies)
    completeDependencies();
  return Code;
}

} // namespace

int runCompilerLauncher(llvm::ArrayRef<const char *> Arguments) {
  llvm::Expected<LauncherOptions> Options = parseLauncherOptions(Arguments);
  llvm::Expected<int> Code =
      Options ? Launcher(std::move(*Options)).run() : Options.takeError();
  if (Code)
    return *Code;
  int Exit = static_cast<int>(ExitCode::Usage);
  llvm::handleAllErrors(Code.takeError(), [&](const llvm::ErrorInfoBase &E) {
    if (E.isA<Failure>())
      Exit = static_cast<int>(static_cast<const Failure &>(E).code());
    llvm::WithColor::error(llvm::errs(), "segstack") << E.message() << '\n';
  });
  return Exit;
}

} // namespace segstack

//===- CommandLine.cpp - compile commands of any compiler -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// argv -> response files -> clang's own option table -> keep / drop (note)
//      -> + driver mode, standard, GCC installation, resource directory
//
// What changes the meaning of the text stays; what only changes the output is
// dropped in silence; what clang does not know is dropped with a note.
//
//===----------------------------------------------------------------------===//

#include "segstack/rewriter/CommandLine.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/LangStandard.h"
#include "clang/Basic/Sanitizers.h"
#include "clang/Driver/Options.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/X86TargetParser.h"

using namespace llvm;
using namespace clang::driver;

namespace segstack {

/// The newest GCC that clang 19 can pass for: from 11 on the C library's
/// headers use attributes with arguments that clang does not take.
constexpr unsigned NewestGnucVersion = 10;

std::vector<std::string>
expandResponseFiles(const std::vector<std::string> &CommandLine,
                    const std::string &Directory) {
  BumpPtrAllocator Memory;
  SmallVector<const char *, 64> Arguments;
  for (const std::string &Argument : CommandLine)
    Arguments.push_back(Argument.c_str());
  cl::ExpansionContext Expansion(Memory, cl::TokenizeGNUCommandLine);
  if (!Directory.empty())
    Expansion.setCurrentDir(Directory);
  // A file that cannot be read stays as it is: the compiler complains.
  consumeError(Expansion.expandResponseFiles(Arguments));
  return {Arguments.begin(), Arguments.end()};
}

bool isDriverForCxx(StringRef Compiler) {
  return sys::path::filename(Compiler).rtrim("0123456789.-").ends_with("++");
}

bool isSourceOfCxx(StringRef Name) {
  return is_contained({".cpp", ".cc", ".cxx", ".C", ".CPP", ".c++", ".cp"},
                      sys::path::extension(Name));
}

namespace {

/// What becomes of an argument.
enum class Fate {
  Keep,
  Silent, ///< dropped: no parse depends on it
  Noted   ///< dropped, and the user is told
};

/// Reads one command line into an AdaptedCommand.
class Adapter {
public:
  Adapter(std::string Compiler, std::string ResourceDir, std::string Directory)
      : Compiler(std::move(Compiler)), ResourceDir(std::move(ResourceDir)),
        Directory(std::move(Directory)) {}

  AdaptedCommand run(const std::vector<std::string> &Arguments);

private:
  Fate fate(const opt::Arg &Argument);
  Fate fateOfValue(const opt::Arg &Argument);
  Fate fateOfFrontendOption(const opt::Arg &Argument);
  Fate note(const opt::Arg &Argument, const Twine &Why);
  void readEstimate(const opt::Arg &Argument);
  void readOptLevel(StringRef Level);
  bool isInterposable() const;
  void readLanguage();
  void addDefaults();

  std::string Compiler, ResourceDir, Directory;
  const opt::InputArgList *Parsed = nullptr;
  AdaptedCommand Result;
  bool HasStandard = false;
  bool InC = false; ///< by -x, or by the driver
  bool KeepNextFrontendOption = false;
};

/// Options that change what is written, linked or reported, not what is read.
bool onlyAboutOutput(StringRef Spelling) {
  static const char *const Prefixes[] = {"-save-temps",
                                         "--save-temps",
                                         "-flto",
                                         "-fno-lto",
                                         "-ffat-lto",
                                         "-fdiagnostics",
                                         "-fno-diagnostics",
                                         "-fcolor",
                                         "-fno-color",
                                         "-fmessage-length",
                                         "-fprofile",
                                         "-fno-profile",
                                         "-fcoverage",
                                         "-ftest-coverage",
                                         "--coverage",
                                         "-coverage",
                                         "-fstack-usage",
                                         "-Wl,",
                                         "-Wa,",
                                         "-Werror",
                                         "-fdebug-",
                                         "-ffile-prefix-map",
                                         "-fmacro-prefix-map",
                                         "-ftime-",
                                         "-frandom-seed",
                                         "-fcrash-diagnostics",
                                         "-ferror-limit",
                                         "-fsave-",
                                         "-Wp,-MD",
                                         "-Wp,-MMD",
                                         "-pedantic",
                                         "--pedantic",
                                         "-fcf-protection",
                                         "-dumpbase",
                                         "-dumpdir"};
  static const char *const Words[] = {"-o",
                                      "-c",
                                      "-S",
                                      "-E",
                                      "-pipe",
                                      "-v",
                                      "-###",
                                      "-l",
                                      "-L",
                                      "-shared",
                                      "-static",
                                      "-pie",
                                      "-no-pie",
                                      "-w",
                                      "-time",
                                      "-rdynamic",
                                      "-Xlinker",
                                      "-Xassembler",
                                      "-emit-llvm",
                                      "-z",
                                      "-T",
                                      "-u",
                                      "-fsyntax-only",
                                      "-static-libgcc",
                                      "-s",
                                      "-static-libstdc++",
                                      "-shared-libgcc",
                                      "-nostdlib",
                                      "-nodefaultlibs",
                                      "-nostartfiles",
                                      "-r",
                                      "-static-pie"};
  return is_contained(Words, Spelling) || any_of(Prefixes, [&](const char *P) {
           return Spelling.starts_with(P);
         });
}

/// `-Wname`, `-Wno-name` or `-Wname=value` of a group that clang has.
bool clangKnowsWarning(StringRef Spelled) {
  static const char *const General[] = {
      "all", "extra", "everything", "error", "fatal-errors", "system-headers"};
  StringRef Name = Spelled.drop_front(2).split('=').first;
  Name.consume_front("no-");
  SmallVector<clang::diag::kind, 8> Group;
  return Name.empty() || is_contained(General, Name) ||
         !clang::DiagnosticIDs().getDiagnosticsInGroup(
             clang::diag::Flavor::WarningOrError, Name, Group);
}

bool isObjectFile(StringRef Name) {
  static const char *const Extensions[] = {".o",  ".obj", ".a", ".so",
                                           ".lo", ".la",  ".ld"};
  return is_contained(Extensions, sys::path::extension(Name)) ||
         Name.contains(".so.");
}

Fate Adapter::note(const opt::Arg &Argument, const Twine &Why) {
  Result.Notes.push_back("'" + Argument.getAsString(*Parsed) +
                         "' is ignored: " + Why.str());
  return Fate::Noted;
}

/// Values that GCC takes and clang calls an error.
Fate Adapter::fateOfValue(const opt::Arg &Argument) {
  StringRef Spelling = Argument.getSpelling();
  StringRef Value = Argument.getNumValues() ? Argument.getValue() : "";
  if (Spelling == "-std=" || Spelling == "--std=") {
    if (clang::LangStandard::getLangKind(Value) ==
        clang::LangStandard::lang_unspecified)
      return note(Argument, "clang does not know this standard");
    HasStandard = true;
  }
  if (Spelling == "-ansi")
    HasStandard = true;
  if (Spelling == "-finput-charset=" || Spelling == "-fexec-charset=")
    if (!Value.equals_insensitive("utf-8"))
      return note(Argument, "clang reads and writes UTF-8 only");
  if (Spelling == "-march=" && X86::parseArchX86(Value) == X86::CK_None &&
      Value != "native")
    return note(Argument, "clang does not know this processor");
  if (Spelling == "-mtune=" || Spelling == "-mcpu=")
    return Fate::Silent; // code generation only
  if (Spelling == "-fsanitize=" || Spelling == "-fno-sanitize=")
    for (const char *Each : Argument.getValues())
      if (!clang::parseSanitizerValue(Each, /*AllowGroups=*/true))
        return note(Argument, "clang has no such sanitizer");
  return Fate::Keep;
}

/// `-Xclang X`: plugins, precompiled headers and outputs go, `-include` stays.
Fate Adapter::fateOfFrontendOption(const opt::Arg &Argument) {
  if (KeepNextFrontendOption || StringRef(Argument.getValue()) == "-include") {
    KeepNextFrontendOption = !KeepNextFrontendOption;
    return Fate::Keep;
  }
  return note(Argument, "it is for one version of clang's front end");
}

Fate Adapter::fate(const opt::Arg &Argument) {
  const opt::Option &Option = Argument.getOption();
  StringRef Spelling = Argument.getSpelling();
  if (Option.getKind() == opt::Option::InputClass)
    return isObjectFile(Argument.getValue()) ? Fate::Silent : Fate::Keep;
  if (onlyAboutOutput(Spelling) || Option.matches(options::OPT_M_Group) ||
      Option.matches(options::OPT_g_Group) ||
      (Spelling == "-Wp," && StringRef(Argument.getValue()).starts_with("-M")))
    return Fate::Silent;
  if (Spelling.starts_with("-W") && Spelling != "-Wp,")
    return clangKnowsWarning(
               Argument.getSpelling().str() +
               (Argument.getNumValues() ? Argument.getValue() : ""))
               ? Fate::Silent
               : note(Argument, "clang has no such warning");
  if (Option.getKind() == opt::Option::UnknownClass)
    return note(Argument, "clang does not know it");
  if (Spelling == "-Xclang")
    return fateOfFrontendOption(Argument);
  if (Spelling.starts_with("-fplugin") || Spelling == "-mllvm" ||
      Spelling == "-load")
    return note(Argument, "plugins and back end options are not loaded");
  if (Spelling == "-include-pch" || Spelling.starts_with("-specs") ||
      Spelling == "--param" || Spelling == "--param=" || Spelling == "-wrapper")
    return note(Argument, "it is for one version of one compiler");
  if (Option.matches(options::OPT_clang_ignored_f_Group) ||
      Option.matches(options::OPT_clang_ignored_m_Group) ||
      Option.matches(options::OPT_clang_ignored_gcc_optimization_f_Group))
    return note(Argument, "clang accepts it and does nothing");
  return fateOfValue(Argument);
}

void Adapter::readOptLevel(StringRef Level) {
  unsigned Number = 1; // a bare -O, and -Og
  if (Level == "s" || Level == "z")
    Number = 2;
  else if (Level == "fast")
    Number = 3;
  else if (!Level.empty() && Level != "g" && Level.getAsInteger(10, Number))
    return;
  Result.Estimate.OptLevel = std::min(Number, 3u);
}

void Adapter::readEstimate(const opt::Arg &Argument) {
  const opt::Option &Option = Argument.getOption();
  if (Option.matches(options::OPT_O_Group))
    readOptLevel((Argument.getSpelling().drop_front(2) +
                  (Argument.getNumValues() ? Argument.getValue() : ""))
                     .str());
  bool On = Argument.getSpelling() == "-fsanitize=";
  if (!On && Argument.getSpelling() != "-fno-sanitize=")
    return;
  for (StringRef Value : Argument.getValues()) {
    if (Value == "address" || Value == "hwaddress" || Value == "all")
      Result.Estimate.Address = On;
    if (Value == "memory" || Value == "thread" || Value == "all")
      Result.Estimate.Memory = On;
    if (Value == "undefined" || Value == "all")
      Result.Estimate.Undefined = On;
  }
}

bool Adapter::isInterposable() const {
  const opt::Arg *Last = Parsed->getLastArg(
      options::OPT_fPIC, options::OPT_fpic, options::OPT_fno_PIC,
      options::OPT_fno_pic, options::OPT_fPIE, options::OPT_fpie);
  return Last &&
         (Last->getOption().matches(options::OPT_fPIC) ||
          Last->getOption().matches(options::OPT_fpic)) &&
         Parsed->hasFlag(options::OPT_fsemantic_interposition,
                         options::OPT_fno_semantic_interposition, true);
}

// GCC's default standards, which need not be clang's.

const char *defaultOfCxx(unsigned Major) {
  return Major < 6    ? "-std=gnu++98"
         : Major < 11 ? "-std=gnu++14"
                      : "-std=gnu++17";
}

const char *defaultOfC(unsigned Major) {
  return Major < 5    ? "-std=gnu89"
         : Major < 8  ? "-std=gnu11"
         : Major < 15 ? "-std=gnu17"
                      : "-std=gnu23";
}

void Adapter::readLanguage() {
  bool DriverIsCxx = isDriverForCxx(Compiler);
  InC = !DriverIsCxx;
  StringRef Language = "none";
  for (const opt::Arg *Argument : *Parsed)
    if (Argument->getOption().matches(options::OPT_x))
      Language = Argument->getValue();
    else if (Argument->getOption().getKind() == opt::Option::InputClass &&
             !isObjectFile(Argument->getValue()))
      InC = Language == "none"
                ? !DriverIsCxx && !isSourceOfCxx(Argument->getValue())
                : Language == "c";
}

void Adapter::addDefaults() {
  std::vector<std::string> &Out = Result.Arguments;
  std::vector<std::string> Added;
  if (isDriverForCxx(Compiler))
    Added.push_back("--driver-mode=g++");
  std::string Gcc = gccInstallDir(Compiler, Directory);
  Result.Estimate.Interposable = !Gcc.empty() && isInterposable();
  if (!Gcc.empty()) {
    Added.push_back("--gcc-install-dir=" + Gcc);
    unsigned Major = 0;
    if (sys::path::filename(Gcc).split('.').first.getAsInteger(10, Major))
      Major = 0;
    if (!HasStandard && Major != 0)
      Added.push_back(InC ? defaultOfC(Major) : defaultOfCxx(Major));
    // What the project's compiler reads behind `#if __GNUC__ >= N`, and not
    // what clang's own claim to be GCC 4.2 selects.
    if (Major != 0)
      Result.GccVersion = "-fgnuc-version=" +
                          std::to_string(std::min(Major, NewestGnucVersion));
  }
  if (!Result.GccVersion.empty())
    Added.push_back(Result.GccVersion);
  // Limits of clang's that GCC does not have, or sets higher.
  if (!Gcc.empty())
    for (const char *Flag :
         {"-fbracket-depth=2048", "-fconstexpr-steps=33554432"})
      Added.push_back(Flag);
  if (!ResourceDir.empty())
    Added.push_back("-resource-dir=" + ResourceDir);
  // -Wno-everything also covers what is an error by default in clang and only
  // a warning in GCC, such as a narrowing in braces.
  for (const char *Flag : {"-fsyntax-only", "-w", "-Wno-everything"})
    Added.push_back(Flag);
  Out.insert(Out.begin() + 1, Added.begin(), Added.end());
}

AdaptedCommand Adapter::run(const std::vector<std::string> &Arguments) {
  std::vector<const char *> Raw;
  for (const std::string &Argument : Arguments)
    Raw.push_back(Argument.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  opt::InputArgList List = getDriverOptTable().ParseArgs(
      Raw, MissingIndex, MissingCount, opt::Visibility(options::ClangOption));
  Parsed = &List;
  readLanguage();
  std::vector<unsigned> Starts; // the first word of each argument, and the end
  for (const opt::Arg *Argument : List)
    Starts.push_back(Argument->getIndex());
  Starts.push_back(Raw.size() - MissingCount);
  Result.Arguments.push_back(Compiler);
  auto Next = Starts.begin();
  for (const opt::Arg *Argument : List) {
    unsigned Begin = *Next++;
    readEstimate(*Argument);
    if (fate(*Argument) == Fate::Keep)
      Result.Arguments.insert(Result.Arguments.end(), Arguments.begin() + Begin,
                              Arguments.begin() + *Next);
  }
  addDefaults();
  return std::move(Result);
}

} // namespace

AdaptedCommand adaptCommand(const std::vector<std::string> &CommandLine,
                            const std::string &ResourceDir,
                            const std::string &Directory) {
  std::vector<std::string> All = expandResponseFiles(CommandLine, Directory);
  size_t Compiler = std::min(compilerIndex(All), All.size());
  if (Compiler == All.size())
    return {};
  Adapter Adapting(All[Compiler], ResourceDir, Directory);
  return Adapting.run({All.begin() + Compiler + 1, All.end()});
}

} // namespace segstack

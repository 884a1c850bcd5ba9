//===- CompilerCommand.cpp - what a compiler was asked to do --------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompilerCommand.h"
#include "Paths.h"
#include "segstack/rewriter/CommandLine.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace segstack {
namespace {

/// Options whose value is the next argument.
bool takesNextArgument(StringRef Option) {
  static const char *const Options[] = {"-o",
                                        "-I",
                                        "-D",
                                        "-U",
                                        "-include",
                                        "-imacros",
                                        "-isystem",
                                        "-iquote",
                                        "-idirafter",
                                        "-iprefix",
                                        "-iwithprefix",
                                        "-iwithprefixbefore",
                                        "-isysroot",
                                        "-imultilib",
                                        "-MF",
                                        "-MT",
                                        "-MQ",
                                        "-MJ",
                                        "-L",
                                        "-l",
                                        "-T",
                                        "-u",
                                        "-z",
                                        "-e",
                                        "-h",
                                        "-Xlinker",
                                        "-Xassembler",
                                        "-Xpreprocessor",
                                        "-Xclang",
                                        "-mllvm",
                                        "-target",
                                        "-arch",
                                        "-aux-info",
                                        "--param",
                                        "-dumpbase",
                                        "-dumpbase-ext",
                                        "-dumpdir",
                                        "-A",
                                        "-B",
                                        "-F",
                                        "-framework",
                                        "-wrapper",
                                        "-include-pch",
                                        "--sysroot",
                                        "-stdlib++-isystem",
                                        "-ivfsoverlay",
                                        "--config",
                                        "-G",
                                        "-cxx-isystem",
                                        "--include",
                                        "--output",
                                        "-gcc-toolchain",
                                        "-resource-dir",
                                        "-serialize-diagnostics"};
  return llvm::is_contained(Options, Option);
}

/// Options with which no object comes out, or none from the source.
StringRef whyNoObject(StringRef Option) {
  if (Option == "-E" || Option == "--preprocess")
    return "it only preprocesses";
  if (Option == "-M" || Option == "-MM")
    return "it only lists dependencies";
  if (Option == "-fsyntax-only" || Option == "--analyze")
    return "it only checks the source";
  if (Option == "-fpreprocessed" || Option == "-fdirectives-only")
    return "its input is preprocessed";
  if (Option == "-emit-ast" || Option == "-emit-pch" || Option == "-cc1" ||
      Option == "--precompile")
    return "it makes no object";
  if (Option == "-fmodules" || Option == "-fmodules-ts" ||
      Option.starts_with("-fmodule-"))
    return "it uses modules";
  if (Option == "--version" || Option == "-###" || Option == "--help" ||
      Option.starts_with("-print-") || Option.starts_with("-dumpversion") ||
      Option.starts_with("-dumpmachine"))
    return "it asks the compiler";
  return "";
}

/// Options for which there is no runtime: of another processor, or another size
/// of pointers.
StringRef whyNoRuntime(StringRef Option, StringRef Next) {
  StringRef Why = "the runtime is not built for this target";
  if (Option == "-m32" || Option == "-mx32" || Option == "-m16")
    return Why;
  StringRef Target = Option == "-target" ? Next : Option;
  if (Option != "-target" && !Target.consume_front("--target="))
    return "";
  return Target.starts_with("x86_64") && Target.contains("linux") ? "" : Why;
}

enum class Input { C, Cxx, Header, Module, Other, Linker };

Input inputByExtension(StringRef Name, bool DriverIsCxx) {
  static const char *const Headers[] = {".h",  ".hh",  ".hpp", ".hxx", ".H",
                                        ".hp", ".h++", ".tcc", ".HPP"};
  static const char *const Modules[] = {".cppm", ".ccm", ".cxxm", ".c++m",
                                        ".ixx"};
  static const char *const Others[] = {".i", ".ii", ".s",  ".S", ".sx",  ".m",
                                       ".M", ".mm", ".f",  ".F", ".f90", ".go",
                                       ".d", ".cu", ".ll", ".bc"};
  StringRef Extension = path::extension(Name);
  if (Extension == ".c" && !DriverIsCxx)
    return Input::C;
  if (isSourceOfCxx(Name) || Extension == ".c")
    return Input::Cxx;
  if (llvm::is_contained(Headers, Extension))
    return Input::Header;
  if (llvm::is_contained(Modules, Extension))
    return Input::Module;
  return llvm::is_contained(Others, Extension) ? Input::Other : Input::Linker;
}

/// Reads the arguments after the compiler, from left to right.
class Reader {
public:
  explicit Reader(CompilerCommand &Command) : Command(Command) {
    DriverIsCxx = isDriverForCxx(Command.compiler());
  }

  void run();

private:
  void option(StringRef Option, StringRef Next);
  void valueOption(StringRef Option, StringRef Value);
  void dependencyOption(StringRef Option, StringRef Value);
  void input(size_t Index);
  Input kindOf(StringRef Name) const;
  void passThrough(StringRef Why) {
    if (Command.PassedThrough.empty())
      Command.PassedThrough = Why.str();
  }

  CompilerCommand &Command;
  std::string Language; ///< of -x; empty: by extension
  bool DriverIsCxx = false;
  bool StopsBeforeLink = false;
  bool HasInput = false;
  bool HasOther = false; ///< an input of another language
};

Input Reader::kindOf(StringRef Name) const {
  if (Language.empty())
    return inputByExtension(Name, DriverIsCxx);
  if (Language == "c")
    return Input::C;
  if (Language == "c++")
    return Input::Cxx;
  if (StringRef(Language) == "c++-module")
    return Input::Module;
  return StringRef(Language).ends_with("-header") ? Input::Header
                                                  : Input::Other;
}

void Reader::input(size_t Index) {
  StringRef Name = Command.Arguments[Index];
  HasInput = true;
  Input Kind = kindOf(Name);
  switch (Kind) {
  case Input::C:
  case Input::Cxx:
    if (Name == "-")
      return passThrough("it reads standard input");
    // The analysis would empty a pipe.
    if (fs::exists(Name) && !fs::is_regular_file(Name))
      return passThrough("it reads what is no regular file");
    Command.Sources.push_back(Index);
    Command.AnyC |= Kind == Input::C;
    return;
  case Input::Header:
    return passThrough("it precompiles a header");
  case Input::Module:
    return passThrough("it uses modules");
  case Input::Other:
    HasOther = true;
    return;
  case Input::Linker:
    return;
  }
}

void Reader::dependencyOption(StringRef Option, StringRef Value) {
  if (Option == "-MD" || Option == "-MMD")
    Command.WritesDependencies = true;
  if (Option == "-MD" || Option.starts_with("-Wp,-MD"))
    Command.SystemDependencies = true;
  if (Option == "-MP" || Option == "-Wp,-MP")
    Command.PhonyTargets = true;
  if (Option == "-MF")
    Command.DependencyFile = Value.str();
  if (Option.consume_front("-Wp,-MD") || Option.consume_front("-Wp,-MMD")) {
    Command.WritesDependencies = true;
    if (Option.consume_front(","))
      Command.DependencyFile = Option.split(',').first.str();
  }
}

/// Options with a value, joined or in the next argument.
void Reader::valueOption(StringRef Option, StringRef Next) {
  if (Option.consume_front("-x"))
    Language = (Option.empty() ? Next : Option).str();
  else if (Option == "-o" || Option == "--output")
    Command.Output = Next.str();
  else if (Option.consume_front("-o") || Option.consume_front("--output="))
    Command.Output = Option.str();
  else if (Option.starts_with("-MF") && Option != "-MF")
    Command.DependencyFile = Option.drop_front(3).str();
  if (Language == "none")
    Language.clear();
}

void Reader::option(StringRef Option, StringRef Next) {
  if (StringRef Why = whyNoObject(Option); !Why.empty())
    passThrough(Why);
  if (StringRef Why = whyNoRuntime(Option, Next); !Why.empty())
    passThrough(Why);
  if (Option == "-fgnu-tm")
    passThrough("checks are not safe in transactions");
  if (Option == "-c" || Option == "-S" || Option == "-r")
    StopsBeforeLink = true;
  if (Option == "-shared")
    Command.Shared = true;
  if (Option.ends_with("-pedantic") || Option == "-pedantic-errors" ||
      Option == "-Wpedantic" || Option == "-Werror=pedantic")
    Command.Pedantic = true;
  dependencyOption(Option, Next);
  valueOption(Option, Next);
}

void Reader::run() {
  const std::vector<std::string> &Arguments = Command.Arguments;
  for (size_t I = Command.Compiler + 1; I < Arguments.size(); ++I) {
    StringRef Argument = Arguments[I];
    if (!Argument.starts_with("-") || Argument == "-") {
      input(I);
      continue;
    }
    option(Argument, I + 1 < Arguments.size() ? Arguments[I + 1] : "");
    if (takesNextArgument(Argument) || Argument == "-x")
      ++I;
  }
  Command.Links = HasInput && !StopsBeforeLink && Command.PassedThrough.empty();
  Command.OtherLanguage = HasOther && Command.Sources.empty();
  if (Command.Sources.empty())
    passThrough("it compiles no source of C or C++");
  if (Command.WritesDependencies && Command.DependencyFile == "-")
    passThrough("it writes dependencies to standard output");
  if (!Command.PassedThrough.empty())
    Command.Sources.clear();
}

} // namespace

std::string CompilerCommand::outputFolder() const {
  return path::parent_path(Output).str();
}

std::vector<std::string> CompilerCommand::commandFor(size_t Which) const {
  std::vector<std::string> Result;
  for (size_t I = Compiler; I != Arguments.size(); ++I)
    if (I == Sources[Which] || !llvm::is_contained(Sources, I))
      Result.push_back(Arguments[I]);
  return Result;
}

std::string CompilerCommand::dependencyFileOf(size_t Which) const {
  if (!DependencyFile.empty())
    return DependencyFile;
  llvm::SmallString<128> Name(Output);
  if (Name.empty())
    Name = path::filename(source(Which));
  path::replace_extension(Name, "d");
  return Name.str().str();
}

CompilerCommand
readCompilerCommand(const std::vector<std::string> &CommandLine) {
  CompilerCommand Command;
  Command.Arguments = expandResponseFiles(CommandLine);
  Command.Compiler = compilerIndex(Command.Arguments);
  Reader(Command).run();
  return Command;
}

bool isCompilerCheck(StringRef Source, StringRef Folder) {
  std::string Path = absolutePath(Source, Folder);
  StringRef Name = path::filename(Path);
  if (Name.starts_with("conftest."))
    return true;
  for (StringRef Where : {StringRef(Path), Folder})
    for (const char *Part : {"/CMakeFiles/CMakeTmp", "/CMakeFiles/CMakeScratch",
                             "/CMakeFiles/ShowIncludes", "/meson-private/"})
      if (Where.contains(Part))
        return true;
  return StringRef(Path).contains("/CMakeFiles/") &&
         StringRef(Path).contains("/CompilerId");
}

} // namespace segstack

//===- libsass-spec.cpp - the specification of Sass, by libsass -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// libsass-spec FOLDER: compiles each example of the specification, and prints
// for each what came of it: its status, and the style sheet or the message.
//
//   FOLDER/**/*.hrx --sections--> {name: text} --libsass--> a line
//
// An example is a section named input.scss or input.sass; what it imports are
// other sections of the same archive. Whether the result is what the
// specification says does not matter here.
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sass/context.h>
#include <sass/functions.h>
#include <sass/values.h>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using Archive = std::map<std::string, std::string>;

static std::string contentsOf(const fs::path &Path) {
  std::ifstream Stream(Path, std::ios::binary);
  return {std::istreambuf_iterator<char>(Stream), {}};
}

/// Sections begin with a line `<===> name`, with as many `=` as the first.
static Archive sectionsOf(const std::string &Text) {
  Archive Sections;
  std::string Mark = Text.substr(0, Text.find('>') + 1) + " ";
  std::string Between = "\n" + Mark.substr(0, Mark.size() - 1);
  for (std::size_t At = Text.find(Mark); At != std::string::npos;) {
    std::size_t End = Text.find('\n', At);
    if (End == std::string::npos)
      break;
    std::string Name = Text.substr(At + Mark.size(), End - At - Mark.size());
    std::size_t Next = Text.find(Between, End);
    Sections[Name] = Text.substr(End + 1, Next - End);
    At = Text.find(Mark, Next);
  }
  return Sections;
}

static const std::string *find(const Archive &Sections, const fs::path &Path) {
  std::string Folder = Path.parent_path().string(),
              Name = Path.filename().string();
  Folder += Folder.empty() ? "" : "/";
  for (const char *Before : {"", "_"})
    for (const char *Behind : {"", ".scss", ".sass", ".css"}) {
      auto Found = Sections.find(Folder + Before + Name + Behind);
      if (Found != Sections.end())
        return &Found->second;
    }
  return nullptr;
}

static Sass_Import_List import(const char *Path, Sass_Importer_Entry Importer,
                               Sass_Compiler *Compiler) {
  const auto &Sections =
      *static_cast<const Archive *>(sass_importer_get_cookie(Importer));
  fs::path Last =
      sass_import_get_imp_path(sass_compiler_get_last_import(Compiler));
  fs::path Wanted = (Last.parent_path() / Path).lexically_normal();
  const std::string *Text = find(Sections, Wanted);
  if (!Text)
    return nullptr;
  Sass_Import_List List = sass_make_import_list(1);
  List[0] = sass_make_import_entry(Wanted.string().c_str(),
                                   sass_copy_c_string(Text->c_str()), nullptr);
  return List;
}

static std::string oneLine(const char *Text) {
  std::string Line = Text ? Text : "(nothing)";
  std::replace(Line.begin(), Line.end(), '\n', '|');
  return Line;
}

static void compile(const std::string &Title, Archive &Sections,
                    const std::string &Name) {
  Sass_Data_Context *Data =
      sass_make_data_context(sass_copy_c_string(Sections[Name].c_str()));
  Sass_Context *Context = sass_data_context_get_context(Data);
  Sass_Options *Options = sass_context_get_options(Context);
  sass_option_set_input_path(Options, Name.c_str());
  sass_option_set_is_indented_syntax_src(Options,
                                         fs::path(Name).extension() == ".sass");
  sass_option_set_precision(Options, 10);
  Sass_Importer_List Importers = sass_make_importer_list(1);
  Importers[0] = sass_make_importer(import, 0, &Sections);
  sass_option_set_c_importers(Options, Importers);
  int Status = sass_compile_data_context(Data);
  std::printf("%s %s: %d %s\n", Title.c_str(), Name.c_str(), Status,
              oneLine(Status ? sass_context_get_error_message(Context)
                             : sass_context_get_output_string(Context))
                  .c_str());
  sass_delete_data_context(Data);
}

int main(int Count, char **Arguments) {
  if (Count != 2) {
    std::fprintf(stderr, "usage: libsass-spec FOLDER\n");
    return 2;
  }
  std::vector<fs::path> Paths;
  for (const auto &Entry : fs::recursive_directory_iterator(Arguments[1]))
    if (Entry.path().extension() == ".hrx")
      Paths.push_back(Entry.path());
  std::sort(Paths.begin(), Paths.end());
  for (const fs::path &Path : Paths) {
    Archive Sections = sectionsOf(contentsOf(Path));
    std::vector<std::string> Examples;
    for (const auto &Section : Sections)
      if (fs::path(Section.first).stem() == "input")
        Examples.push_back(Section.first);
    for (const std::string &Name : Examples)
      compile(fs::relative(Path, Arguments[1]).string(), Sections, Name);
  }
}

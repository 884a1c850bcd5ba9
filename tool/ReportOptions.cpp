//===- ReportOptions.cpp - the options of segstack report -----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReportOptions.h"
#include "Failure.h"
#include "Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"

namespace cl = llvm::cl;

namespace segstack {
namespace {

cl::OptionCategory Category("segstack report options");

using Text = cl::opt<std::string>;

#define IN_REPORT cl::sub(reportSubCommand()), cl::cat(Category)

cl::list<std::string> Plans(cl::Positional, cl::desc("PLAN"), IN_REPORT);
Text Format("format", cl::value_desc("text|json|sarif|gitlab|dot|html"),
            cl::init("text"), IN_REPORT, cl::desc("What to write"));
Text OutputFile("o", cl::value_desc("file"), cl::init("-"), IN_REPORT,
                cl::desc("Write to this file; default: standard output"));
Text Sort("sort", cl::value_desc("key"), cl::init("estimate"), IN_REPORT,
          cl::desc("Of the text's table: name, place, estimate, real, ratio, "
                   "check, why, heat, callers or calls"));
Text Graph("graph", cl::value_desc("cycles|all"), cl::init("cycles"), IN_REPORT,
           cl::desc("Of dot: calls within cycles, or all"));
Text Level("level", cl::value_desc("note|warning|error"), cl::init("note"),
           IN_REPORT, cl::desc("Show findings from this level on"));
cl::list<std::string>
    FailOn("fail-on", cl::CommaSeparated, cl::value_desc("rule|level,..."),
           IN_REPORT,
           cl::desc("Exit with 1 if there are such findings: uncovered, "
                    "unproved, uncheckable, large-frame, underestimated, "
                    "guessed, assumed; or error, warning, note: that level and "
                    "above"));
cl::opt<bool> Quiet("quiet", IN_REPORT, cl::desc("Print errors only"));

constexpr llvm::StringRef Forms[] = {"text",   "json", "sarif",
                                     "gitlab", "dot",  "html"};
constexpr llvm::StringRef Levels[] = {"note", "warning", "error"};
constexpr llvm::StringRef Graphs[] = {"cycles", "all"};

/// The number of \p Word among \p Known.
llvm::Expected<size_t> number(llvm::StringRef Option, llvm::StringRef Word,
                              llvm::ArrayRef<llvm::StringRef> Known) {
  auto Found = llvm::find(Known, Word);
  if (Found != Known.end())
    return Found - Known.begin();
  return fail(ExitCode::Usage, "--" + Option + ": expected one of '" +
                                   llvm::join(Known, "', '") + "', found '" +
                                   Word + "'; " + nearestHint(Word, Known));
}

/// An enumeration whose words are those of \p Known, in its order.
template <class T>
llvm::Error read(const Text &Option, llvm::ArrayRef<llvm::StringRef> Known,
                 T &Into) {
  llvm::Expected<size_t> Number = number(Option.ArgStr, Option, Known);
  if (!Number)
    return Number.takeError();
  Into = static_cast<T>(*Number);
  return llvm::Error::success();
}

llvm::Error readFailOn(std::vector<std::string> &Into) {
  std::vector<llvm::StringRef> Known;
  for (const FindingRule &Rule : findingRules())
    Known.push_back(Rule.Id);
  llvm::append_range(Known, Levels);
  for (const std::string &Word : FailOn) {
    llvm::Expected<size_t> Number = number("fail-on", Word, Known);
    if (!Number)
      return Number.takeError();
    Into.push_back(Word);
  }
  return llvm::Error::success();
}

llvm::Error checkCombinations(const ReportCommand &Command) {
  if (Sort.getNumOccurrences() && Command.Form != ReportForm::Text)
    return fail(ExitCode::Usage, "--sort is for --format=text");
  if (Graph.getNumOccurrences() && Command.Form != ReportForm::Dot)
    return fail(ExitCode::Usage, "--graph is for --format=dot");
  if (Command.File.empty())
    return fail(ExitCode::Usage,
                "expected the name of a file to write, found ''");
  return llvm::Error::success();
}

llvm::Error readOptions(ReportCommand &Command) {
  if (llvm::Error Err = read(Format, Forms, Command.Form))
    return Err;
  if (llvm::Error Err = read(Sort, sortKeys(), Command.By))
    return Err;
  if (llvm::Error Err = read(Level, Levels, Command.Least))
    return Err;
  if (llvm::Error Err = read(Graph, Graphs, Command.AllCalls))
    return Err;
  if (llvm::Error Err = readFailOn(Command.FailOn))
    return Err;
  return checkCombinations(Command);
}

/// Real sizes ask for a proof, and so does who wants to fail by one.
llvm::Error readProof(ReportCommand &Command) {
  if (!asksForProof() && !llvm::is_contained(Command.FailOn, "unproved"))
    return llvm::Error::success();
  return readProofOptions(Command.Proof.emplace());
}

} // namespace

cl::SubCommand &reportSubCommand() {
  static cl::SubCommand Report(
      "report", "show what a plan has decided, and what is wrong with it");
  return Report;
}

llvm::Expected<ReportCommand>
parseReportCommand(llvm::ArrayRef<const char *> Arguments) {
  cl::HideUnrelatedOptions({&Category, &proofCategory()}, reportSubCommand());
  if (llvm::Error Err = runOptionParser(Arguments))
    return Err;
  if (Plans.size() != 1)
    return fail(ExitCode::Usage,
                "segstack report: expected one plan, a file that 'segstack "
                "plan' writes; there are " +
                    llvm::Twine(Plans.size()));
  ReportCommand Command;
  Command.Plan = Plans.front();
  Command.File = OutputFile;
  Command.Quiet = Quiet;
  if (llvm::Error Err = readOptions(Command))
    return Err;
  if (llvm::Error Err = readProof(Command))
    return Err;
  return Command;
}

} // namespace segstack

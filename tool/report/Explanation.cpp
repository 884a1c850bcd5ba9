//===- Explanation.cpp - --explain ----------------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Paths.h"
#include "Report.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace segstack {
namespace {

/// \p Function without its parameter types. Lambdas and unnamed namespaces
/// bring parentheses of their own, in front of those.
llvm::StringRef nameOf(llvm::StringRef Function) {
  size_t Open = Function.find('(');
  while (Open != llvm::StringRef::npos) {
    llvm::StringRef Before = Function.take_front(Open);
    bool OfName = Before.empty() || Before.ends_with("::") ||
                  Before.ends_with("operator");
    if (!OfName)
      return Before;
    Open = Function.find('(', Open + 1);
  }
  return Function;
}

/// Whether people would call \p Function by \p Name.
bool isCalled(llvm::StringRef Function, llvm::StringRef Name) {
  if (Function == Name || nameOf(Function) == Name)
    return true;
  llvm::Expected<llvm::GlobPattern> Glob = llvm::GlobPattern::create(Name);
  if (Glob)
    return Glob->match(Function) || Glob->match(nameOf(Function));
  llvm::consumeError(Glob.takeError());
  return false;
}

void printLine(llvm::raw_ostream &OS, const ListedFunction &Function) {
  const CheckPlan &Plan = Function.Plan;
  OS << displayPath(Function.Path) << ':' << Plan.Line << ':' << Plan.Column
     << ": " << Plan.Function << ": " << shapeName(Plan.How) << ": "
     << describe(Plan) << externalText(Plan) << '\n';
}

void printCounts(llvm::raw_ostream &OS,
                 llvm::ArrayRef<ListedFunction> Functions) {
  std::map<std::pair<Shape, std::string>, size_t> Counts;
  for (const ListedFunction &Function : Functions)
    ++Counts[{Function.Plan.How, reasonName(Function.Plan.Why)}];
  OS << Functions.size() << " functions\n";
  for (const auto &[Key, Count] : Counts)
    OS << "  " << Count << ' ' << shapeName(Key.first) << " (" << Key.second
       << ")\n";
}

} // namespace

std::string printExplanation(llvm::ArrayRef<ListedFunction> Functions,
                             llvm::StringRef Only) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  for (const ListedFunction &Function : Functions)
    if (Only.empty() ? Function.Plan.How != Shape::Retry
                     : isCalled(Function.Plan.Function, Only))
      printLine(OS, Function);
  if (Only.empty())
    printCounts(OS, Functions);
  return Text;
}

} // namespace segstack

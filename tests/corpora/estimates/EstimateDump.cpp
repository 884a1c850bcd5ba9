//===- EstimateDump.cpp - every estimate of a translation unit ------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints the estimate of each function definition, instantiations and implicit
// members included, with its mangled names: what compare.py joins with the
// compiler's own numbers.
//
//   segstack-estimate-dump [--parts] FILE -- COMPILER-ARGUMENTS > table.json
//
//===----------------------------------------------------------------------===//

#include "DefinitionFinder.h"
#include "FrameEstimator.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Mangle.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/JSON.h"

using namespace clang;
using namespace segstack;

namespace {
class Dumper {
public:
  Dumper(ASTContext &Context, const EstimateOptions &Options, bool WithParts,
         llvm::json::OStream &Out)
      : Context(Context), Estimator(Context, Options), Names(Context),
        WithParts(WithParts), Out(Out) {}
  void print(const FunctionDecl &F);

private:
  void printParts(const FrameParts &Parts);

  ASTContext &Context;
  FrameEstimator Estimator;
  ASTNameGenerator Names;
  bool WithParts;
  llvm::json::OStream &Out;
};
} // namespace

void Dumper::printParts(const FrameParts &Parts) {
  Out.attribute("memory", Parts.Memory);
  Out.attribute("values", Parts.Values);
  Out.attribute("pressure", Parts.Pressure);
  Out.attribute("calls", Parts.Calls);
  Out.attribute("spills", Parts.Spills);
  Out.attribute("align", Parts.Alignment);
  Out.attribute("tails", Parts.TailCalls);
  Out.attribute("noreturns", Parts.NoReturns);
  Out.attribute("recursive", Parts.Recursive);
  Out.attribute("work", Parts.Work);
  Out.attribute("outgoing", Parts.Outgoing);
  Out.attribute("cleanups", Parts.Cleanups);
}

void Dumper::print(const FunctionDecl &F) {
  PresumedLoc Where =
      Context.getSourceManager().getPresumedLoc(F.getLocation());
  FrameEstimate Estimate = Estimator.estimate(F);
  Out.object([&] {
    Out.attribute("function", F.getQualifiedNameAsString());
    Out.attributeArray("linkage", [&] {
      std::vector<std::string> All = Names.getAllManglings(&F);
      if (All.empty()) // only members have more than one
        All.push_back(Names.getName(&F));
      for (const std::string &Name : All)
        Out.value(Name);
    });
    if (Where.isValid()) {
      Out.attribute("file", Where.getFilename());
      Out.attribute("line", Where.getLine());
    }
    Out.attribute("bytes", Estimate.Bytes);
    Out.attribute("dynamic", Estimate.Dynamic);
    if (WithParts)
      printParts(Estimator.partsOf(F));
  });
}

/// The options that a frame depends on, from a compiler's arguments.
static EstimateOptions readOptions(llvm::ArrayRef<std::string> Arguments) {
  EstimateOptions Options;
  for (llvm::StringRef A : Arguments) {
    if (A.consume_front("-O") && A.size() <= 1)
      Options.OptLevel = A == "0" ? 0 : A == "3" ? 3 : A == "1" ? 1 : 2;
    if (A.consume_front("-fsanitize="))
      (A == "address"
           ? Options.Address
           : (A == "undefined" ? Options.Undefined : Options.Memory)) = true;
  }
  return Options;
}

int main(int Count, const char **Values) {
  std::vector<std::string> Arguments(Values + 1, Values + Count);
  bool WithParts = !Arguments.empty() && Arguments[0] == "--parts";
  if (WithParts)
    Arguments.erase(Arguments.begin());
  if (Arguments.size() < 2 || Arguments[1] != "--") {
    llvm::errs() << "usage: segstack-estimate-dump [--parts] FILE -- "
                    "COMPILER-ARGUMENTS\n";
    return 2;
  }
  std::vector<std::string> Flags(Arguments.begin() + 2, Arguments.end());
  tooling::FixedCompilationDatabase Database(".", Flags);
  tooling::ClangTool Tool(Database, {Arguments[0]});
  std::vector<std::unique_ptr<ASTUnit>> Units;
  if (Tool.buildASTs(Units))
    return 3;
  llvm::json::OStream Out(llvm::outs(), 1);
  Out.array([&] {
    for (auto &Unit : Units) {
      ASTContext &Context = Unit->getASTContext();
      Dumper Printer(Context, readOptions(Flags), WithParts, Out);
      for (const FunctionDecl *F : findDefinitions(Context))
        Printer.print(*F);
    }
  });
  return 0;
}

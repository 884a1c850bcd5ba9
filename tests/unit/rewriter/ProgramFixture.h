//===- ProgramFixture.h - a program of several sources ---------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TESTS_PROGRAMFIXTURE_H
#define SEGSTACK_TESTS_PROGRAMFIXTURE_H

#include "AstTest.h"
#include "CallGraphBuilder.h"
#include "CallSummarizer.h"
#include "HeavyExternals.h"
#include "ProgramLinker.h"
#include "segstack/rewriter/CheckPlan.h"
#include "segstack/rewriter/Rewriter.h"
#include "clang/AST/Decl.h"
#include "gtest/gtest.h"
#include <list>

namespace segstack {

/// Sources, /p/0.cc and so on, and what is made of them.
class Program {
public:
  explicit Program(std::vector<std::string> Sources,
                   const std::string &Standard = "c++20") {
    for (const std::string &Source : Sources)
      add(Source, Standard);
    PlanRules Rules;
    Rules.Root = "/p";
    Linked = linkProgram(units(), Rules);
  }

  const PlannedFunction &function(const std::string &Name) const {
    return at(Linked.Functions, Name);
  }
  const CallGraph::Node &node(const std::string &Name) const {
    return Linked.Graph.Nodes[&function(Name) - Linked.Functions.data()];
  }
  std::vector<std::string> callees(const std::string &Name) const {
    std::vector<std::string> Names;
    for (unsigned To : node(Name).Callees)
      Names.push_back(bare(Linked.Functions[To]));
    return Names;
  }
  Entry from(const std::string &Name) const { return node(Name).From; }

  ProgramPlan plan(uint64_t Budget = 4096,
                   const ProgramPlan *Before = nullptr) const {
    PlanRules Rules;
    Rules.Budget = Budget;
    Rules.Before = Before;
    Rules.Root = "/p";
    return plan(Rules);
  }
  ProgramPlan plan(const PlanRules &Rules) const {
    return planProgram(units(), Rules);
  }
  static const PlannedFunction &at(const std::vector<PlannedFunction> &All,
                                   const std::string &Name) {
    for (const PlannedFunction &F : All)
      if (bare(F) == Name)
        return F;
    ADD_FAILURE() << "no function " << Name;
    static const PlannedFunction Nothing;
    return Nothing;
  }

  std::vector<CallSummary> Summaries;

private:
  static std::string bare(const PlannedFunction &F) {
    return F.Name.substr(0, F.Name.find('('));
  }

  void add(const std::string &Source, const std::string &Standard) {
    Parsed.emplace_back(Source, Standard);
    clang::ASTContext &Context = Parsed.back().context();
    HeavyExternals Externals{RewriteOptions()};
    CallGraph Graph = buildCallGraph(
        Context,
        [](const clang::FunctionDecl &) {
          FrameEstimate Frame;
          Frame.Bytes = 100;
          return Frame;
        },
        [](const clang::FunctionDecl &) { return true; }, nullptr, &Externals);
    std::string File = "/p/" + std::to_string(Summaries.size()) + ".cc";
    CheckPlan Retry, Variadic;
    Retry.How = Shape::Retry;
    Variadic.Why = Reason::Variadic;
    unsigned Line = 0;
    Summaries.push_back(summarizeCalls(
        Graph, Context,
        [&](const clang::FunctionDecl &F) -> const CheckPlan * {
          CheckPlan &Plan = F.isVariadic() ? Variadic : Retry;
          Plan.Line = ++Line;
          return &Plan;
        },
        [&](const clang::FunctionDecl &) { return File; }));
    dropUnused(Graph, Summaries.back());
  }

  std::vector<const CallSummary *> units() const {
    std::vector<const CallSummary *> Units;
    for (const CallSummary &Summary : Summaries)
      Units.push_back(&Summary);
    return Units;
  }

  std::list<Ast> Parsed;
  LinkedProgram Linked;
};

} // namespace segstack

#endif

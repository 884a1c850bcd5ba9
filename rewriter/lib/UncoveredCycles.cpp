//===- UncoveredCycles.cpp - recursion that no check is in ----------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UncoveredCycles.h"
#include "CallGraph.h"
#include "InclusionRecorder.h"
#include "segstack/rewriter/ProgramPlan.h"
#include "segstack/rewriter/TranslationUnit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace segstack {

namespace {
class CycleNoter {
public:
  CycleNoter(const CallGraph &Graph, const ASTContext &Context,
             const InclusionRecorder &Inclusions, TranslationUnit &Unit)
      : Graph(Graph), Sources(Context.getSourceManager()),
        Inclusions(Inclusions), Unit(Unit) {}

  void note(const std::vector<unsigned> &Component, const Edges &Calls) {
    for (unsigned Node : Component)
      if (const IncludedFile *File = fileOf(Node); File && File->Editable)
        return noteAt(Node, *File, shortestCycle(Calls, Node));
  }

private:
  /// Where it was written; an implicit member's class.
  const IncludedFile *fileOf(unsigned Node) const {
    SourceLocation Place =
        Sources.getExpansionLoc(Graph.Nodes[Node].Function->getLocation());
    std::optional<unsigned> Index =
        Inclusions.indexOf(Sources.getFileID(Place));
    return Index ? &Unit.Files[*Index] : nullptr;
  }

  std::string nameOf(unsigned Node) const {
    return Graph.Nodes[Node].Function->getQualifiedNameAsString();
  }

  void noteAt(unsigned Node, const IncludedFile &File,
              const std::vector<unsigned> &Cycle) {
    std::string Message = "recursion without a check: ";
    for (unsigned Each : Cycle)
      Message += nameOf(Each) + " -> ";
    Message += nameOf(Node);
    if (std::string Header = headerOf(Cycle); !Header.empty())
      Message += "; --system-header-filter='" + Header + "' gives it one";
    PresumedLoc Place =
        Sources.getPresumedLoc(Graph.Nodes[Node].Function->getLocation());
    bool Valid = Place.isValid();
    Unit.Findings.push_back({Finding::Warning, File.Name,
                             Valid ? Place.getLine() : 0,
                             Valid ? Place.getColumn() : 0, Message});
  }

  /// Whether a check in the body of \p Node would be in a cycle that goes on to
  /// \p Next.
  bool couldCover(unsigned Node, unsigned Next) const {
    const FunctionDecl &Function = *Graph.Nodes[Node].Function;
    const auto *Body = dyn_cast_or_null<CompoundStmt>(Function.getBody());
    return Body && !Body->body_empty() && !Function.isDefaulted() &&
           !llvm::is_contained(Graph.Nodes[Node].OutsideBody, Next);
  }

  /// A pattern for a system header that has a function of \p Cycle.
  std::string headerOf(const std::vector<unsigned> &Cycle) const {
    for (size_t I = 0; I != Cycle.size(); ++I) {
      unsigned Node = Cycle[I];
      const IncludedFile *File = fileOf(Node);
      if (File && File->System &&
          couldCover(Node, Cycle[(I + 1) % Cycle.size()]))
        return headerPattern(File->Path);
    }
    return "";
  }

  const CallGraph &Graph;
  const SourceManager &Sources;
  const InclusionRecorder &Inclusions;
  TranslationUnit &Unit;
};
} // namespace

void noteUncoveredCycles(const CallGraph &Graph,
                         const std::vector<bool> &Checked,
                         const ASTContext &Context,
                         const InclusionRecorder &Inclusions,
                         TranslationUnit &Unit) {
  Edges Calls = uncheckedCalls(Graph, Checked);
  CycleNoter Noter(Graph, Context, Inclusions, Unit);
  for (const std::vector<unsigned> &Component : findCycles(Calls))
    Noter.note(Component, Calls);
}

} // namespace segstack

//===- InitializerFinder.cpp - recursion before a constructor's body -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InitializerFinder.h"
#include "EditableRange.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace segstack {
namespace {

/// Looks for what makes an object of class type.
class ObjectMaker : public RecursiveASTVisitor<ObjectMaker> {
public:
  bool Found = false;
  bool NamesFunction = false;

  bool VisitCXXNewExpr(CXXNewExpr *New) {
    Found |= New->getAllocatedType()->isRecordType() ||
             New->getAllocatedType()->isDependentType();
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    const CXXConstructorDecl *Constructor = Construct->getConstructor();
    Found |= Constructor->isUserProvided() &&
             !Constructor->getASTContext().getSourceManager().isInSystemHeader(
                 Constructor->getLocation());
    return true;
  }
  // std::make_unique<Node>(...): names the type that it makes.
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    Found |=
        isa<FunctionDecl>(Ref->getDecl()) && Ref->hasExplicitTemplateArgs();
    return true;
  }
  bool VisitCXXUnresolvedConstructExpr(CXXUnresolvedConstructExpr *) {
    Found = true;
    return true;
  }
  bool VisitPredefinedExpr(PredefinedExpr *) {
    NamesFunction = true;
    return true;
  }
};

bool worthOutlining(const Expr &Argument) {
  if (isa<CXXDefaultArgExpr>(Argument) || isa<PackExpansionExpr>(Argument) ||
      isa<InitListExpr>(Argument))
    return false;
  ObjectMaker Maker;
  Maker.TraverseStmt(const_cast<Expr *>(&Argument));
  return Maker.Found && !Maker.NamesFunction;
}

/// The written arguments between the parentheses of one initialiser.
llvm::SmallVector<const Expr *, 2> writtenArguments(const Expr &Init) {
  const Expr *Inner = Init.IgnoreImplicit();
  if (const auto *List = dyn_cast<ParenListExpr>(Inner)) {
    llvm::SmallVector<const Expr *, 2> All;
    for (unsigned I = 0; I != List->getNumExprs(); ++I)
      All.push_back(List->getExpr(I));
    return All;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
    if (Construct->isListInitialization() ||
        isa<CXXTemporaryObjectExpr>(Construct))
      return {};
    return {Construct->arg_begin(), Construct->arg_end()};
  }
  if (isa<InitListExpr>(Inner))
    return {};
  return {Inner};
}

std::optional<InitializerRange> rangeOf(const Expr &Argument, FileID File,
                                        const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  SourceLocation Last = Argument.getEndLoc();
  if (Last.isMacroID() || Argument.getBeginLoc().isMacroID())
    return std::nullopt;
  SourceLocation Past =
      Lexer::getLocForEndOfToken(Last, 0, Sources, Context.getLangOpts());
  auto Begin = fileOffset(Argument.getBeginLoc(), File, Sources);
  auto End = fileOffset(Past, File, Sources);
  if (!Begin || !End)
    return std::nullopt;
  return InitializerRange{*Begin, *End};
}

/// Before C++17 the result of the closure would need a move.
bool canPassResult(const Expr &Argument, const ASTContext &Context) {
  // Bound to a reference, a temporary would pass for an lvalue.
  const Expr &Written = *Argument.IgnoreImplicit();
  return Context.getLangOpts().CPlusPlus17 || !Written.isPRValue() ||
         !Written.getType()->isRecordType();
}

} // namespace

std::vector<InitializerRange>
findInitializers(const CXXConstructorDecl &Constructor, FileID File,
                 const ASTContext &Context) {
  std::vector<InitializerRange> Ranges;
  for (const CXXCtorInitializer *Init : Constructor.inits()) {
    if (!Init->isWritten() || !Init->getInit())
      continue;
    for (const Expr *Argument : writtenArguments(*Init->getInit()))
      if (worthOutlining(*Argument) && canPassResult(*Argument, Context))
        if (auto Range = rangeOf(*Argument, File, Context))
          Ranges.push_back(*Range);
  }
  return Ranges;
}

} // namespace segstack

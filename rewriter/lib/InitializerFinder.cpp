//===- InitializerFinder.cpp - recursion before a constructor's body -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InitializerFinder.h"
#include "BodyFacts.h"
#include "EditableRange.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace segstack {
namespace {

/// Looks for what makes an object of class type.
class ObjectMaker : public RecursiveASTVisitor<ObjectMaker> {
public:
  bool Found = false;
  /// Its body has a check of its own; and the type of the argument is asked
  /// for, where a closure may not stand before C++20.
  bool Closure = false;

  bool VisitLambdaExpr(LambdaExpr *) { return Closure = true; }
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
};

/// Looks for objects that the closure would destroy at its end, and that the
/// program destroys at the end of the whole initialiser.
class TemporaryFinder : public RecursiveASTVisitor<TemporaryFinder> {
public:
  bool Found = false;

  bool shouldVisitImplicitCode() const { return true; }

  bool VisitMaterializeTemporaryExpr(MaterializeTemporaryExpr *) {
    Found = true;
    return true;
  }
  bool VisitCXXBindTemporaryExpr(CXXBindTemporaryExpr *) {
    Found = true;
    return true;
  }
};

bool worthOutlining(const Expr &Argument) {
  if (isa<CXXDefaultArgExpr>(Argument) || isa<PackExpansionExpr>(Argument) ||
      isa<InitListExpr>(Argument))
    return false;
  ObjectMaker Maker;
  Maker.TraverseStmt(const_cast<Expr *>(&Argument));
  return Maker.Found && !Maker.Closure && functionNameIn(Argument).empty();
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

/// Whether \p Argument is all of \p Init: its value is the member's, or the
/// base's, and nothing else happens before its temporaries are destroyed.
bool isWhole(const Expr &Argument, const Expr &Init,
             const ASTContext &Context) {
  const Expr *Spelled = Init.IgnoreUnlessSpelledInSource();
  return Spelled == Argument.IgnoreUnlessSpelledInSource() &&
         Spelled->isPRValue() &&
         Context.hasSameUnqualifiedType(Spelled->getType(), Init.getType());
}

/// Whether no use of the value of \p Argument, in what the compiler makes of
/// one initialiser, comes behind the end of a closure around it and before the
/// end of its temporaries.
bool outlivesTemporaries(const Expr &Argument, const Expr &Init,
                         const ASTContext &Context) {
  if (!Context.getLangOpts().CPlusPlus14 && !Argument.isPRValue())
    return false; // The closure's result would be a copy.
  if (isWhole(Argument, Init, Context))
    return true;
  TemporaryFinder Temporaries;
  Temporaries.TraverseStmt(const_cast<Expr *>(&Argument));
  return !Temporaries.Found;
}

/// What \p Instance makes of the argument that begins at \p Begin; a template
/// shows nothing of its temporaries.
bool outlivesTemporaries(SourceLocation Begin,
                         const CXXConstructorDecl &Instance,
                         const ASTContext &Context) {
  for (const CXXCtorInitializer *Init : Instance.inits())
    if (Init->isWritten() && Init->getInit())
      for (const Expr *Argument : writtenArguments(*Init->getInit()))
        if (Argument->getBeginLoc() == Begin)
          return outlivesTemporaries(*Argument, *Init->getInit(), Context);
  return false;
}

std::optional<ByteRange> rangeOf(const Expr &Argument, FileID File,
                                 const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  SourceLocation Last = Argument.getEndLoc();
  if (Last.isMacroID() || Argument.getBeginLoc().isMacroID())
    return std::nullopt;
  if (*Sources.getCharacterData(Argument.getBeginLoc()) == '{')
    return std::nullopt; // No expression: `member({})`.
  return fileRange(Argument.getBeginLoc(), Last, File, Sources,
                   Context.getLangOpts());
}

/// Before C++17 the result of the closure would need a move.
bool canPassResult(const Expr &Argument, const ASTContext &Context) {
  // Bound to a reference, a temporary would pass for an lvalue.
  const Expr &Written = *Argument.IgnoreImplicit();
  return Context.getLangOpts().CPlusPlus17 || !Written.isPRValue() ||
         !Written.getType()->isRecordType();
}

} // namespace

std::vector<ByteRange>
findInitializers(const CXXConstructorDecl &Constructor,
                 llvm::ArrayRef<const FunctionDecl *> Instances, FileID File,
                 const ASTContext &Context) {
  auto Outlives = [&](const Expr &Argument) {
    return !Instances.empty() &&
           llvm::all_of(Instances, [&](const FunctionDecl *Instance) {
             return outlivesTemporaries(Argument.getBeginLoc(),
                                        *cast<CXXConstructorDecl>(Instance),
                                        Context);
           });
  };
  std::vector<ByteRange> Ranges;
  for (const CXXCtorInitializer *Init : Constructor.inits()) {
    if (!Init->isWritten() || !Init->getInit())
      continue;
    for (const Expr *Argument : writtenArguments(*Init->getInit()))
      if (worthOutlining(*Argument) && canPassResult(*Argument, Context) &&
          Outlives(*Argument))
        if (auto Range = rangeOf(*Argument, File, Context))
          Ranges.push_back(*Range);
  }
  return Ranges;
}

} // namespace segstack

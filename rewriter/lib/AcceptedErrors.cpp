//===- AcceptedErrors.cpp - errors that only clang sees -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AcceptedErrors.h"
#include "FunctionFinder.h"
#include "InclusionRecorder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace segstack {
namespace {

bool holds(SourceRange Body, SourceLocation Place,
           const SourceManager &Sources) {
  return !Sources.isBeforeInTranslationUnit(
             Place, Sources.getExpansionLoc(Body.getBegin())) &&
         !Sources.isBeforeInTranslationUnit(
             Sources.getExpansionLoc(Body.getEnd()), Place);
}

/// The functions whose bodies hold \p Place: more than one when a lambda or a
/// local class is among them.
std::vector<const FunctionDecl *>
functionsAround(SourceLocation Place, const FoundFunctions &Found,
                const SourceManager &Sources) {
  std::vector<const FunctionDecl *> Around;
  if (Place.isInvalid())
    return Around;
  Place = Sources.getExpansionLoc(Place);
  for (const Candidate &Function : Found.Candidates)
    if (holds(Function.Pattern->getBody()->getSourceRange(), Place, Sources))
      Around.push_back(Function.Pattern);
  return Around;
}

} // namespace

bool standInBodies(const std::vector<SourceError> &Errors, ASTContext &Context,
                   bool OnlyTemplates) {
  FoundFunctions Found = findFunctions(Context);
  auto Counts = [&](const FunctionDecl *Function) {
    return !OnlyTemplates || Function->isDependentContext();
  };
  for (const SourceError &Error : Errors)
    if (!llvm::any_of(
            functionsAround(Error.Place, Found, Context.getSourceManager()),
            Counts))
      return false;
  return true;
}

void leaveErrorsAlone(const std::vector<SourceError> &Errors,
                      ASTContext &Context, const InclusionRecorder &Inclusions,
                      Demotions &Known) {
  if (Errors.empty())
    return;
  const SourceManager &Sources = Context.getSourceManager();
  FoundFunctions Found = findFunctions(Context);
  for (const SourceError &Error : Errors)
    for (const FunctionDecl *Function :
         functionsAround(Error.Place, Found, Sources)) {
      auto [File, Offset] = Sources.getDecomposedLoc(
          Sources.getExpansionLoc(Function->getBody()->getBeginLoc()));
      if (std::optional<unsigned> Inclusion = Inclusions.indexOf(File))
        Known[{*Inclusion, Offset}] = {Shape::None, Reason::DoesNotParse,
                                       Error.Message};
    }
}

} // namespace segstack

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

/// The template's function whose body holds \p Place, or null.
const FunctionDecl *patternAround(SourceLocation Place,
                                  const FoundFunctions &Found,
                                  const SourceManager &Sources) {
  if (Place.isInvalid())
    return nullptr;
  Place = Sources.getExpansionLoc(Place);
  for (const Candidate &Function : Found.Candidates) {
    const FunctionDecl *Pattern = Function.Pattern;
    SourceRange Body = Pattern->getBody()->getSourceRange();
    if (Pattern->isDependentContext() &&
        !Sources.isBeforeInTranslationUnit(
            Place, Sources.getExpansionLoc(Body.getBegin())) &&
        !Sources.isBeforeInTranslationUnit(
            Sources.getExpansionLoc(Body.getEnd()), Place))
      return Pattern;
  }
  return nullptr;
}

} // namespace

bool standInTemplates(const std::vector<SourceError> &Errors,
                      ASTContext &Context) {
  FoundFunctions Found = findFunctions(Context);
  for (const SourceError &Error : Errors)
    if (!patternAround(Error.Place, Found, Context.getSourceManager()))
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
  for (const SourceError &Error : Errors) {
    const FunctionDecl *Pattern = patternAround(Error.Place, Found, Sources);
    auto [File, Offset] = Sources.getDecomposedLoc(
        Sources.getExpansionLoc(Pattern->getBody()->getBeginLoc()));
    if (std::optional<unsigned> Inclusion = Inclusions.indexOf(File))
      Known[{*Inclusion, Offset}] = {Shape::None, Reason::DoesNotParse,
                                     Error.Message};
  }
}

} // namespace segstack

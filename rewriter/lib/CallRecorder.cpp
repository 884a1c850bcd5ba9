//===- CallRecorder.cpp - what a call leads to ----------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallRecorder.h"
#include "BodyFacts.h"
#include "BranchOdds.h"
#include "CallTypes.h"
#include "FrameTypes.h"
#include "HeavyExternals.h"
#include "LibraryFunctions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include <algorithm>

using namespace clang;

namespace segstack {

void CallRecorder::addOpen(OpenCall::Kind What, const FunctionDecl *Function,
                           std::string Type) {
  OpenCall Call;
  Call.What = What;
  Call.Function = Function;
  Call.Type = std::move(Type);
  Call.Often = Often;
  Call.OutsideBody = OutsideBody;
  Node.Open.push_back(std::move(Call));
  if (What == OpenCall::Virtual || What == OpenCall::Indirect)
    Node.UnknownCalls = true;
}

void CallRecorder::addRuntime(const char *Name) {
  addOpen(OpenCall::Runtime, nullptr, Name);
  bool Library = llvm::StringRef(Name).starts_with("__");
  Node.Open.back().Library = Library;
  (Library ? Node.LibraryCalls : Node.UnknownCalls) = true;
}

void CallRecorder::addIndirect(const Expr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (!Method && Operator)
    Method = dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee());
  if (!Method) {
    addOpen(OpenCall::Indirect, nullptr,
            callTypeOf(*cast<CallExpr>(Call), Context));
    return;
  }
  addVirtual(*Method);
}

void CallRecorder::addVirtual(const CXXMethodDecl &Method) {
  addOpen(OpenCall::Virtual, &Method);
  Node.Open.back().Library = isOfLibrary(Method);
  auto Found = Known.Standard.find(Method.getCanonicalDecl());
  if (Found != Known.Standard.end())
    for (unsigned Overrider : Found->second)
      Edges.push_back({Overrider, Often, OutsideBody});
}

/// As `(void *)handler` does.
bool CallRecorder::hidesFunction(const Expr &Argument) const {
  return pointeeCallType(Argument.getType(), Context).empty() &&
         !pointeeCallType(Argument.IgnoreParenCasts()->getType(), Context)
              .empty();
}

void CallRecorder::addExternal(const FunctionDecl &Callee,
                               llvm::ArrayRef<const Expr *> Arguments) {
  ExternalStack Need;
  if (Known.Externals)
    Need = Known.Externals->needOf(Callee);
  Node.External.raiseTo(Need);
  if (OutsideBody)
    Node.ExternalOutsideBody.raiseTo(Need);
  if (Need.Bytes == 0 &&
      (Callee.isTrivial() || (Callee.getDeclName().isIdentifier() &&
                              isHarmlessLeaf(Callee, Context))))
    return;
  addOpen(OpenCall::External, &Callee);
  OpenCall &Call = Node.Open.back();
  Call.Library = isOfLibrary(Callee);
  Call.Stream = isOfStreams(Callee);
  Call.Bytes = Need.Bytes;
  for (const Expr *Argument : Arguments) {
    if (Argument && Callee.isVariadic())
      Call.Variadic.push_back(Argument->getType().getAsOpaquePtr());
    if (Argument && hidesFunction(*Argument))
      Call.Variadic.push_back(
          Argument->IgnoreParenCasts()->getType().getAsOpaquePtr());
  }
  Call.Given = Known.Externals && Known.Externals->isGiven(Callee);
  bool IsLibrary = Call.Library || Call.Stream;
  (IsLibrary && Need.Bytes <= CoveredAnywhere ? Node.LibraryCalls
                                              : Node.UnknownCalls) = true;
}

void CallRecorder::addCall(const FunctionDecl *Callee,
                           llvm::ArrayRef<const Expr *> Arguments) {
  if (!Callee)
    return;
  Node.CallsSetjmp |= isSetjmp(*Callee);
  const FunctionDecl *Definition = Callee->getDefinition();
  auto Found = Known.Indices.find(
      (Definition ? Definition : Callee)->getCanonicalDecl());
  double Times = Callee->isNoReturn() && !Rare ? Often * OddsOfRare : Often;
  if (Found != Known.Indices.end())
    Edges.push_back({Found->second, Times, OutsideBody});
  else
    addExternal(*Callee, Arguments);
}

void CallRecorder::addDestructor(QualType T) {
  if (const CXXDestructorDecl *Destructor = destructorOf(T))
    addCall(Destructor);
}

/// Several calls of one function become one.
void CallRecorder::finish() {
  std::sort(Edges.begin(), Edges.end(),
            [](const Edge &A, const Edge &B) { return A.To < B.To; });
  for (const Edge &Call : Edges)
    Node.addCall(Call.To, Call.Often, Call.OutsideBody);
}

} // namespace segstack

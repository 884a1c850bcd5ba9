//===- ParameterForwarding.cpp - arguments of the repeated call -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParameterForwarding.h"
#include "CheckSpelling.h"
#include "EditableRange.h"
#include "Movability.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace clang;

namespace segstack {
namespace {

/// The parameters of \p Instance that \p Parameter of \p Pattern stands for: by
/// place, since a template's definition and declaration differ in all else.
/// Nothing when two packs share what is left.
llvm::ArrayRef<ParmVarDecl *> counterparts(const FunctionDecl &Pattern,
                                           const FunctionDecl &Instance,
                                           const ParmVarDecl &Parameter) {
  unsigned Count = Pattern.getNumParams(), Index = 0, Pack = Count;
  for (unsigned I = 0; I != Count; ++I) {
    if (Pattern.getParamDecl(I) == &Parameter)
      Index = I;
    if (!Pattern.getParamDecl(I)->isParameterPack())
      continue;
    if (Pack != Count)
      return {};
    Pack = I;
  }
  llvm::ArrayRef<ParmVarDecl *> All = Instance.parameters();
  if (Index < Pack)
    return All.slice(Index, 1);
  unsigned After = Count - 1 - Index;
  if (Index > Pack)
    return All.slice(All.size() - 1 - After, 1);
  return All.slice(Index, All.size() - (Count - 1));
}

/// The types that \p Parameter has in the instances: its own when it depends
/// on nothing, all elements' when it is a pack. None when any may come.
llvm::SmallVector<QualType, 2> instanceTypes(const Candidate &Function,
                                             const ParmVarDecl &Parameter) {
  if (!Parameter.getType()->isDependentType())
    return {Parameter.getType()};
  llvm::SmallVector<QualType, 2> Types;
  if (Function.Open)
    return Types;
  for (const FunctionDecl *Instance : Function.Instances)
    for (const ParmVarDecl *Other :
         counterparts(*Function.Pattern, *Instance, Parameter))
      Types.push_back(Other->getType());
  return Types;
}

Passing worstPassing(const llvm::SmallVector<QualType, 2> &Types,
                     const ASTContext &Context) {
  if (Types.empty())
    return Passing::NotHarmless;
  Passing Worst = Passing::Copy;
  for (QualType Type : Types)
    Worst = std::max(Worst, passingOf(Type, Context));
  return Worst;
}

} // namespace

bool isScalarInAllInstances(const Candidate &Function,
                            const ParmVarDecl &Parameter) {
  llvm::SmallVector<QualType, 2> Types = instanceTypes(Function, Parameter);
  return !Types.empty() && !Parameter.isParameterPack() &&
         llvm::all_of(Types, [](QualType Type) {
           return Type->isScalarType() && !Type.isVolatileQualified();
         });
}

bool isUsedInAllInstances(const Candidate &Function,
                          const ParmVarDecl &Parameter) {
  if (!Function.Pattern->isDependentContext())
    return Parameter.isUsed();
  return llvm::all_of(Function.Instances, [&](const FunctionDecl *Instance) {
    return llvm::all_of(
        counterparts(*Function.Pattern, *Instance, Parameter),
        [](const ParmVarDecl *Other) { return Other->isUsed(); });
  });
}

bool isCopyAMove(const Candidate &Function, const ParmVarDecl &Parameter,
                 const ASTContext &Context) {
  llvm::SmallVector<QualType, 2> Types = instanceTypes(Function, Parameter);
  return !Types.empty() && llvm::all_of(Types, [&](QualType Type) {
    if (Type->isReferenceType() && !Context.getLangOpts().CPlusPlus20)
      return true; // no move before P1825
    return passingOf(Type.getNonReferenceType(), Context) == Passing::Copy;
  });
}

/// A name that the body does not use for something of the program's.
std::string Forwarding::freeName(size_t Index) const {
  const SourceManager &Sources = Context.getSourceManager();
  llvm::StringRef Bytes = Sources.getBufferData(File);
  auto Offset = [&](SourceLocation Place) {
    return fileOffset(Place, File, Sources).value_or(0);
  };
  const Stmt &Body = *Function.Pattern->getBody();
  Bytes = Bytes.slice(Offset(Body.getBeginLoc()), Offset(Body.getEndLoc()));
  std::string Name = (ArgumentPrefix + llvm::Twine(Index)).str();
  // Not the next index: that is the next parameter's.
  while (Bytes.contains(Name))
    Name += "0";
  return Name;
}

Reason Forwarding::nameOf(const ParmVarDecl &Parameter, CheckPlan &Plan,
                          std::string &Name) const {
  Name = Parameter.getName().str();
  // strip would take the program's own name for one that was given.
  if (Parameter.getName().starts_with(ArgumentPrefix))
    return Reason::CannotBeNamed;
  if (!Name.empty())
    return Reason::Fine;
  std::optional<unsigned> Place =
      fileOffset(Parameter.getLocation(), File, Context.getSourceManager());
  if (!Place) {
    Plan.Detail = "of type " + Parameter.getType().getAsString();
    return Reason::ParameterFromMacro;
  }
  Name = freeName(Plan.Names.size());
  Plan.Names.push_back({*Place, " " + Name});
  return Reason::Fine;
}

Reason Forwarding::forwardOne(const ParmVarDecl &Parameter,
                              CheckPlan &Plan) const {
  std::string Name;
  Reason WhyNot = nameOf(Parameter, Plan, Name);
  if (WhyNot != Reason::Fine)
    return WhyNot;
  QualType Type = Parameter.getType();
  bool ByReference = false;
  bool Cast =
      (Exact && !Type->isLValueReferenceType()) || Type->isDependentType();
  if (Type->isReferenceType() ||
      (isa<PackExpansionType>(Type) &&
       cast<PackExpansionType>(Type)->getPattern()->isReferenceType())) {
    ByReference = true;
    // `T &&` may stand for an lvalue: decltype knows.
    Cast = !Type->isLValueReferenceType();
  } else {
    Passing How = worstPassing(instanceTypes(Function, Parameter), Context);
    if (How >= Passing::NotHarmless) {
      Plan.Detail = Name;
      return How == Passing::Impossible ? Reason::ParameterNotMovable
                                        : Reason::MoveNotHarmless;
    }
    ByReference = How == Passing::Move;
    Cast |= ByReference;
  }
  std::string Dots = Parameter.isParameterPack() ? "..." : "";
  Plan.Captures.push_back({Name + Dots, ByReference});
  Plan.Call +=
      Cast ? "static_cast<decltype(" + Name + ") &&>(" + Name + ")" : Name;
  Plan.Call += Dots;
  return Reason::Fine;
}

Reason Forwarding::nameAll(CheckPlan &Plan) const {
  for (const ParmVarDecl *Parameter : Function.Pattern->parameters()) {
    std::string Name;
    Reason WhyNot = nameOf(*Parameter, Plan, Name);
    if (WhyNot != Reason::Fine)
      return WhyNot;
    Plan.Call += (Plan.Call.empty() ? "" : ", ") + Name;
  }
  return Reason::Fine;
}

Reason Forwarding::forwardAll(CheckPlan &Plan) const {
  for (const ParmVarDecl *Parameter : Function.Pattern->parameters()) {
    if (!Plan.Call.empty())
      Plan.Call += ", ";
    Reason WhyNot = forwardOne(*Parameter, Plan);
    if (WhyNot != Reason::Fine)
      return WhyNot;
  }
  return Reason::Fine;
}

} // namespace segstack

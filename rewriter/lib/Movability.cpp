//===- Movability.cpp - may a by-value parameter be passed on? -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A move is harmless when the compiler wrote it over members whose moves are
// harmless, or when the standard library did for a type that is known to steal
// and nothing else. The destructor of what is left behind runs once more, so
// the same holds for it.
//
//===----------------------------------------------------------------------===//

#include "Movability.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace segstack {
namespace {

enum class StdMove { Unknown, Steals, MovesArguments };

/// Types of the standard library by what their move does with the elements.
StdMove standardMove(llvm::StringRef Name) {
  return llvm::StringSwitch<StdMove>(Name)
      .Cases("basic_string", "vector", "deque", "list", "forward_list",
             StdMove::Steals)
      .Cases("map", "multimap", "set", "multiset", StdMove::Steals)
      .Cases("unordered_map", "unordered_multimap", "unordered_set",
             "unordered_multiset", StdMove::Steals)
      // Not any, nor move_only_function: they move small objects themselves.
      .Cases("unique_ptr", "shared_ptr", "weak_ptr", "function",
             StdMove::Steals)
      .Cases("allocator", "default_delete", "exception_ptr",
             "basic_string_view", StdMove::Steals)
      .Cases("thread", "future", "shared_future", "promise", "unique_lock",
             "shared_lock", StdMove::Steals)
      .Cases("pair", "tuple", "optional", "variant", "array",
             "reverse_iterator", StdMove::MovesArguments)
      .Default(StdMove::Unknown);
}

bool isHarmless(QualType Type, const ASTContext &Context);

bool argumentsAreHarmless(const TemplateArgumentList &Arguments,
                          const ASTContext &Context) {
  for (const TemplateArgument &Argument : Arguments.asArray()) {
    if (Argument.getKind() == TemplateArgument::Type &&
        !isHarmless(Argument.getAsType(), Context))
      return false;
    if (Argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Element : Argument.pack_elements())
        if (Element.getKind() == TemplateArgument::Type &&
            !isHarmless(Element.getAsType(), Context))
          return false;
  }
  return true;
}

/// What containers move besides their elements: comparators, hashers,
/// allocators and deleters. The elements come first and stay where they are.
bool policiesAreHarmless(const TemplateArgumentList &Arguments,
                         const ASTContext &Context) {
  for (const TemplateArgument &Argument : Arguments.asArray().drop_front()) {
    if (Argument.getKind() != TemplateArgument::Type)
      continue;
    const CXXRecordDecl *Policy = Argument.getAsType()->getAsCXXRecordDecl();
    // One of the standard library's own need not even be instantiated.
    if (Policy && !Policy->isInStdNamespace() &&
        !isHarmless(Argument.getAsType(), Context))
      return false;
  }
  return true;
}

bool isHarmlessStandardType(const CXXRecordDecl &Record,
                            const ASTContext &Context) {
  if (!Record.isInStdNamespace() || !Record.getIdentifier())
    return false;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  switch (standardMove(Record.getName())) {
  case StdMove::Unknown:
    return false;
  case StdMove::Steals:
    return !Special || Special->getTemplateArgs().size() == 0 ||
           policiesAreHarmless(Special->getTemplateArgs(), Context);
  case StdMove::MovesArguments:
    return Special && argumentsAreHarmless(Special->getTemplateArgs(), Context);
  }
  return false;
}

bool hasCompilerWrittenMove(const CXXRecordDecl &Record) {
  if (Record.hasUserDeclaredDestructor() &&
      !Record.getDestructor()->isDefaulted())
    return false;
  if (Record.needsImplicitMoveConstructor())
    return true;
  for (const CXXConstructorDecl *Constructor : Record.ctors())
    if (Constructor->isMoveConstructor())
      return Constructor->isDefaulted() && !Constructor->isDeleted();
  return false;
}

bool partsAreHarmless(const CXXRecordDecl &Record, const ASTContext &Context) {
  if (Record.getNumVBases())
    return false;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (!isHarmless(Base.getType(), Context))
      return false;
  for (const FieldDecl *Field : Record.fields())
    if (!isHarmless(Field->getType(), Context))
      return false;
  return true;
}

bool isHarmless(QualType Type, const ASTContext &Context) {
  Type = Context.getBaseElementType(Type);
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return true;
  Record = Record->getDefinition();
  if (!Record)
    return false;
  if (Type.isTriviallyCopyableType(Context))
    return true;
  if (isHarmlessStandardType(*Record, Context))
    return true;
  return hasCompilerWrittenMove(*Record) && partsAreHarmless(*Record, Context);
}

bool hasMoveConstructor(const CXXRecordDecl &Record) {
  if (Record.needsImplicitMoveConstructor())
    return true;
  for (const CXXConstructorDecl *Constructor : Record.ctors())
    if (Constructor->isMoveConstructor() && !Constructor->isDeleted())
      return true;
  return false;
}

/// Whether a constructor may take an object of the class itself that is no copy
/// or move constructor: `template <class T> Any(T &&)` is a better match for an
/// lvalue, or one for objects that are not const.
bool hasGreedyConstructor(const CXXRecordDecl &Record) {
  auto Greedy = [](const Decl *Member) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member))
      return isa<CXXConstructorDecl>(Template->getTemplatedDecl());
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(Member);
    return Constructor && Constructor->isCopyConstructor() &&
           !Constructor->getParamDecl(0)
                ->getType()
                .getNonReferenceType()
                .isConstQualified();
  };
  return llvm::any_of(Record.decls(), Greedy);
}

} // namespace

Passing passingOf(QualType Type, const ASTContext &Context) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->getDefinition())
    return Passing::Copy;
  Record = Record->getDefinition();
  if (Type.getUnqualifiedType().isTriviallyCopyableType(Context) &&
      Record->hasSimpleCopyConstructor() && !hasGreedyConstructor(*Record))
    return Passing::Copy;
  if (!hasMoveConstructor(*Record) || Type.isConstQualified())
    return Passing::Impossible;
  return isHarmless(Type, Context) ? Passing::Move : Passing::NotHarmless;
}

} // namespace segstack

//===- HandedTypes.cpp - what foreign code can call back ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HandedTypes.h"
#include "CallTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace segstack {

void HandedTypes::addFunction(const FunctionDecl &Function) {
  add(Function.getReturnType());
  for (const ParmVarDecl *Parameter : Function.parameters())
    add(Parameter->getType());
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function))
    if (!Method->isStatic())
      addRecord(*Method->getParent());
}

void HandedTypes::add(QualType T) {
  for (T = T.getCanonicalType(); !T.isNull();) {
    if (!Seen.insert(T.getTypePtr()).second)
      return;
    std::string Type = pointeeCallType(T, Context);
    if (!Type.empty())
      Found.insert(std::move(Type));
    if (const auto *Array = T->getAsArrayTypeUnsafe())
      T = Array->getElementType();
    else if (T->isAnyPointerType() || T->isReferenceType())
      T = T->getPointeeType();
    else
      break;
    T = T.getCanonicalType();
  }
  if (const auto *Function = T->getAs<FunctionProtoType>()) {
    // What a callback gets or gives it can call as well.
    add(Function->getReturnType());
    for (QualType Parameter : Function->param_types())
      add(Parameter);
  } else if (const auto *Record = T->getAs<RecordType>()) {
    addRecord(*Record->getDecl());
  }
}

void HandedTypes::addRecord(const RecordDecl &Declared) {
  const RecordDecl *Record = Declared.getDefinition();
  if (!Record || !Seen.insert(Record).second)
    return;
  for (const FieldDecl *Field : Record->fields())
    add(Field->getType());
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  if (!Class)
    return;
  if (Class->isPolymorphic())
    Found.insert(classType(*Class));
  for (const CXXBaseSpecifier &Base : Class->bases())
    add(Base.getType());
}

std::string classType(const CXXRecordDecl &Class) {
  return "class " + Class.getQualifiedNameAsString();
}

} // namespace segstack

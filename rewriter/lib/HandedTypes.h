//===- HandedTypes.h - what foreign code can call back ----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code that is compiled elsewhere calls a function of the program through a
// pointer, or a virtual one, that it was handed. It can only do so by a type
// that its own declarations lead to:
//
//   void qsort(void *, size_t, size_t, int (*)(const void *, const void *));
//   int sigaction(int, const struct sigaction *, struct sigaction *);
//       '-> a member is void (*)(int), another void (*)(int, siginfo_t *, void
//       *)
//   std::ostream &operator<<(std::ostream &, double);
//       '-> std::streambuf, and so what overrides its functions
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_HANDEDTYPES_H
#define SEGSTACK_LIB_HANDEDTYPES_H

#include "llvm/ADT/DenseSet.h"
#include <set>
#include <string>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FunctionDecl;
class QualType;
class RecordDecl;
} // namespace clang

namespace segstack {

/// Types of functions (CallTypes.h), and classes with virtual ones
/// (classType()), that the parameters and the result of functions lead to:
/// through pointers, references, arrays, members and bases.
class HandedTypes {
public:
  explicit HandedTypes(const clang::ASTContext &Context) : Context(Context) {}

  void addFunction(const clang::FunctionDecl &Function);
  void add(clang::QualType T);

  const std::set<std::string> &found() const { return Found; }

private:
  void addRecord(const clang::RecordDecl &Record);

  const clang::ASTContext &Context;
  llvm::DenseSet<const void *> Seen; ///< canonical types and records
  std::set<std::string> Found;
};

/// `class ns::Name`
std::string classType(const clang::CXXRecordDecl &Class);

} // namespace segstack

#endif

//===- FunctionLabel.h - what a function is called, and where it stands -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FUNCTIONLABEL_H
#define SEGSTACK_LIB_FUNCTIONLABEL_H

#include <string>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace segstack {

struct Candidate;
struct CheckPlan;

/// The mangled name; empty for what has none, as a template.
std::string linkageName(const clang::FunctionDecl &Function,
                        clang::ASTContext &Context);

/// Qualified, with parameter types, for people.
std::string functionName(const clang::FunctionDecl &Function);

/// Fills in Function, Linkage, Line, Column and NameOffset. Lines and columns
/// are those of the file, #line notwithstanding.
void labelFunction(const Candidate &Function, clang::ASTContext &Context,
                   CheckPlan &Plan);

} // namespace segstack

#endif

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

namespace clang {
class ASTContext;
}

namespace segstack {

struct Candidate;
struct CheckPlan;

/// Fills in Function, Linkage, Line, Column and NameOffset. Lines and columns
/// are those of the file, #line notwithstanding.
void labelFunction(const Candidate &Function, clang::ASTContext &Context,
                   CheckPlan &Plan);

} // namespace segstack

#endif

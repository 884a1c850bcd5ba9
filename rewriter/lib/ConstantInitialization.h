//===- ConstantInitialization.h - what runs before a program -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compiler initialises `T variable(3);` of static storage itself where the
// constructor is constexpr. g++ 12 tries so without saying that it is constant
// evaluation (`__builtin_is_constant_evaluated()` has no value then), and gives
// up at a check: the variable would be initialised when the program starts,
// perhaps behind its first use. So what such a trial runs gets no check.
// `constexpr` and `constinit` variables are evaluated as constants.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CONSTANTINITIALIZATION_H
#define SEGSTACK_LIB_CONSTANTINITIALIZATION_H

#include "llvm/ADT/DenseMap.h"

namespace clang {
class ASTContext;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace segstack {

/// The definitions of constexpr functions, instances of templates among them,
/// each with a variable whose constant initialisation may call it.
using ConstantInitialization =
    llvm::DenseMap<const clang::FunctionDecl *, const clang::VarDecl *>;

ConstantInitialization
findConstantInitialization(const clang::ASTContext &Context);

} // namespace segstack

#endif

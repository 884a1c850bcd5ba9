//===- FunctionKeys.h - a program's names of functions ----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The linkage name; `name@/folder/file` of what other sources do not see. It is
// how summaries and plans call a function.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FUNCTIONKEYS_H
#define SEGSTACK_LIB_FUNCTIONKEYS_H

#include "clang/AST/Mangle.h"
#include "llvm/ADT/DenseMap.h"
#include <functional>
#include <string>

namespace segstack {

/// The absolute path of the file that a function stands in.
using FileOf = std::function<std::string(const clang::FunctionDecl &)>;

/// Of one translation unit; keeps what it made.
class FunctionKeys {
public:
  FunctionKeys(clang::ASTContext &Context, FileOf File)
      : Names(Context), File(std::move(File)) {}

  std::string of(const clang::FunctionDecl &Function);

private:
  clang::ASTNameGenerator Names;
  FileOf File;
  llvm::DenseMap<const clang::FunctionDecl *, std::string> Known;
};

} // namespace segstack

#endif

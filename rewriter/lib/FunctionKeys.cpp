//===- FunctionKeys.cpp - a program's names of functions ------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionKeys.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace segstack {

/// An inline definition in C, beside which there is an external one.
static bool isForHereOnly(const FunctionDecl &Definition) {
  bool OfC = !Definition.getLangOpts().CPlusPlus ||
             Definition.hasAttr<GNUInlineAttr>();
  return OfC && Definition.isInlined() &&
         !Definition.isInlineDefinitionExternallyVisible();
}

std::string FunctionKeys::of(const FunctionDecl &F) {
  auto [At, New] = Known.try_emplace(F.getCanonicalDecl());
  if (New) {
    const FunctionDecl *Definition = F.getDefinition();
    At->second = Names.getName(&F);
    if (!F.isExternallyVisible() || (Definition && isForHereOnly(*Definition)))
      At->second += "@" + File(Definition ? *Definition : F);
  }
  return At->second;
}

} // namespace segstack

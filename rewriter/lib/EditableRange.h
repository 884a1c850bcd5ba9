//===- EditableRange.h - where a body stands in the bytes of a file -*- C++
//-*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_EDITABLERANGE_H
#define SEGSTACK_LIB_EDITABLERANGE_H

#include "segstack/rewriter/CheckPlan.h"
#include "clang/Basic/SourceLocation.h"
#include <optional>

namespace clang {
class FunctionDecl;
class LangOptions;
class SourceManager;
} // namespace clang

namespace segstack {

/// The place of a body's first and last character that an edit goes by: '{' or
/// `try`, and the last '}'. Both are in File; or Problem says why not.
struct EditableRange {
  clang::FileID File;
  unsigned Begin = 0;
  unsigned End = 0;
  Reason Problem = Reason::Fine;
};

EditableRange findEditableRange(const clang::FunctionDecl &Function,
                                const clang::SourceManager &Sources);

/// True when #if, #else and #endif between the offsets pair up, so that both
/// ends are in one branch.
bool branchesPairUp(llvm::StringRef Bytes, unsigned Begin, unsigned End);

/// The byte offset of \p Place when it was written in a file and not made by a
/// macro.
std::optional<unsigned> fileOffset(clang::SourceLocation Place,
                                   clang::FileID File,
                                   const clang::SourceManager &Sources);

/// Whether \p Place comes from a macro whose name \p Is accepts, or from one
/// within it.
bool isInMacro(clang::SourceLocation Place,
               llvm::function_ref<bool(llvm::StringRef)> Is,
               const clang::SourceManager &Sources,
               const clang::LangOptions &Language);

/// The bytes of the tokens from \p First to \p Last, on the same terms.
std::optional<ByteRange> fileRange(clang::SourceLocation First,
                                   clang::SourceLocation Last,
                                   clang::FileID File,
                                   const clang::SourceManager &Sources,
                                   const clang::LangOptions &Language);

} // namespace segstack

#endif

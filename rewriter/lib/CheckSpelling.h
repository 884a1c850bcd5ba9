//===- CheckSpelling.h - the words that checks are made of ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CHECKSPELLING_H
#define SEGSTACK_LIB_CHECKSPELLING_H

#include "segstack/rewriter/Edit.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

namespace segstack {

inline constexpr llvm::StringLiteral ByteOrderMark = "\xEF\xBB\xBF";
inline constexpr llvm::StringLiteral LimitDirective =
    "#include <segstack/check.h>";
inline constexpr llvm::StringLiteral GuardDirective =
    "#include <segstack/guard.h>";

inline llvm::StringRef includeDirective(Mechanism How) {
  return How == Mechanism::Guard ? GuardDirective : LimitDirective;
}

/// Begins the names given to unnamed parameters; a number follows.
inline constexpr llvm::StringLiteral ArgumentPrefix = "segstack_arg";

/// The directive of includeEdit that is the first line of \p Bytes, after a
/// byte order mark; empty when another line is.
inline llvm::StringRef leadingInclude(llvm::StringRef Bytes) {
  Bytes.consume_front(ByteOrderMark);
  for (llvm::StringRef Directive : {LimitDirective, GuardDirective})
    if (Bytes.consume_front(Directive))
      return Bytes.empty() || Bytes[0] == '\n' || Bytes[0] == '\r' ? Directive
                                                                   : "";
  return "";
}

} // namespace segstack

#endif

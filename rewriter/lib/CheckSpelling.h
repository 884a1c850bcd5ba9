//===- CheckSpelling.h - the words that checks are made of ------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_CHECKSPELLING_H
#define SEGSTACK_LIB_CHECKSPELLING_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"

namespace segstack {

inline constexpr llvm::StringLiteral ByteOrderMark = "\xEF\xBB\xBF";
inline constexpr llvm::StringLiteral IncludeDirective =
    "#include <segstack/check.h>";

/// Begins the names given to unnamed parameters; a number follows.
inline constexpr llvm::StringLiteral ArgumentPrefix = "segstack_arg";

/// True when the first line of \p Bytes, after a byte order mark, is the
/// directive that includeEdit inserts.
inline bool startsWithInclude(llvm::StringRef Bytes) {
  Bytes.consume_front(ByteOrderMark);
  return Bytes.consume_front(IncludeDirective) &&
         (Bytes.empty() || Bytes[0] == '\n' || Bytes[0] == '\r');
}

} // namespace segstack

#endif

//===- Edit.h - insertions into one file -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_EDIT_H
#define SEGSTACK_REWRITER_EDIT_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace segstack {

/// Text put before the byte at Offset. There is no other kind of edit: what
/// was in the file stays, in its order, on its line.
/// How a check tells that there is no room.
enum class Mechanism {
  Limit, ///< it compares the stack pointer with the thread's limit
  Guard  ///< it touches memory that faults
};

struct Edit {
  unsigned Offset = 0;
  std::string Text;

  friend bool operator==(const Edit &A, const Edit &B) {
    return A.Offset == B.Offset && A.Text == B.Text;
  }
  friend bool operator!=(const Edit &A, const Edit &B) { return !(A == B); }
};

/// Sorts by offset; edits at one offset keep their order.
void sortEdits(std::vector<Edit> &Edits);

/// \p Bytes with sorted \p Edits put in. Offsets may be Bytes.size().
std::string applyEdits(llvm::StringRef Bytes, const std::vector<Edit> &Edits);

/// The line `#include <segstack/check.h>`, or that of guard.h, for the top of
/// \p Bytes: after a byte order mark, with the file's own line end.
Edit includeEdit(llvm::StringRef Bytes, Mechanism How);

/// Takes out all that the rewriter puts in, and nothing else:
/// stripEdits(applyEdits(x, ...)) == x.
std::string stripEdits(llvm::StringRef Bytes);

} // namespace segstack

#endif

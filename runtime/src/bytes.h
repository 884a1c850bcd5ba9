//===- bytes.h - what the C library does, in code of our own ----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program may define memcpy and its like itself, with checks in them, or
// count their calls: the runtime calls none of them. It is compiled so that the
// compiler does not make such calls of these loops either, and a test looks at
// the symbols. Safe in any thread and signal handler. Sizes are bytes.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_RUNTIME_BYTES_H
#define SEGSTACK_RUNTIME_BYTES_H

#include <stddef.h>

namespace segstack::rt {

inline void clear_bytes(void *at, size_t size) {
  for (size_t i = 0; i < size; ++i)
    static_cast<char *>(at)[i] = 0;
}

/// The two may not overlap, but for a move to lower addresses.
inline void copy_bytes(void *to, const void *from, size_t size) {
  for (size_t i = 0; i < size; ++i)
    static_cast<char *>(to)[i] = static_cast<const char *>(from)[i];
}

/// A move to higher addresses.
inline void copy_bytes_up(void *to, const void *from, size_t size) {
  while (size-- > 0)
    static_cast<char *>(to)[size] = static_cast<const char *>(from)[size];
}

inline bool same_bytes(const char *a, const char *b, size_t size) {
  for (size_t i = 0; i < size; ++i)
    if (a[i] != b[i])
      return false;
  return true;
}

/// Up to the first \p end, or to the 0 behind the text.
inline size_t length_until(const char *text, char end) {
  size_t length = 0;
  while (text[length] && text[length] != end)
    ++length;
  return length;
}

inline size_t length_of(const char *text) { return length_until(text, 0); }

inline bool same_text(const char *a, const char *b) {
  size_t length = length_of(a);
  return length == length_of(b) && same_bytes(a, b, length);
}

/// The first \p wanted among \p size bytes; null if there is none.
inline const char *find_byte(const char *text, char wanted, size_t size) {
  for (size_t i = 0; i < size; ++i)
    if (text[i] == wanted)
      return text + i;
  return nullptr;
}

/// The first \p part in \p text; null if there is none.
inline const char *find_text(const char *text, const char *part) {
  for (size_t length = length_of(part), left = length_of(text); left >= length;
       ++text, --left)
    if (same_bytes(text, part, length))
      return text;
  return nullptr;
}

} // namespace segstack::rt

#endif

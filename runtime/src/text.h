//===- text.h - formatting without malloc -----------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text into a fixed buffer, cut when it is full. Async-signal-safe, so that
// reports can be written anywhere.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TEXT_H
#define SEGSTACK_TEXT_H

#include <stddef.h>
#include <stdint.h>

namespace segstack::rt {

/// A function as check.h names it: the name itself, or what g++ makes of
/// cross()'s own name, in which the function stands between other things.
struct FunctionName {
  const char *spelled; ///< null: not known
};

class Text {
public:
  Text(char *buffer, size_t size) : data(buffer), room(size ? size - 1 : 0) {
    if (size)
      *data = 0;
  }
  Text(const Text &) = delete;
  Text &operator=(const Text &) = delete;

  Text &add(const char *text, size_t length) {
    for (size_t i = 0; i < length && used < room; ++i)
      data[used++] = text[i];
    data[used] = 0;
    return *this;
  }
  Text &operator<<(const char *text);
  Text &operator<<(uint64_t number);
  Text &operator<<(FunctionName name);

  /// A size with the largest unit that divides it: 65536 is "64 KiB".
  Text &bytes(uint64_t size);

  const char *text() const { return data; }
  size_t length() const { return used; }

private:
  char *data;
  size_t room;
  size_t used = 0;
};

template <size_t Size> class TextOf : public Text {
public:
  TextOf() : Text(buffer, Size) {}

private:
  char buffer[Size];
};

} // namespace segstack::rt

#endif // SEGSTACK_TEXT_H

//===- text.cpp - formatting without malloc -------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "text.h"
#include "bytes.h"

namespace segstack::rt {

Text &Text::operator<<(const char *text) { return add(text, length_of(text)); }

Text &Text::operator<<(uint64_t number) {
  char digits[20];
  size_t at = sizeof(digits);
  do
    digits[--at] = static_cast<char>('0' + number % 10);
  while (number /= 10);
  return add(digits + at, sizeof(digits) - at);
}

/// g++ writes `T segstack_cross(...) [with ...; SegstackClosure =
/// fib(int)::<lambda()>]`; between the mark and the lambda is the function.
Text &Text::operator<<(FunctionName name) {
  static const char mark[] = "; SegstackClosure = ";
  if (!name.spelled)
    return *this << "?";
  const char *start = find_text(name.spelled, mark);
  if (!start)
    return *this << name.spelled;
  start += sizeof(mark) - 1;
  const char *end = start + length_of(start);
  for (const char *at = start; (at = find_text(at, "::<lambda")); ++at)
    end = at;
  return add(start, static_cast<size_t>(end - start));
}

Text &Text::bytes(uint64_t size) {
  static const char *const units[] = {" bytes", " KiB", " MiB", " GiB", " TiB"};
  unsigned unit = 0;
  while (size && size % 1024 == 0 && unit < 4) {
    size /= 1024;
    ++unit;
  }
  return *this << size << units[unit];
}

} // namespace segstack::rt

//===- measure.cpp - how much stack chains without a check take --------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With measure=1, in stress mode. There every check runs what it checks on the
// other of two lanes, so between the stack pointer that it was called with and
// the next check's crossing lies one chain of functions without a check, the
// foreign code at its end included:
//
//   check of a  [ a | b | c | printf ... |  0 0 0 0
//               ^ sp                     ^ lowest word that is not zero
//
// What lies below a lane's stack is filled with zeros, as fresh memory is, when
// a crossing begins there and when it has ended; how far down it was written is
// what was used. Words that were written with zero at the very end are missed.
// For tests: each crossing reads and clears the reserve.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"

namespace segstack::rt {

namespace {

struct Longest {
  uptr bytes;
  char function[128];
};
Longest longest;

uptr window(const Segment &segment, uptr sp) {
  uptr at =
      sp - segment.low > options.reserve ? sp - options.reserve : segment.low;
  return (at + 7) & ~uptr(7);
}

void clear_words(uptr at, uptr end) {
  for (; at < end; at += 8)
    *reinterpret_cast<volatile uptr *>(at) = 0;
}

} // namespace

void measure_chain(const Segment &segment, uptr from, uptr sp,
                   const char *function) {
  if (!holds(segment, from) || !holds(segment, sp))
    return;
  uptr at = window(segment, from);
  while (at < sp && *reinterpret_cast<const uptr *>(at) == 0)
    at += 8;
  clear_words(at, sp);
  if (!function || from - at <= longest.bytes)
    return;
  Quiet quiet;
  longest.bytes = from - at;
  Text(longest.function, sizeof(longest.function)) << FunctionName{function};
}

void begin_chain(const Segment &segment, uptr sp) {
  if (holds(segment, sp))
    clear_words(window(segment, sp), sp);
}

uptr longest_chain(const char *&function) {
  function = longest.function;
  return longest.bytes;
}

} // namespace segstack::rt

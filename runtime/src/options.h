//===- options.h - what SEGSTACK_OPTIONS can say ----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   SEGSTACK_OPTIONS -- parse_options --> Options --> read-only for everybody
//                            '-- error: a message with the nearest valid word
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_OPTIONS_H
#define SEGSTACK_OPTIONS_H

#include "text.h"

namespace segstack::rt {

/// Sizes are bytes.
struct Options {
  uint64_t max_stack = uint64_t(1) << 30;
  uint64_t hard_extra = 0; ///< 0: an eighth of max_stack, at least 1 MiB
  uint64_t segment_size = 256 << 10;
  uint64_t max_segment_size = 64 << 20;
  uint64_t reserve = 64 << 10;
  uint64_t cache = 1 << 20;
  uint64_t guard_pages = 1;
  uint64_t policy = 0;     ///< 0 hybrid, 1 chain, 2 reserve
  uint64_t huge_pages = 0; ///< large segments on huge pages
  uint64_t stress = 0;
  uint64_t measure = 0;      ///< in stress mode: chains without a check
  uint64_t on_exhausted = 0; ///< 0 throw, 1 abort
  uint64_t layout = 0;       ///< 0 any, 1 below, 2 above
  uint64_t help = 0;
  uint64_t print_stats = 0;
  char trace[256] = "";
  char log_path[256] = "";
};

/// Reads `key=value:key=value` into \p options. False with a message in
/// \p error, and \p options half filled, when a word is not understood.
bool parse_options(const char *text, Options &options, Text &error);

/// Brings sizes that depend on each other into line: whole pages, segments
/// that hold their reserve, a maximum that is not below the minimum.
void normalize(Options &options, uint64_t page_size);

/// The table of options with their defaults, for help=1.
void describe_options(Text &out);

/// The most bytes a thread may use when it must not throw.
uint64_t hard_limit(const Options &options, uint64_t max_stack);

/// A size with an optional suffix k, m, g or t (powers of 1024, either case,
/// also as KiB or KB). False when it is none or does not fit 64 bits.
bool parse_size(const char *text, size_t length, uint64_t &size);

/// The number of edits that turn one word into the other.
unsigned edit_distance(const char *a, size_t a_length, const char *b);

} // namespace segstack::rt

#endif // SEGSTACK_OPTIONS_H

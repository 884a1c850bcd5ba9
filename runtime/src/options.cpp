//===- options.cpp - reads SEGSTACK_OPTIONS -------------------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table names every option with its kind, range and help; the reader, the
// error messages and help=1 all come from it.
//
//===----------------------------------------------------------------------===//

#include "options.h"
#include "bytes.h"

#include <stddef.h>

namespace segstack::rt {

namespace {

enum class Kind { size, count, flag, word, path };

struct Option {
  const char *key;
  Kind kind;
  size_t offset;
  uint64_t low, high;
  const char *words; ///< of Kind::word: separated by '|', numbered from 0
  const char *help;
};

constexpr uint64_t kib = 1 << 10, mib = 1 << 20, tib = uint64_t(1) << 40;

#define AT(member) offsetof(Options, member)
const Option table[] = {
    {"help", Kind::flag, AT(help), 0, 1, nullptr, "print this table"},
    {"print_stats", Kind::flag, AT(print_stats), 0, 1, nullptr,
     "print the statistics when the process exits"},
    {"max_stack", Kind::size, AT(max_stack), 64 * kib, 64 * tib, nullptr,
     "the most stack that one thread may use"},
    {"hard_extra", Kind::size, AT(hard_extra), 0, 64 * tib, nullptr,
     "what code that must not throw may use beyond max_stack (0: an eighth "
     "of it, at least 1 MiB)"},
    {"segment_size", Kind::size, AT(segment_size), 16 * kib, tib, nullptr,
     "a thread's first segment"},
    {"max_segment_size", Kind::size, AT(max_segment_size), 16 * kib, tib,
     nullptr, "segments double up to this size"},
    {"reserve", Kind::size, AT(reserve), 8 * kib, 64 * mib, nullptr,
     "kept free below the limit for code without checks"},
    {"cache", Kind::size, AT(cache), 0, tib, nullptr,
     "unused segments that a thread keeps besides the next one"},
    {"guard_pages", Kind::count, AT(guard_pages), 1, 1024, nullptr,
     "pages without access below each segment"},
    {"policy", Kind::word, AT(policy), 0, 0, "hybrid|chain|reserve",
     "segments grow in place and are chained; do not grow; or the first one "
     "grows up to max_stack"},
    {"huge_pages", Kind::flag, AT(huge_pages), 0, 1, nullptr,
     "ask for huge pages in segments of 4 MiB and more"},
    {"on_exhausted", Kind::word, AT(on_exhausted), 0, 0, "throw|abort",
     "what happens at max_stack"},
    {"stress", Kind::count, AT(stress), 0, uint64_t(1) << 32, nullptr,
     "every Nth check crosses even with room (0: none)"},
    {"measure", Kind::flag, AT(measure), 0, 1, nullptr,
     "with stress: tell how much stack chains of calls without a check take"},
    {"layout", Kind::word, AT(layout), 0, 0, "any|below|above",
     "where a new segment lies, seen from the one before (for tests)"},
    {"trace", Kind::path, AT(trace), 0, sizeof(Options::trace), nullptr,
     "write a Chrome trace of growth to this file"},
    {"log_path", Kind::path, AT(log_path), 0, sizeof(Options::log_path),
     nullptr, "append reports and statistics to this file (none: stderr)"},
};
#undef AT

void *member(Options &options, const Option &option) {
  return reinterpret_cast<char *>(&options) + option.offset;
}

uint64_t number(const Options &options, const Option &option) {
  return *static_cast<uint64_t *>(
      member(const_cast<Options &>(options), option));
}

/// The word at \p index of a list separated by '|'; its length in \p length.
const char *word_at(const char *words, unsigned index, size_t &length) {
  for (;; words += length + 1) {
    length = length_until(words, '|');
    if (index-- == 0)
      return words;
    if (!words[length])
      return nullptr;
  }
}

bool is_word(const char *a, size_t length, const char *b, size_t b_length) {
  return length == b_length && same_bytes(a, b, length);
}

const Option *find(const char *key, size_t length) {
  for (const Option &option : table)
    if (is_word(key, length, option.key, length_of(option.key)))
      return &option;
  return nullptr;
}

const char *nearest_key(const char *key, size_t length) {
  const char *best = table[0].key;
  for (const Option &option : table)
    if (edit_distance(key, length, option.key) <
        edit_distance(key, length, best))
      best = option.key;
  return best;
}

void range_text(const Option &option, Text &out) {
  if (option.kind == Kind::size)
    out.bytes(option.low) << " to ";
  else
    out << option.low << " to ";
  if (option.kind == Kind::size)
    out.bytes(option.high);
  else
    out << option.high;
}

void nearest_word(const Option &option, const char *value, size_t length,
                  Text &error) {
  size_t size, best_size = 0;
  const char *best = nullptr;
  unsigned best_distance = ~0u;
  for (unsigned i = 0; const char *word = word_at(option.words, i, size); ++i) {
    TextOf<32> candidate;
    candidate.add(word, size);
    unsigned distance = edit_distance(value, length, candidate.text());
    if (distance < best_distance) {
      best_distance = distance;
      best = word;
      best_size = size;
    }
  }
  error << "is none of " << option.words << "; did you mean '";
  error.add(best, best_size) << "'?";
}

bool set_word(const Option &option, const char *value, size_t length,
              uint64_t &out) {
  size_t size;
  for (unsigned i = 0; const char *word = word_at(option.words, i, size); ++i)
    if (is_word(value, length, word, size)) {
      out = i;
      return true;
    }
  return false;
}

bool set_number(const Option &option, const char *value, size_t length,
                uint64_t &out, Text &error) {
  uint64_t size;
  if (!parse_size(value, length, size) ||
      (option.kind != Kind::size && length && value[length - 1] > '9')) {
    error << "is not a " << (option.kind == Kind::size ? "size" : "number")
          << "; valid is ";
    range_text(option, error);
    return false;
  }
  if (size < option.low || size > option.high) {
    error << "is out of range; the nearest valid value is ";
    uint64_t nearest = size < option.low ? option.low : option.high;
    if (option.kind == Kind::size)
      error.bytes(nearest);
    else
      error << nearest;
    return false;
  }
  out = size;
  return true;
}

bool set(Options &options, const Option &option, const char *value,
         size_t length, Text &error) {
  switch (option.kind) {
  case Kind::path:
    if (!length || length >= option.high) {
      error << "must be a path of 1 to " << option.high - 1 << " bytes";
      return false;
    }
    copy_bytes(member(options, option), value, length);
    static_cast<char *>(member(options, option))[length] = 0;
    return true;
  case Kind::word:
    if (set_word(option, value, length,
                 *static_cast<uint64_t *>(member(options, option))))
      return true;
    nearest_word(option, value, length, error);
    return false;
  default:
    return set_number(option, value, length,
                      *static_cast<uint64_t *>(member(options, option)), error);
  }
}

bool parse_one(const char *text, size_t length, Options &options, Text &error) {
  const char *equals = find_byte(text, '=', length);
  size_t key = equals ? static_cast<size_t>(equals - text) : length;
  const Option *option = find(text, key);
  if (!option) {
    error << "unknown option '";
    error.add(text, key) << "'; did you mean '" << nearest_key(text, key)
                         << "'?";
    return false;
  }
  if (!equals) {
    error << "option '" << option->key << "' needs a value: '" << option->key
          << "=...'";
    return false;
  }
  size_t value = length - key - 1;
  error << "option '" << option->key << "': '";
  error.add(equals + 1, value) << "' ";
  return set(options, *option, equals + 1, value, error);
}

} // namespace

unsigned edit_distance(const char *a, size_t a_length, const char *b) {
  constexpr size_t most = 32;
  unsigned row[most + 1];
  size_t b_length = length_of(b);
  if (b_length > most || a_length > most)
    return static_cast<unsigned>(a_length + b_length);
  for (size_t j = 0; j <= b_length; ++j)
    row[j] = static_cast<unsigned>(j);
  for (size_t i = 0; i < a_length; ++i) {
    unsigned diagonal = row[0];
    row[0] = static_cast<unsigned>(i + 1);
    for (size_t j = 0; j < b_length; ++j) {
      unsigned replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      unsigned shorter = row[j] < diagonal ? row[j] : diagonal;
      row[j + 1] = replaced < shorter + 1 ? replaced : shorter + 1;
    }
  }
  return row[b_length];
}

bool parse_size(const char *text, size_t length, uint64_t &size) {
  size_t at = 0;
  size = 0;
  for (; at < length && text[at] >= '0' && text[at] <= '9'; ++at)
    if (__builtin_mul_overflow(size, uint64_t(10), &size) ||
        __builtin_add_overflow(size, uint64_t(text[at] - '0'), &size))
      return false;
  if (at == 0)
    return false;
  if (at == length)
    return true;
  static const char units[] = "kmgt";
  const char *unit = find_byte(units, static_cast<char>(text[at] | 0x20), 4);
  const char *rest = text + at + 1;
  size_t left = length - at - 1;
  if (!unit || !(left == 0 || is_word(rest, left, "B", 1) ||
                 is_word(rest, left, "iB", 2)))
    return false;
  return !__builtin_mul_overflow(
      size, uint64_t(1024) << (10 * static_cast<unsigned>(unit - units)),
      &size);
}

bool parse_options(const char *text, Options &options, Text &error) {
  while (*text) {
    size_t length = length_until(text, ':');
    TextOf<400> message;
    if (length && !parse_one(text, length, options, message)) {
      error << message.text();
      return false;
    }
    text += length + (text[length] == ':');
  }
  return true;
}

static uint64_t round_up(uint64_t size, uint64_t page) {
  return (size + page - 1) / page * page;
}

void normalize(Options &options, uint64_t page) {
  options.max_stack = round_up(options.max_stack, page);
  options.reserve = round_up(options.reserve, page);
  options.segment_size = round_up(options.segment_size, page);
  options.max_segment_size = round_up(options.max_segment_size, page);
  // Below this a segment would be nearly all reserve.
  uint64_t least = options.reserve + 16 * kib;
  if (options.segment_size < least)
    options.segment_size = round_up(least, page);
  if (options.max_segment_size < options.segment_size)
    options.max_segment_size = options.segment_size;
}

uint64_t hard_limit(const Options &options, uint64_t max_stack) {
  uint64_t extra = options.hard_extra;
  if (!extra)
    extra = max_stack / 8 > mib ? max_stack / 8 : mib;
  uint64_t sum;
  return __builtin_add_overflow(max_stack, extra, &sum) ? ~uint64_t(0) : sum;
}

static void default_text(const Options &defaults, const Option &option,
                         Text &out) {
  size_t length;
  switch (option.kind) {
  case Kind::path:
    out << "none";
    break;
  case Kind::word: {
    const char *word = word_at(
        option.words, static_cast<unsigned>(number(defaults, option)), length);
    out.add(word, length);
    break;
  }
  case Kind::size:
    out.bytes(number(defaults, option));
    break;
  default:
    out << number(defaults, option);
  }
}

void describe_options(Text &out) {
  static constexpr Options defaults = {};
  out << "SEGSTACK_OPTIONS=key=value:key=value...  (sizes take k, m, g)\n";
  for (const Option &option : table) {
    out << "  " << option.key;
    for (size_t i = length_of(option.key); i < 18; ++i)
      out << " ";
    out << option.help << " [";
    default_text(defaults, option, out);
    out << "]\n";
  }
}

} // namespace segstack::rt

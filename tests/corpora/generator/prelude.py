# prelude.py - what every program begins with
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The text above the random part: the checksum, the fuel that makes every
program end, and a few classes whose copies, moves and destructors count."""

TEXT = """\
#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

static u64 checksum = @SEED;
static u64 fuel = 0;

static void mix(u64 value) {
  checksum = (checksum ^ value) * 0x9e3779b97f4a7c15u;
  checksum ^= checksum >> 29;
}

/// True when a call is not to go on: it is too deep, or the fuel is gone.
static bool stop(u32 d) {
  if (d == 0 || fuel == 0)
    return true;
  --fuel;
  return false;
}

static u32 less(u32 d) { return d ? d - 1 : 0; }

constexpr u64 rotate(u64 value, u32 by) {
  return value << by | value >> (64 - by);
}

constexpr u64 power(u64 base, u32 exponent) {
  return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

template <u64 V> struct Constant {
  static constexpr u64 value = V;
};

struct Error {
  u64 value;
  explicit Error(u64 v) : value(v) {}
  Error(const Error &) = default;
  virtual ~Error() { mix(value ^ 0xe0); }
  virtual u64 code() const { return value; }
};

struct DeepError : Error {
  std::string text;
  explicit DeepError(u64 v) : Error(v), text(v % 40, 'e') {}
  ~DeepError() override { mix(text.size()); }
  u64 code() const override { return value + text.size(); }
};

struct TextError : std::runtime_error {
  explicit TextError(u64 v) : std::runtime_error(std::to_string(v)) {}
};

static u64 length(const char *text) {
  u64 n = 0;
  while (text[n])
    ++n;
  return n;
}

/// Its end is seen.
struct Guard {
  u64 value;
  explicit Guard(u64 v) : value(v) {}
  Guard(const Guard &) = delete;
  ~Guard() { mix(value); }
};

/// Every copy, move and end is seen.
struct Token {
  u64 value;
  explicit Token(u64 v) : value(v) {}
  Token(const Token &other) : value(other.value + 1) { mix(0xc0); }
  Token(Token &&other) noexcept : value(other.value) {
    other.value = 7;
    mix(0x30);
  }
  Token &operator=(const Token &other) {
    value = other.value + 3;
    mix(0xca);
    return *this;
  }
  ~Token() { mix(value); }
};

/// Cannot be copied; its moves are not seen.
struct Box {
  std::unique_ptr<u64> held;
  explicit Box(u64 v) : held(std::make_unique<u64>(v)) {}
  u64 value() const { return held ? *held : 5; }
};

/// Passed in memory.
struct Wide {
  u64 part[5];
  static Wide of(u64 v) { return Wide{{v, v + 1, v ^ 2, v * 3, v >> 4}}; }
  u64 value() const { return part[0] ^ part[1] ^ part[2] ^ part[3] ^ part[4]; }
};

/// Passed in registers.
struct Pair {
  u64 first;
  u64 second;
};

template <class F> static u64 apply(F &&f, u64 x, u32 d) {
  if (stop(d))
    return x;
  return f(x, less(d));
}

static u64 apply_erased(std::function<u64(u64, u32)> f, u64 x, u32 d) {
  if (stop(d))
    return x;
  return f(x, less(d));
}
"""

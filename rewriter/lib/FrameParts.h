//===- FrameParts.h - what a frame is made of -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain values between FrameWalker, which reads the AST, and frameBytes,
// which knows how compilers lay out frames.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_LIB_FRAMEPARTS_H
#define SEGSTACK_LIB_FRAMEPARTS_H

#include <cstdint>
#include <vector>

namespace segstack {

struct FrameParts {
  uint64_t Memory = 0;    ///< bytes of objects in memory, at the worst place
  uint64_t Alignment = 8; ///< the strictest of theirs
  unsigned Values = 0;    ///< 8-byte values that are live across a call
  unsigned Pressure = 0;  ///< 8-byte values that are live anywhere
  unsigned Spills = 0;    ///< results that wait, at -O0, for a later call
  unsigned Calls = 0;     ///< calls that stay calls
  unsigned TailCalls = 0; ///< of Calls, those that nothing comes after
  unsigned NoReturns = 0; ///< of Calls, those that never come back
  bool Recursive = false; ///< it calls itself: g++ inlines some levels
  unsigned Work = 0;      ///< operations, as a measure of the code's size
  uint64_t Outgoing = 0;  ///< bytes of stack arguments of the largest call
  bool Cleanups = false;  ///< something is destroyed when an exception passes
  bool Dynamic = false;
  bool Guess = false;
  /// For each parameter, `this` first: its value reaches a call that stays a
  /// call, so an object whose address is passed here must live in memory.
  std::vector<bool> Leaks;
};

/// Live ranges of values that may be kept in registers, over positions in the
/// text, stretched by loops.
class LiveValues {
public:
  /// A new value of \p Words words, defined here. Returns its number.
  unsigned define(unsigned Words);
  void use(unsigned Value);
  /// A call here, whose inlined body needs \p Values across its own calls
  /// and \p Pressure anywhere.
  void call(bool Stays, unsigned Values, unsigned Pressure);

  unsigned beginLoop() const { return Now; }
  /// What is older than the loop and used in it lives to its end.
  void endLoop(unsigned Begin);

  unsigned acrossCalls() const;
  unsigned anywhere() const;

private:
  struct Range {
    unsigned First, Last, Words;
  };
  struct Event {
    unsigned At;
    bool Stays;
    unsigned Values, Pressure;
  };
  unsigned liveAt(unsigned At) const;

  unsigned Now = 0;
  std::vector<Range> Ranges;
  std::vector<Event> Events;
};

} // namespace segstack

#endif

//===- FrameEstimate.h - how much stack a function needs -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_REWRITER_FRAMEESTIMATE_H
#define SEGSTACK_REWRITER_FRAMEESTIMATE_H

#include <cstdint>
#include <string>

namespace segstack {

/// What the frame of a function depends on besides its text.
struct EstimateOptions {
  unsigned OptLevel = 0;  ///< -O0 .. -O3; -Os and -Oz count as 2
  bool Address = false;   ///< -fsanitize=address
  bool Memory = false;    ///< -fsanitize=memory or thread
  bool Undefined = false; ///< -fsanitize=undefined
  /// GCC's -fPIC: another library may have functions of the same names, so that
  /// those that others see are called, and not inlined.
  bool Interposable = false;
};

/// An estimate of one function's frame, in bytes, return address included.
struct FrameEstimate {
  uint64_t Bytes = 0;
  bool Dynamic = false; ///< alloca or a VLA comes on top of Bytes
  bool Guess = false;   ///< a template without instantiation: types unknown
};

/// Frames of more bytes than this are checked whatever they call, so that no
/// frame can step over a guard page. The same number as in room.h.
constexpr uint64_t LargeFrame = 4096 - 1;

/// The stack below a frame that a function takes which is compiled elsewhere.
struct ExternalStack {
  std::string Name; ///< a C function's, or a qualified one of C++
  uint64_t Bytes = 0;

  bool operator==(const ExternalStack &Other) const {
    return Bytes == Other.Bytes && Name == Other.Name;
  }

  /// Of two needs the larger counts; of equal ones, so that no order matters,
  /// the first by name.
  void raiseTo(const ExternalStack &Other) {
    if (Other.Bytes > Bytes || (Other.Bytes == Bytes && Other.Name < Name))
      *this = Other;
  }
};

} // namespace segstack

#endif

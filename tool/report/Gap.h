//===- Gap.h - the middle of a long list, left out --------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_TOOL_REPORT_GAP_H
#define SEGSTACK_TOOL_REPORT_GAP_H

#include <cstddef>

namespace segstack {

/// What is left out of \p Count items in the middle, so that \p Most remain.
struct Gap {
  Gap(size_t Count, size_t Most)
      : Begin(Most / 2), Size(Count > Most ? Count - Most : 0) {}

  bool has(size_t I) const { return I >= Begin && I < Begin + Size; }

  size_t Begin, Size;
};

} // namespace segstack

#endif

//===- run.h - a visit to the thread's own stack ----------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_RUN_H
#define SEGSTACK_RUN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(hidden)

struct segstack_visit {
  uintptr_t stack; ///< where to run; 0: here; UINTPTR_MAX: there is no room
  uintptr_t limit; ///< to put back
  void *segment;   ///< to put back
  unsigned visits; ///< going on before this one
};

/// Finds \p bytes of the thread's own stack for a call made at \p sp.
void segstack_visit_begin(struct segstack_visit *visit, size_t bytes,
                          uintptr_t sp);
void segstack_visit_end(struct segstack_visit *visit);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif // SEGSTACK_RUN_H

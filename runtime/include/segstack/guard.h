/*===- segstack/guard.h - check.h with checks that fault --------*- C++ -*-===//
 *
 * Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
 * See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===//
 *
 * What `segstack rewrite --mechanism=guard` includes: the same macros, whose
 * checks touch memory that faults when there is no room, where those of
 * check.h compare and branch. See docs/decisions/0016-guard.md.
 *
 *===----------------------------------------------------------------------===*/

#ifndef SEGSTACK_CHECK_H
#define SEGSTACK_GUARD
#endif
#include <segstack/check.h>

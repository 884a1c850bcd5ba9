//===- segstack/check.h - the checks, gone ----------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stands in for the runtime's check.h where the programs of
// tests/programs/runtime are built without segstack: the same sources, plain or
// with -fsplit-stack. A check is nothing, an outlined body is a lambda that is
// called at once.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CHECK_H
#define SEGSTACK_CHECK_H

#define SEGSTACK_LIST(...) __VA_ARGS__

#define SEGSTACK_CHECK(bytes, captures, ...)                                   \
  do {                                                                         \
  } while (0)

#define SEGSTACK_BODY(bytes, captures, ...)                                    \
  return SEGSTACK_BODY_VOID(bytes, captures, __VA_ARGS__)
#define SEGSTACK_BODY_VOID(bytes, captures, ...)                               \
  [SEGSTACK_LIST captures]() mutable __VA_ARGS__
#define SEGSTACK_BODY_END ();

#define SEGSTACK_POSITION                                                      \
  do {                                                                         \
  } while (0)
#define SEGSTACK_SETJMP(call) (call)

#define SEGSTACK_TRY
#define SEGSTACK_TRY_END

#define SEGSTACK_INIT(bytes) (
#define SEGSTACK_INIT_END )

#endif // SEGSTACK_CHECK_H

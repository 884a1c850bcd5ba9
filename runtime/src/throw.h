//===- throw.h - what the exception asks of the runtime ---------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_THROW_H
#define SEGSTACK_THROW_H

#include <stddef.h>

/// Tells in one line why the calling thread has no stack.
extern "C" __attribute__((visibility("hidden"))) void
segstack_describe_exhaustion(char *text, size_t size);

#endif // SEGSTACK_THROW_H

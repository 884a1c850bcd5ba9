//===- segstack/dynamic.h - alloca as it is ---------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stands in for the runtime's dynamic.h: the compiler's own alloca and arrays
// of variable size, which -fsplit-stack takes from its segments.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_DYNAMIC_H
#define SEGSTACK_DYNAMIC_H

#define SEGSTACK_ROOM(...) (__VA_ARGS__)
#define SEGSTACK_LENGTH(each, ...) (__VA_ARGS__)

#endif // SEGSTACK_DYNAMIC_H

//===- x86_64_fields.h - where the .S files find what -----------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Offsets into the structs of state.h and check.h; limit.cpp compares.
//
//===----------------------------------------------------------------------===//

#define CROSSING_BYTES 0
#define CROSSING_FUNCTION 8
#define CROSSING_TARGET 16
#define CROSSING_REFUSE 24
#define CROSSING_SEGMENT 32
#define CROSSING_FLAGS 40
#define CROSSING_LIMIT 48
#define CROSSING_SIZE 104

#define SEGMENT_LOW 0
#define SEGMENT_HEADROOM 8
#define SEGMENT_LIMIT 16
#define SEGMENT_NEXT 24
#define SEGMENT_FITS 32
#define SEGMENT_TOP 40
#define SEGMENT_ENTERED 48
#define SEGMENT_SITE 56
#define SEGMENT_COUNT 64
#define SEGMENT_TRIM 124

#define CALLEE_BYTES 0
#define CALLEE_FUNCTION 8
#define CALLEE_TARGET 16
#define CALLEE_ARGUMENTS 24
#define CALLEE_FLAGS 32

//===- segstack/room_c.h - is there room, in C ---------------- -*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of check_c.h: the forms of room.h, as macros, for C has no templates
// to carry a constant into an asm. What they are and why is said there.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CHECK_H
#error "include <segstack/check.h>"
#endif
#pragma GCC system_header

enum { segstack_small_frame = 512 };

#if defined(SEGSTACK_GUARD)
#if defined(__clang__)
#define SEGSTACK_TOUCHES(bytes)                                                \
  __asm__ __inline__ goto(SEGSTACK_LOAD_PROBE SEGSTACK_TOUCH                   \
                          : "=&r"(segstack_scratch)                            \
                          : "i"(bytes)                                         \
                          : "cc"                                               \
                          : segstack_full)
#else
#define SEGSTACK_TOUCHES(bytes)                                                \
  __asm__ __inline__ goto(SEGSTACK_TOUCH                                       \
                          :                                                    \
                          : "r"(segstack_probe), "i"(bytes)                    \
                          : "cc"                                               \
                          : segstack_full)
#endif
#define SEGSTACK_FULL(bytes)                                                   \
  {                                                                            \
    __label__ segstack_full;                                                   \
    SEGSTACK_TOUCHES((bytes) > segstack_small_frame                            \
                         ? -(__INTPTR_TYPE__)((bytes) & 0x7fffffff)            \
                         : 0);                                                 \
    if (0) {                                                                   \
    segstack_full:                                                             \
      segstack_below = 1;                                                      \
    }                                                                          \
  }
#elif defined(SEGSTACK_ASM_CHECK)
#define SEGSTACK_FULL(bytes)                                                   \
  if ((bytes) > segstack_small_frame)                                          \
    SEGSTACK_COMPARE_LESS(segstack_below, segstack_scratch, bytes);            \
  else                                                                         \
    SEGSTACK_COMPARE(segstack_below, segstack_scratch);
#else
#define SEGSTACK_FULL(bytes)                                                   \
  segstack_scratch = (__UINTPTR_TYPE__)__builtin_frame_address(0);             \
  segstack_below =                                                             \
      segstack_scratch - ((bytes) > segstack_small_frame ? (bytes) : 0) <      \
      segstack_limit;
#endif

/// 1 when a frame of \c bytes, a constant, does not fit above the limit.
#if defined(SEGSTACK_ONE_CHECK)
extern const _Bool segstack_checked;
#define SEGSTACK_NO_ROOM(bytes)                                                \
  __extension__({                                                              \
    _Bool segstack_any, segstack_below = 0;                                    \
    __UINTPTR_TYPE__ segstack_scratch __attribute__((__unused__));             \
    SEGSTACK_ASM("" : "=r"(segstack_any));                                     \
    if ((bytes) > segstack_small_frame ||                                      \
        !__builtin_constant_p(segstack_checked | segstack_any)) {              \
      SEGSTACK_FULL(bytes)                                                     \
    }                                                                          \
    if (!segstack_below && !segstack_checked)                                  \
      __builtin_unreachable();                                                 \
    segstack_below;                                                            \
  })
#else
#define SEGSTACK_NO_ROOM(bytes)                                                \
  __extension__({                                                              \
    _Bool segstack_below = 0;                                                  \
    __UINTPTR_TYPE__ segstack_scratch __attribute__((__unused__));             \
    SEGSTACK_FULL(bytes)                                                       \
    segstack_below;                                                            \
  })
#endif

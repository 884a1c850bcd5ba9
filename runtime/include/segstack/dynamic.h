//===- segstack/dynamic.h - alloca, and arrays of variable size -*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of check.h, in C and C++: a frame that grows while its function runs.
//
//   alloca(SEGSTACK_ROOM(n))      char a[SEGSTACK_LENGTH(1, n)];
//       room --> n
//       none --> segstack_extend: a segment with room. The stack pointer moves
//                there, and then n: the compiler's own alloca takes the block
//                from where that is now.
//
// That the stack pointer moves is what alloca does. The function keeps its
// frame, which it addresses by the frame pointer, and goes on with another end
// of its stack. Whatever puts the stack pointer back, the end of a block, a
// return, an exception or a jump, gives the segment back: the next check finds
// that nothing is left on it.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CHECK_H
#error "include <segstack/check.h>"
#endif
#pragma GCC system_header

// AddressSanitizer keeps its own account of what an alloca takes, from where
// the stack pointer is to where it was, and must not find another stack there.
#if !defined(__x86_64__) || !defined(__LP64__) || defined(__SANITIZE_ADDRESS__)
#define SEGSTACK_NOT_DYNAMIC
#elif defined(__clang__)
#if __has_feature(address_sanitizer)
#define SEGSTACK_NOT_DYNAMIC
#endif
#endif

#if defined(SEGSTACK_NOT_DYNAMIC)
#define SEGSTACK_ROOM(...) (__VA_ARGS__)
#define SEGSTACK_LENGTH(each, ...) (__VA_ARGS__)
#define SEGSTACK_SPACE(bytes, name)                                            \
  __extension__ char segstack_space_of_##name __attribute__((__unused__))
#else
#if defined(__AVX512F__)
#define SEGSTACK_WIDE_CLOBBERS                                                 \
  , "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23",    \
      "xmm24", "xmm25", "xmm26", "xmm27", "xmm28", "xmm29", "xmm30", "xmm31",  \
      "k1", "k2", "k3", "k4", "k5", "k6", "k7"
#else
#define SEGSTACK_WIDE_CLOBBERS
#endif
/// segstack_extend: finds room for \c bytes more below the stack pointer. Null
/// in \c to: where it is, -1: there is none, else a stack pointer on another
/// segment. \c record is a segstack_crossing with its function's name, and has
/// to stay while the frame does. A call past the compiler, which keeps all but
/// the vector registers, so that the function has none to save for it.
/// Async-signal-safe. Ends the process with a message when no object can have
/// that size.
#define SEGSTACK_FIND_ROOM(to, bytes, record)                                  \
  __asm__ volatile("call *segstack_extend@GOTPCREL(%%rip)"                     \
                   : "=a"(to)SEGSTACK_STACK_POINTER                            \
                   : "0"(bytes), "d"(record)                                   \
                   : "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4",   \
                     "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", \
                     "xmm12", "xmm13", "xmm14",                                \
                     "xmm15" SEGSTACK_WIDE_CLOBBERS)
// clang may put the stack pointer back before an asm that does not name it,
// which then overwrites the record: where a sanitizer's branch is between the
// record and the call. For gcc an asm that names it changes it.
#if defined(__clang__)
#define SEGSTACK_NAME_STACK_POINTER                                            \
  register __UINTPTR_TYPE__ segstack_pointer __asm__("rsp")
#define SEGSTACK_STACK_POINTER , "=r"(segstack_pointer)
#else
#define SEGSTACK_NAME_STACK_POINTER
#define SEGSTACK_STACK_POINTER
#endif
#define SEGSTACK_MOVE_TO(address)                                              \
  __asm__ volatile("movq %0, %%rsp" : : "r"(address) : "memory")

#if defined(__cplusplus) && (defined(__EXCEPTIONS) || defined(__cpp_exceptions))
#define SEGSTACK_NO_MORE segstack_throw_exhausted
#else
#define SEGSTACK_NO_MORE segstack_abort_exhausted
#endif

// Volatile, for in a loop the stack pointer is each time another. A size that
// wraps borrows: then there is no room either. A small constant does not wrap,
// for no process has memory below 64 KiB (vm.mmap_min_addr).
#define SEGSTACK_END_BELOW(bytes)                                              \
  __asm__ volatile("movq %%rsp, %1\n\tsubq %2, %1"                             \
                   : "=@ccb"(segstack_wraps), "=&r"(segstack_end)              \
                   : "re"(bytes))
#if defined(__OPTIMIZE__)
#define SEGSTACK_FIND_END(bytes)                                               \
  if (__builtin_constant_p(bytes) && (bytes) <= 0xffff)                        \
    __asm__ volatile("leaq %c1(%%rsp), %0"                                     \
                     : "=r"(segstack_end)                                      \
                     : "i"(-(__INTPTR_TYPE__)(bytes)));                        \
  else                                                                         \
    SEGSTACK_END_BELOW(bytes)
#else
#define SEGSTACK_FIND_END(bytes) SEGSTACK_END_BELOW(bytes)
#endif
#define SEGSTACK_NO_ROOM_FOR(bytes)                                            \
  __extension__({                                                              \
    __UINTPTR_TYPE__ segstack_end;                                             \
    char segstack_wraps = 0;                                                   \
    SEGSTACK_FIND_END(bytes);                                                  \
    segstack_wraps || segstack_end < segstack_limit;                           \
  })

/// The record is an array of variable size, so that the function has a frame
/// pointer whatever becomes of its own. It is not an alloca: gcc gives no array
/// back in a block that has one. Once the stack pointer has gone back past it,
/// it lies in the red zone, where no signal's frame comes, and then nobody's.
#define SEGSTACK_EXTEND(bytes)                                                 \
  {                                                                            \
    __UINTPTR_TYPE__ segstack_to;                                              \
    __SIZE_TYPE__ segstack_count = sizeof(struct segstack_crossing);           \
    __asm__("" : "+r"(segstack_count));                                        \
    {                                                                          \
      char segstack_record[segstack_count] __attribute__((__aligned__(16)));   \
      SEGSTACK_NAME_STACK_POINTER;                                             \
      ((struct segstack_crossing *)(void *)segstack_record)                    \
          ->segstack_function = __func__;                                      \
      SEGSTACK_FIND_ROOM(segstack_to, bytes, segstack_record);                 \
    }                                                                          \
    if (segstack_to == ~(__UINTPTR_TYPE__)0)                                   \
      SEGSTACK_NO_MORE(0);                                                     \
    if (segstack_to)                                                           \
      SEGSTACK_MOVE_TO(segstack_to);                                           \
  }

/// `alloca(SEGSTACK_ROOM(size))`: the size, once there is room for it.
#define SEGSTACK_ROOM(...)                                                     \
  __extension__({                                                              \
    __SIZE_TYPE__ segstack_size = (__SIZE_TYPE__)(__VA_ARGS__);                \
    if (__builtin_expect(SEGSTACK_NO_ROOM_FOR(segstack_size), 0))              \
      SEGSTACK_EXTEND(segstack_size)                                           \
    segstack_size;                                                             \
  })

/// 1 when the size of an array is no number of bytes. A length in an int or
/// less needs no test: times a constant, a negative one is a size that wraps.
#define SEGSTACK_SIZE_OF(each, length, size)                                   \
  (sizeof(length) < sizeof(size) && __builtin_constant_p(each) &&              \
           (__SIZE_TYPE__)(each) <= 0x7fffffff                                 \
       ? (*(size) = (__SIZE_TYPE__)(length) * (each), 0)                       \
       : __builtin_mul_overflow(length, (__SIZE_TYPE__)(each), size))

/// `T array[SEGSTACK_LENGTH(sizeof(T), length)]`.
#define SEGSTACK_LENGTH(each, ...)                                             \
  __extension__({                                                              \
    __typeof__((__VA_ARGS__) + 0) segstack_length = (__VA_ARGS__);             \
    __SIZE_TYPE__ segstack_size;                                               \
    if (__builtin_expect(                                                      \
            SEGSTACK_SIZE_OF(each, segstack_length, &segstack_size) ||         \
                SEGSTACK_NO_ROOM_FOR(segstack_size),                           \
            0))                                                                \
      SEGSTACK_EXTEND(segstack_length < 0 ? ~(__SIZE_TYPE__)0 : segstack_size) \
    segstack_length;                                                           \
  })

/// `SEGSTACK_SPACE(sizeof(T), a); T a;` where T is an array of variable size: a
/// declaration in front of it.
#define SEGSTACK_SPACE(bytes, name)                                            \
  __extension__ char segstack_space_of_##name __attribute__((__unused__)) =    \
      ((void)SEGSTACK_ROOM(bytes), (char)0)

/// More than the compiler takes: the block may begin anywhere in its alignment,
/// which is in bits.
#define SEGSTACK_ROOM_ALIGNED(size, align)                                     \
  __extension__({                                                              \
    __SIZE_TYPE__ segstack_asked = (size), segstack_more;                      \
    segstack_more = segstack_asked + (align) / 8;                              \
    (void)SEGSTACK_ROOM(segstack_more < segstack_asked ? segstack_asked        \
                                                       : segstack_more);       \
    segstack_asked;                                                            \
  })

// strdupa and its like are macros of the C library.
#define __builtin_alloca(...) (__builtin_alloca)(SEGSTACK_ROOM(__VA_ARGS__))
#define __builtin_alloca_with_align(size, align)                               \
  (__builtin_alloca_with_align)(SEGSTACK_ROOM_ALIGNED(size, align), align)
#if defined(__clang__)
#define __builtin_alloca_uninitialized(...)                                    \
  (__builtin_alloca_uninitialized)(SEGSTACK_ROOM(__VA_ARGS__))
#define __builtin_alloca_with_align_uninitialized(size, align)                 \
  (__builtin_alloca_with_align_uninitialized)(                                 \
      SEGSTACK_ROOM_ALIGNED(size, align), align)
#else
#define __builtin_alloca_with_align_and_max(size, align, most)                 \
  (__builtin_alloca_with_align_and_max)(SEGSTACK_ROOM_ALIGNED(size, align),    \
                                        align, most)
#endif
#endif

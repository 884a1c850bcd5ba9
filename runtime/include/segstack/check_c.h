//===- segstack/check_c.h - the checks of C ------------------- -*- C -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of check.h: what `segstack rewrite` writes into functions of C.
//
//   { SEGSTACK_CHECK_C(48, 0, count, (node)); ...
//       room --> the body
//       none --> segstack_retry(node), in the place of count(node): a jump with
//                everything where it is, and the segstack_callee in the
//                register of a static chain
//
// Every macro is a declaration, so that in C89 others may follow.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CHECK_H
#error "include <segstack/check.h>"
#endif
#pragma GCC system_header

#include "dynamic.h"
#include "room.h"
#include "room_c.h"

// By way of the linkage table the dynamic linker's resolver would run in
// between, and that does not keep the register of a static chain.
#if defined(__x86_64__)
#define SEGSTACK_RETRY_ADDRESS(to)                                             \
  __asm__("movq segstack_retry@GOTPCREL(%%rip), %0" : "=r"(to))
#else
#define SEGSTACK_RETRY_ADDRESS(to) to = (__typeof__(to))segstack_retry
#endif

/// The record of a function, and segstack_retry as a function of its type.
#define SEGSTACK_CALLEE_C(bytes, stack, function, flags)                       \
  static const struct segstack_callee segstack_here = {                        \
      (bytes), __func__, (const void *)&function, (stack), (flags)};           \
  __typeof__(&function) segstack_again;                                        \
  SEGSTACK_RETRY_ADDRESS(segstack_again)
#define SEGSTACK_PASS_ON(arguments)                                            \
  __builtin_call_with_static_chain(segstack_again arguments,                   \
                                   (void *)(__UINTPTR_TYPE__)(&segstack_here))

/// \c first comes before the call, and \c then is what is done with it.
#define SEGSTACK_RETRY_C(first, then, bytes, stack, function, arguments)       \
  __extension__ char segstack_room __attribute__((__unused__)) =               \
      __extension__({                                                          \
        if (__builtin_expect(SEGSTACK_NO_ROOM(bytes), 0)) {                    \
          SEGSTACK_CALLEE_C(bytes, stack, function,                            \
                            segstack_retries | segstack_replays);              \
          first then(SEGSTACK_PASS_ON(arguments));                             \
        }                                                                      \
        (char)0;                                                               \
      })

#define SEGSTACK_NOTHING (void)0;
#define SEGSTACK_RETURN_IT(call) return call
#define SEGSTACK_END_WITH_IT(call)                                             \
  call;                                                                        \
  __builtin_unreachable()

/// Retry, as a function's first declaration. \c stack is a multiple of 16 and
/// not less than the bytes of arguments that are passed on the stack.
#define SEGSTACK_CHECK_C(bytes, stack, function, arguments)                    \
  SEGSTACK_RETRY_C(SEGSTACK_NOTHING, SEGSTACK_RETURN_IT, bytes, stack,         \
                   function, arguments)

/// The same for a frame of more than a guard page (see room.h).
#define SEGSTACK_CHECK_LARGE_C(bytes, stack, function, arguments)              \
  SEGSTACK_RETRY_C(SEGSTACK_APART, SEGSTACK_RETURN_IT, bytes, stack, function, \
                   arguments)

/// The same of a function that does not return, and may have no `return`.
#define SEGSTACK_CHECK_NORETURN_C(bytes, stack, function, arguments)           \
  SEGSTACK_RETRY_C(SEGSTACK_NOTHING, SEGSTACK_END_WITH_IT, bytes, stack,       \
                   function, arguments)

/// `SEGSTACK_VISIT_C(bytes, stack, f, (a, b))`: the value of f(a, b), called on
/// the thread's own stack as a retry is, from where the arguments are.
#define SEGSTACK_VISIT_C(bytes, stack, function, arguments)                    \
  __extension__({                                                              \
    SEGSTACK_CALLEE_C((bytes) | SEGSTACK_NOT_CACHED, stack, function,          \
                      segstack_own_stack | segstack_replays);                  \
    SEGSTACK_PASS_ON(arguments);                                               \
  })

/// The position of a call whose body may be jumped to: a segstack_position.
struct segstack_saved {
  __UINTPTR_TYPE__ segstack_words[9];
};

static __inline__ __attribute__((__unused__)) struct segstack_saved
segstack_save(void) {
  struct segstack_saved segstack_at;
  segstack_save_position(
      (struct segstack_position *)segstack_at.segstack_words);
  return segstack_at;
}

/// The value of a setjmp, once the position is right again. A call, so that gcc
/// does not find other variables in registers there than it did (-Wclobbered).
static __attribute__((__noinline__, __unused__)) int
segstack_come_back(const struct segstack_saved *segstack_from,
                   int segstack_value) {
  if (segstack_value)
    segstack_restore_position(
        (const struct segstack_position *)segstack_from->segstack_words);
  return segstack_value;
}

/// As in check.h.
#define SEGSTACK_POSITION                                                      \
  __extension__ struct segstack_saved segstack_place = segstack_save()
#define SEGSTACK_SETJMP(call) segstack_come_back(&segstack_place, call)

//===- segstack/room.h - is there room for a frame? -------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of check.h: the hot path, segstack_no_room, in its forms. Down to the
// namespace it is C as well; the rest of C is room_c.h.
//
//   limit, g++ -O      an asm with a flag; one for all that is inlined
//   limit, x86-64      an asm with a flag
//   limit, elsewhere   the frame's address, in C++
//   guard, x86-64      a touch that faults (guard.h)
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CHECK_H
#error "include <segstack/check.h>"
#endif
#pragma GCC system_header

// One instruction to g++'s inliner, whose -O2 limit is near: what it would not
// inline any more costs more than the check.
#if defined(__clang__) || __GNUC__ >= 9
#define SEGSTACK_ASM __asm__ __inline__
#else
#define SEGSTACK_ASM __asm__
#endif

// In the way without room of a large frame that is there when it is checked.
// gcc would put the body into itself a few times, for a call saved, and one
// check would be for several such frames; but not a function with a computed
// goto. clang does so with small frames only (TotalAllocaSizeRecursiveCaller).
#if defined(__clang__)
#define SEGSTACK_APART
#else
#define SEGSTACK_APART                                                         \
  {                                                                            \
    __label__ segstack_label;                                                  \
    void *segstack_to = (__extension__(&&segstack_label));                     \
    __asm__("" : "+r"(segstack_to));                                           \
    goto *segstack_to;                                                         \
  segstack_label:;                                                             \
  }
#endif

// segstack/guard.h asks for checks that fault. Sanitizers have handlers of
// their own for that, and other CPUs no such check: there it is a comparison.
#if defined(SEGSTACK_GUARD)
#if !defined(__x86_64__) || !defined(__LP64__) ||                              \
    defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#undef SEGSTACK_GUARD
#elif defined(__clang__)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
    __has_feature(memory_sanitizer)
#undef SEGSTACK_GUARD
#endif
#endif
#endif

#if defined(SEGSTACK_GUARD)
#ifdef __cplusplus
extern "C" {
#endif
/// From what a check compares to what it touches: memory that can be read
/// exactly where the address compared is not below the limit.
extern SEGSTACK_TLS_MODEL __thread __UINTPTR_TYPE__ segstack_probe;

/// An entry of a module's table: the distances, each from itself, to the
/// instruction that touches and to where its function goes on when that faults.
struct segstack_guard {
  __INT32_TYPE__ segstack_touches, segstack_goes_on;
};
extern const
    __attribute__((__weak__, __visibility__("hidden"))) struct segstack_guard
        segstack_guards_start[] __asm__("__start_segstack_guards");
extern const
    __attribute__((__weak__, __visibility__("hidden"))) struct segstack_guard
        segstack_guards_end[] __asm__("__stop_segstack_guards");

/// Tell the runtime of a module's table, once for each source. Any thread.
void segstack_guard_begin(const struct segstack_guard *segstack_from,
                          const struct segstack_guard *segstack_to);
void segstack_guard_end(const struct segstack_guard *segstack_from);

/// Before all constructors that have checks, and after all such destructors.
static __attribute__((__constructor__(101), __used__)) void
segstack_add_guards(void) {
  segstack_guard_begin(segstack_guards_start, segstack_guards_end);
}
static __attribute__((__destructor__(101), __used__)) void
segstack_drop_guards(void) {
  segstack_guard_end(segstack_guards_start);
}
#ifdef __cplusplus
} // extern "C"
#endif

/// For clang, and as SEGSTACK_COMPARE: the probe into operand 0.
#if defined(SEGSTACK_LOCAL_EXEC)
#define SEGSTACK_LOAD_PROBE "movq %%fs:segstack_probe@tpoff, %0\n"
#else
#define SEGSTACK_LOAD_PROBE                                                    \
  "movq segstack_probe@gottpoff(%%rip), %0\n\t"                                \
  "movq %%fs:(%0), %0\n"
#endif

/// Touches, and the table's entry for it; label 2 is where it goes on.
#define SEGSTACK_TOUCH                                                         \
  "91:\ttestb %%al, %c1(%%rsp,%0)\n\t"                                         \
  ".pushsection segstack_guards,\"a?\",@progbits\n\t"                          \
  ".balign 4\n\t"                                                              \
  ".long 91b-.\n\t"                                                            \
  ".long %l2-.\n\t"                                                            \
  ".popsection"

#endif

#if defined(__x86_64__) && defined(__LP64__)
#define SEGSTACK_ASM_CHECK
#if !defined(__clang__) && defined(__OPTIMIZE__)
#define SEGSTACK_ONE_CHECK
#endif
// clang++ gives no function with an asm a fake stack, and so AddressSanitizer
// would not find the use of a local variable after its function has returned.
#if defined(__clang__) && defined(__has_feature)
#if __has_feature(address_sanitizer)
#undef SEGSTACK_ASM_CHECK
#endif
#endif
#endif

#if defined(SEGSTACK_ASM_CHECK)
// For clang the limit is not an operand: it would load the limit's offset ahead
// of the branch and keep it in a register saved over the calls. An asm without
// operands is a constant to it, so of the checks of functions inlined into one
// another it keeps the first.
#if defined(__clang__) && defined(SEGSTACK_LOCAL_EXEC)
#define SEGSTACK_COMPARE(below, scratch)                                       \
  SEGSTACK_ASM("cmpq %%fs:segstack_limit@tpoff, %%rsp" : "=@ccb"(below))
#elif defined(__clang__)
#define SEGSTACK_COMPARE(below, scratch)                                       \
  SEGSTACK_ASM("movq segstack_limit@gottpoff(%%rip), %1\n\t"                   \
               "cmpq %%fs:(%1), %%rsp" : "=@ccb"(below),                       \
               "=&r"(scratch))
#else
#define SEGSTACK_COMPARE(below, scratch)                                       \
  SEGSTACK_ASM("cmpq %1, %%rsp" : "=@ccb"(below) : "m"(segstack_limit))
#endif
#define SEGSTACK_COMPARE_LESS(below, scratch, bytes)                           \
  SEGSTACK_ASM("leaq %c2(%%rsp), %1\n\t"                                       \
               "cmpq %3, %1" : "=@ccb"(below),                                 \
               "=&r"(scratch) : "i"(-(__INTPTR_TYPE__)((bytes) & 0x7fffffff)), \
               "m"(segstack_limit))
#endif

#ifdef __cplusplus
namespace segstack_check {

typedef __UINTPTR_TYPE__ segstack_uptr;

/// Frames up to this many bytes rely on the reserve: the stack pointer alone
/// is compared. Larger ones subtract their size first.
enum : segstack_uptr { segstack_small_frame = 512 };

/// Frames of more bytes than this must be checked before they exist, so that
/// none can step over a guard page: the body is never inlined into the check.
enum : segstack_uptr { segstack_large_frame = 4096 - 1 };

#if defined(SEGSTACK_GUARD)
/// True when a frame of \p SegstackBytes does not fit above the limit; it has
/// then touched what cannot be read, and the handler sent it here.
template <segstack_uptr SegstackBytes>
__attribute__((__always_inline__)) inline bool segstack_faults() noexcept {
  enum : __INTPTR_TYPE__ {
    segstack_below =
        SegstackBytes > segstack_small_frame
            ? -static_cast<__INTPTR_TYPE__>(SegstackBytes & 0x7fffffff)
            : 0
  };
#if defined(__clang__)
  segstack_uptr segstack_at;
  __asm__ __inline__ goto(SEGSTACK_LOAD_PROBE SEGSTACK_TOUCH
                          : "=&r"(segstack_at)
                          : "i"(segstack_below)
                          : "cc"
                          : segstack_full);
#else
  __asm__ __inline__ goto(SEGSTACK_TOUCH
                          :
                          : "r"(segstack_probe), "i"(segstack_below)
                          : "cc"
                          : segstack_full);
#endif
  return false;
segstack_full:
  return true;
}
#endif

#if defined(SEGSTACK_ONE_CHECK)
/// True, which no compiler can see: what a check tells g++ once it has passed.
extern const bool segstack_checked __asm__("segstack_checked");

/// True when a frame of \p SegstackBytes does not fit above the limit.
///
/// g++ inlines functions into one another and keeps every asm, but a frame that
/// has passed one check has room for as long as it exists, and for all that is
/// inlined into it. So a check that has passed says that `checked` is true. A
/// check that it dominates is then compiled with `checked | any` a constant,
/// and is none; elsewhere nothing is known of `checked`. It is never loaded.
template <segstack_uptr SegstackBytes>
__attribute__((__always_inline__)) inline bool segstack_no_room() noexcept {
  bool segstack_any, segstack_below = false;
  SEGSTACK_ASM("" : "=r"(segstack_any));
#if defined(SEGSTACK_GUARD)
  if (SegstackBytes > segstack_small_frame ||
      !__builtin_constant_p(segstack_checked | segstack_any))
    segstack_below = segstack_faults<SegstackBytes>();
#else
  segstack_uptr segstack_scratch;
  if (SegstackBytes > segstack_small_frame)
    SEGSTACK_COMPARE_LESS(segstack_below, segstack_scratch, SegstackBytes);
  else if (!__builtin_constant_p(segstack_checked | segstack_any))
    SEGSTACK_COMPARE(segstack_below, segstack_scratch);
#endif
  if (!segstack_below && !segstack_checked)
    __builtin_unreachable();
  return segstack_below;
}
#else
/// True when a frame of \p SegstackBytes does not fit above the limit.
template <segstack_uptr SegstackBytes>
__attribute__((__always_inline__)) inline bool segstack_no_room() noexcept {
#if defined(SEGSTACK_GUARD)
  return segstack_faults<SegstackBytes>();
#elif defined(SEGSTACK_ASM_CHECK)
  bool segstack_below;
  segstack_uptr segstack_scratch;
  if (SegstackBytes <= segstack_small_frame)
    SEGSTACK_COMPARE(segstack_below, segstack_scratch);
  else
    SEGSTACK_COMPARE_LESS(segstack_below, segstack_scratch, SegstackBytes);
  return segstack_below;
#else
  return reinterpret_cast<segstack_uptr>(__builtin_frame_address(0)) -
             (SegstackBytes <= segstack_small_frame ? 0 : SegstackBytes) <
         segstack_limit;
#endif
}
#endif

} // namespace segstack_check
#endif // __cplusplus

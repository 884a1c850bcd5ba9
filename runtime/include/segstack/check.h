/*===- segstack/check.h - stack checks for instrumented code ----*- C++ -*-===//
 *
 * Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
 * See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===//
 *
 * What `segstack rewrite` writes into a program: one macro at a function's
 * entry that compares the stack pointer with the thread's limit.
 *
 *   check -- room --> the body (hot: one compare, one branch never taken)
 *         \- none --> C++: segstack_cross, a closure that calls again
 *                      C:   segstack_retry, with the same registers
 *                          '-> segstack_call() picks where to run, switches,
 *                              calls the target and goes back; on a throw
 *                              segstack_leave() does
 *
 * It includes no header but its own parts, so that the feature-test macros of
 * the including file are not frozen by it:
 *
 *   room.h    is there room?            visit.h   calls on the thread's stack
 *   room_c.h  the same in C             check_c.h the checks of C
 *   dynamic.h alloca, and arrays of variable size
 *
 * Any other word may be a macro of the program, so every name here begins with
 * segstack. Everything is safe in any thread. (C89 has no other comments.)
 *
 *===----------------------------------------------------------------------===*/

#ifndef SEGSTACK_CHECK_H
#define SEGSTACK_CHECK_H
#pragma GCC system_header

#ifdef __cplusplus
extern "C" {
#endif

// SEGSTACK_STATIC_RUNTIME says that the program is linked with libsegstack.a.
// Then code of the program itself knows where its thread-local variables are,
// and a check is one instruction less; that of a shared library does not.
#if defined(SEGSTACK_STATIC_RUNTIME) && (!defined(__PIC__) || defined(__PIE__))
#define SEGSTACK_LOCAL_EXEC
#define SEGSTACK_TLS_MODEL __attribute__((__tls_model__("local-exec")))
#else
#define SEGSTACK_TLS_MODEL __attribute__((__tls_model__("initial-exec")))
#endif

/// The address below which no new frame may start on this thread's stack. The
/// bytes below it, down to the segment's end, are the reserve. It starts as
/// the highest address, so that a thread's first check measures its stack.
extern SEGSTACK_TLS_MODEL __thread __UINTPTR_TYPE__ segstack_limit;

/// One call that may have to cross, on the stack that it may have to leave.
struct segstack_crossing {
  __UINTPTR_TYPE__ segstack_bytes; ///< of frame that the target may need
  const char *segstack_function;   ///< a name to report
  const void *segstack_target;     ///< what segstack_call calls
  /// What it calls when the stack is exhausted and the caller must throw.
  void (*segstack_refuse)(struct segstack_crossing *);
  void *segstack_left;                ///< not null: segstack_leave is due
  unsigned segstack_flags;            ///< those below
  __UINTPTR_TYPE__ segstack_words[7]; ///< the runtime's own
};

enum {
  segstack_no_throw = 1,  ///< the target must not throw: use the hard limit
  segstack_retries = 2,   ///< it checks again before it does anything
  segstack_own_stack = 4, ///< it runs on the thread's own stack
  segstack_asks = 8,      ///< with that: no room there is nothing to report
  segstack_replays = 16   ///< it is segstack_retry's
};

/// Added to segstack_bytes where no cached segment will do.
#define SEGSTACK_NOT_CACHED (~(~(__UINTPTR_TYPE__)0 >> 1))

/// Called through a cast to `R (*)(F *, double)`: runs `R target(F *)` where
/// there is room for it, which may be here. The address of the crossing travels
/// as the bits of a double because a hidden result pointer moves every integer
/// argument but no floating-point one; so one symbol serves every result type,
/// and results pass through without a copy.
void segstack_call(void);

/// A function of C that can be called again, from its check.
struct segstack_callee {
  __UINTPTR_TYPE__ segstack_bytes;     ///< of its frame
  const char *segstack_function;       ///< its name, to report
  const void *segstack_target;         ///< the function
  __UINTPTR_TYPE__ segstack_arguments; ///< bytes of them that are on the stack,
                                       ///< a multiple of 16
  unsigned segstack_flags;             ///< of its crossing
};

/// Called through a cast to the type of a function, with its arguments and its
/// segstack_callee as the static chain: calls it with them where there is room,
/// and returns its result.
void segstack_retry(void);

/// Goes back to what was left, where that is still due once segstack_call has
/// been left: by an exception, or with memory to give back.
void segstack_leave(struct segstack_crossing *segstack_here);

/// Where control is on the chain of segments; see segstack.h.
struct segstack_position;
void segstack_save_position(struct segstack_position *segstack_here);
void segstack_restore_position(const struct segstack_position *segstack_here);

/// Throws segstack::stack_exhausted (see segstack.h).
__attribute__((__noreturn__)) void
segstack_throw_exhausted(struct segstack_crossing *segstack_here);

/// Writes the report of exhaustion and aborts; for code built without
/// exceptions.
__attribute__((__noreturn__)) void
segstack_abort_exhausted(struct segstack_crossing *segstack_here);

#ifndef __cplusplus
#include "check_c.h"
#else
} // extern "C"

#if __cplusplus >= 201402L
#define SEGSTACK_CONSTEXPR constexpr
#define SEGSTACK_INIT_RESULT ->decltype(auto)
#else
#define SEGSTACK_CONSTEXPR
#define SEGSTACK_INIT_RESULT
#endif

// What makes a crossing. AddressSanitizer would take its record for an object
// that may live in a fake stack, but its address tells the runtime where the
// stack is, and would give what is called here a place on the stack that comes
// next; and the call of the assembly is one through another type.
#if defined(__clang__)
#define SEGSTACK_CROSSES                                                       \
  __attribute__((__no_sanitize__("address", "function", "cfi")))
#else
#define SEGSTACK_CROSSES __attribute__((__no_sanitize_address__))
#endif

#include "dynamic.h"
#include "room.h"

namespace segstack_check {

// Everything below that has a closure in its type is each source's own. The
// same inline function may have another check in another source, or none, and
// its closures would have one name for different contents; of those the linker
// keeps one. So the templates are in an unnamed namespace (and inline, for g++
// -O0 writes out all others there, called or not), and the closures have a
// parameter of a type that is, which also keeps their names apart from those of
// the program's own closures.
namespace {

/// The parameter of every closure of a check.
struct segstack_ours {};

/// What segstack_call calls: an outlined body.
template <bool SegstackRetries> struct segstack_target {
  template <class SegstackResult, class SegstackClosure>
  static inline SegstackResult
  segstack_run(SegstackClosure *segstack_function) {
    return (*segstack_function)(segstack_ours());
  }
};

/// The call of a retry. Cold, or else g++ inlines the function here, and then
/// once more into the last that calls it: into the frame of a recursion.
template <> struct segstack_target<true> {
  template <class SegstackResult, class SegstackClosure>
  __attribute__((__cold__)) static inline SegstackResult
  segstack_run(SegstackClosure *segstack_function) {
    return (*segstack_function)(segstack_ours());
  }
};

/// A body that is never part of its caller's frame.
template <class SegstackResult, class SegstackClosure>
__attribute__((__noinline__)) inline SegstackResult
segstack_invoke_apart(SegstackClosure *segstack_function) {
  return (*segstack_function)(segstack_ours());
}

SEGSTACK_CROSSES inline double
segstack_as_double(const void *segstack_address) noexcept {
  static_assert(sizeof(segstack_address) <= sizeof(double),
                "an address must fit");
  union {
    const void *segstack_from;
    double segstack_to;
  } segstack_bits;
  segstack_bits.segstack_to = 0;
  segstack_bits.segstack_from = segstack_address;
  return segstack_bits.segstack_to;
}

/// Goes back to the segment that was left, on a throw for one. A thread may be
/// cancelled there, by the signal that was blocked until then.
struct segstack_leave_at_end {
  segstack_crossing *segstack_here;
  ~segstack_leave_at_end() noexcept(false) {
    if (__builtin_expect(segstack_here->segstack_left != nullptr, 0))
      segstack_leave(segstack_here);
  }
};

#if defined(__EXCEPTIONS) || defined(__cpp_exceptions)
#define SEGSTACK_REFUSE segstack_throw_exhausted
#else
#define SEGSTACK_REFUSE segstack_abort_exhausted
#endif

// A name to report. In g++ cross() knows it from its own, which spells the
// closure as "fib(int)::<lambda()>" (text.cpp takes it out): so the call has an
// argument less, which is one unit less to the inliner.
#if defined(__clang__)
#define SEGSTACK_NAME_PARAMETER , const char *segstack_name
#define SEGSTACK_NAME_ARGUMENT , __PRETTY_FUNCTION__
#define SEGSTACK_NAME_FORWARD , segstack_name
#define SEGSTACK_NAME segstack_name
#else
#define SEGSTACK_NAME_PARAMETER
#define SEGSTACK_NAME_ARGUMENT
#define SEGSTACK_NAME_FORWARD
#define SEGSTACK_NAME __PRETTY_FUNCTION__
#endif

/// Runs \p segstack_function where the runtime decides.
template <class SegstackResult, unsigned SegstackFlags, class SegstackClosure>
__attribute__((__always_inline__)) SEGSTACK_CROSSES inline SegstackResult
segstack_go(segstack_uptr segstack_bytes, const char *segstack_name,
            SegstackClosure *segstack_function) {
  segstack_crossing segstack_here;
  segstack_here.segstack_bytes = segstack_bytes;
  segstack_here.segstack_function = segstack_name;
  segstack_here.segstack_target = reinterpret_cast<const void *>(
      &segstack_target < (SegstackFlags & segstack_retries) !=
      0 > ::template segstack_run<SegstackResult, SegstackClosure>);
  segstack_here.segstack_refuse = SEGSTACK_REFUSE;
  segstack_here.segstack_left = nullptr;
  segstack_here.segstack_flags = SegstackFlags;
  segstack_leave_at_end segstack_guard = {&segstack_here};
  return reinterpret_cast<SegstackResult (*)(SegstackClosure *, double)>(
      &segstack_call)(segstack_function, segstack_as_double(&segstack_here));
}

/// The cold path of every check: runs \p segstack_function where there is room.
/// What is constant is a template argument, so that the call is short.
template <class SegstackResult, segstack_uptr SegstackBytes,
          unsigned SegstackFlags, class SegstackClosure>
__attribute__((__noinline__, __cold__)) SEGSTACK_CROSSES inline SegstackResult
segstack_cross(SegstackClosure segstack_function SEGSTACK_NAME_PARAMETER) {
  return segstack_go<SegstackResult, SegstackFlags>(
      SegstackBytes, SEGSTACK_NAME, &segstack_function);
}

/// The flags of a call that may throw, or not.
enum : unsigned {
  segstack_body_flags = 0,
  segstack_body_flags_no_throw = segstack_no_throw,
  segstack_retry_flags = segstack_retries,
  segstack_retry_flags_no_throw = segstack_retries + segstack_no_throw
};

/// Runs an outlined body: here when there is room, by cross() when not. The
/// closure is copied before its address escapes, so that on the hot path it
/// stays in registers.
template <segstack_uptr SegstackBytes, bool SegstackLarge>
struct segstack_outlined {
  template <class SegstackClosure>
  __attribute__((__always_inline__)) static inline SEGSTACK_CONSTEXPR auto
  segstack_run(SegstackClosure segstack_function SEGSTACK_NAME_PARAMETER)
      -> decltype(segstack_function(segstack_ours())) {
    typedef decltype(segstack_function(segstack_ours())) SegstackResult;
    if (__builtin_expect(!__builtin_is_constant_evaluated() &&
                             segstack_no_room<SegstackBytes>(),
                         0))
      return segstack_cross<SegstackResult, SegstackBytes,
                            noexcept(segstack_function(segstack_ours()))
                                ? segstack_body_flags_no_throw
                                : segstack_body_flags>(
          segstack_function SEGSTACK_NAME_FORWARD);
    return segstack_function(segstack_ours());
  }
};

template <segstack_uptr SegstackBytes>
struct segstack_outlined<SegstackBytes, true> {
  template <class SegstackClosure>
  __attribute__((__always_inline__)) static inline SEGSTACK_CONSTEXPR auto
  segstack_run(SegstackClosure segstack_function SEGSTACK_NAME_PARAMETER)
      -> decltype(segstack_function(segstack_ours())) {
    typedef decltype(segstack_function(segstack_ours())) SegstackResult;
    if (__builtin_is_constant_evaluated())
      return segstack_function(segstack_ours());
    if (__builtin_expect(segstack_no_room<SegstackBytes>(), 0))
      return segstack_cross<SegstackResult, SegstackBytes,
                            noexcept(segstack_function(segstack_ours()))
                                ? segstack_body_flags_no_throw
                                : segstack_body_flags>(
          segstack_function SEGSTACK_NAME_FORWARD);
    return segstack_invoke_apart<SegstackResult, SegstackClosure>(
        &segstack_function);
  }
};

/// The position of a call whose body may be jumped to.
struct segstack_saved {
  __UINTPTR_TYPE__ segstack_words[9]; ///< a struct segstack_position
  segstack_saved() noexcept {
    segstack_save_position(
        reinterpret_cast<segstack_position *>(segstack_words));
  }
};

/// The value of a setjmp, once the position is right again. A call, so that g++
/// does not find other variables in registers there than it did
/// (-Wclobbered).
__attribute__((__noinline__)) inline int
segstack_come_back(const segstack_saved &segstack_from, int segstack_value) {
  if (segstack_value)
    segstack_restore_position(reinterpret_cast<const segstack_position *>(
        segstack_from.segstack_words));
  return segstack_value;
}

} // namespace
} // namespace segstack_check

#define SEGSTACK_LIST(...) __VA_ARGS__

/// Retry: `SEGSTACK_CHECK(bytes, (captures), call);` as a function's first
/// statement. \c call names the same function with the same arguments.
///
/// The call is in no argument of a class template: g++ takes two such types for
/// one when their dependent calls have the same name and arguments (Core 1321),
/// and would call the overload that it met first.
#define SEGSTACK_CHECK(bytes, captures, ...)                                   \
  SEGSTACK_IF_NO_ROOM(bytes)                                                   \
  SEGSTACK_RETRY(bytes, captures, __VA_ARGS__)

/// The same for a frame of more than a guard page (see room.h).
#define SEGSTACK_CHECK_LARGE(bytes, captures, ...)                             \
  SEGSTACK_IF_NO_ROOM(bytes) {                                                 \
    SEGSTACK_APART                                                             \
    SEGSTACK_RETRY(bytes, captures, __VA_ARGS__);                              \
  }

#define SEGSTACK_IF_NO_ROOM(bytes)                                             \
  if (__builtin_expect(!__builtin_is_constant_evaluated() &&                   \
                           ::segstack_check::segstack_no_room<bytes>(),        \
                       0))

/// The same of a function that does not return, and may have no `return`.
#define SEGSTACK_CHECK_NORETURN(bytes, captures, ...)                          \
  SEGSTACK_IF_NO_ROOM(bytes) {                                                 \
    SEGSTACK_AGAIN(bytes, captures, __VA_ARGS__);                              \
    __builtin_unreachable();                                                   \
  }

#define SEGSTACK_RETRY(bytes, captures, ...)                                   \
  return SEGSTACK_AGAIN(bytes, captures, __VA_ARGS__)

#define SEGSTACK_AGAIN(bytes, captures, ...)                                   \
  ::segstack_check::segstack_cross<                                            \
      decltype(__VA_ARGS__), (bytes),                                          \
      noexcept(__VA_ARGS__) ? ::segstack_check::segstack_retry_flags_no_throw  \
                            : ::segstack_check::segstack_retry_flags>(         \
      [SEGSTACK_LIST captures](                                                \
          ::segstack_check::segstack_ours) mutable -> decltype(__VA_ARGS__) {  \
        return __VA_ARGS__;                                                    \
      } SEGSTACK_NAME_ARGUMENT)

/// The retries of C, where a header is read by both.
#define SEGSTACK_CHECK_C(bytes, stack, function, arguments)                    \
  SEGSTACK_CHECK(bytes, arguments, function arguments)
#define SEGSTACK_CHECK_LARGE_C(bytes, stack, function, arguments)              \
  SEGSTACK_CHECK_LARGE(bytes, arguments, function arguments)
#define SEGSTACK_CHECK_NORETURN_C(bytes, stack, function, arguments)           \
  SEGSTACK_CHECK_NORETURN(bytes, arguments, function arguments)

/// The same of a call on the thread's own stack.
#define SEGSTACK_VISIT_C(bytes, stack, function, arguments)                    \
  SEGSTACK_VISIT(bytes, function arguments)

/// Outline: `{ SEGSTACK_BODY(bytes, (captures), specifiers) {...body...}
/// SEGSTACK_BODY_END }`. The specifiers are those of a lambda: `noexcept`,
/// `-> type`.
#define SEGSTACK_BODY(bytes, captures, ...)                                    \
  return SEGSTACK_BODY_VOID(bytes, captures, __VA_ARGS__)

/// As SEGSTACK_BODY where `return` may have no operand: constructors and
/// destructors.
#define SEGSTACK_BODY_VOID(bytes, captures, ...)                               \
  ::segstack_check::segstack_outlined<                                         \
      (bytes), ((bytes) > ::segstack_check::segstack_large_frame)>::           \
      segstack_run([SEGSTACK_LIST captures](                                   \
          ::segstack_check::segstack_ours) mutable __VA_ARGS__

#define SEGSTACK_BODY_END SEGSTACK_NAME_ARGUMENT);

/// Setjmp: `{ SEGSTACK_CHECK(...); SEGSTACK_POSITION; ... if
/// (SEGSTACK_SETJMP(setjmp(env))) ... }`. A jump may leave segments without a
/// word; when control comes back the position is that of before.
#define SEGSTACK_POSITION ::segstack_check::segstack_saved segstack_place
#define SEGSTACK_SETJMP(call)                                                  \
  ::segstack_check::segstack_come_back(segstack_place, call)

/// Around a function try block: `{ SEGSTACK_CHECK(...); SEGSTACK_TRY try {...}
/// catch (...) {...} SEGSTACK_TRY_END }`.
#define SEGSTACK_TRY
#define SEGSTACK_TRY_END

/// Outline of one expression of a constructor's member initialiser, before and
/// behind it, so that its lines stay its own. What it yields is what it
/// yielded: an lvalue, an xvalue or a value; before C++14 a value.
#define SEGSTACK_INIT(bytes)                                                   \
  ::segstack_check::segstack_outlined<                                         \
      (bytes), ((bytes) > ::segstack_check::segstack_large_frame)>::           \
      segstack_run([&](::segstack_check::segstack_ours)                        \
                       SEGSTACK_INIT_RESULT { return (
#define SEGSTACK_INIT_END                                                      \
  );                                                                           \
  }                                                                            \
  SEGSTACK_NAME_ARGUMENT)

#include "visit.h"

#endif // __cplusplus
#endif // SEGSTACK_CHECK_H

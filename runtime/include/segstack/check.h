//===- segstack/check.h - stack checks for instrumented code ----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `segstack rewrite` writes into a program: one macro at a function's
// entry that compares the stack pointer with the thread's limit.
//
//   check -- room --> the body (hot: one compare, one branch never taken)
//         \- none --> cross() --> segstack_enter() picks where to run
//                        |          segstack_call_on() switches and calls
//                        '--------- segstack_leave() goes back (also on throw)
//
// It includes no header, so that the feature-test macros of the including
// file are not frozen by it. Everything here is safe in any thread.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_CHECK_H
#define SEGSTACK_CHECK_H
#pragma GCC system_header

#ifdef __cplusplus
extern "C" {
#endif

/// The address below which no new frame may start on this thread's stack. The
/// bytes below it, down to the segment's end, are the reserve. It starts as
/// the highest address, so that a thread's first check measures its stack.
extern __attribute__((
    tls_model("initial-exec"))) __thread __UINTPTR_TYPE__ segstack_limit;

/// One crossing, kept on the stack that is left. The runtime fills it in.
struct segstack_crossing {
  __UINTPTR_TYPE__ limit;          ///< segstack_limit to put back
  void *segment;                   ///< the segment that is left
  struct segstack_crossing *outer; ///< the crossing before this one
  const char *function;            ///< name of the function that crossed
  const void *target;              ///< identifies the crossing call
  __UINTPTR_TYPE__ scratch[5];     ///< the runtime's own
};

enum {
  segstack_no_throw = 1, ///< the function must not throw: use the hard limit
  segstack_retries = 2   ///< the target checks again before it does anything
};

/// Decides where a function of at least \p bytes of frame runs. Returns the
/// stack pointer (16-byte aligned) of the segment to call it on with
/// segstack_call_on, after which segstack_leave is due; null when there is
/// room after all and it runs where it is; (void *)-1 when the stack is
/// exhausted and the caller must throw.
void *segstack_enter(struct segstack_crossing *crossing, __UINTPTR_TYPE__ bytes,
                     unsigned flags, const char *function, const void *target);

/// Undoes a segstack_enter that returned a stack pointer.
void segstack_leave(struct segstack_crossing *crossing);

/// Called through a cast to `R (*)(F *, double sp, double target)`: runs
/// `R target(F *)` on the stack `sp`. The two addresses travel as the bits of
/// doubles because a hidden result pointer moves every integer argument but no
/// floating-point one; so one symbol serves every result type, and results
/// pass through without a copy.
void segstack_call_on(void);

/// Throws segstack::stack_exhausted (see segstack.h).
__attribute__((noreturn)) void segstack_throw_exhausted(void);

/// Writes the report of exhaustion and aborts; for code built without
/// exceptions.
__attribute__((noreturn)) void segstack_abort_exhausted(void);

#ifdef __cplusplus
} // extern "C"

#if __cplusplus >= 201402L
#define SEGSTACK_CONSTEXPR constexpr
#else
#define SEGSTACK_CONSTEXPR
#endif

#if defined(__clang__)
#define SEGSTACK_CALLS_ASSEMBLY __attribute__((no_sanitize("function", "cfi")))
#else
#define SEGSTACK_CALLS_ASSEMBLY
#endif

namespace segstack {
namespace detail {

typedef __UINTPTR_TYPE__ uptr;

/// Frames up to this many bytes rely on the reserve: the stack pointer alone
/// is compared. Larger ones subtract their size first.
enum : uptr { small_frame = 512 };

/// Frames of more bytes than this must be checked before they exist, so that
/// none can step over a guard page: the body is never inlined into the check.
enum : uptr { large_frame = 4096 - 1 };

// One instruction to g++'s inliner, whose -O2 limit is near: what it would not
// inline any more costs more than the check.
#if defined(__clang__) || __GNUC__ >= 9
#define SEGSTACK_ASM __asm__ __inline__
#else
#define SEGSTACK_ASM __asm__
#endif

#if defined(__x86_64__) && defined(__LP64__) && !defined(__clang__) &&         \
    defined(__OPTIMIZE__)
/// True, which no compiler can see: what a check tells g++ once it has passed.
extern const bool checked __asm__("segstack_checked");

/// True when a frame of \p Bytes does not fit above the limit.
///
/// g++ inlines functions into one another and keeps every asm, but a frame that
/// has passed one check has room for as long as it exists, and for all that is
/// inlined into it. So a check that has passed says that `checked` is true. A
/// check that it dominates is then compiled with `checked | any` a constant,
/// and is none; elsewhere nothing is known of `checked`. It is never loaded.
template <uptr Bytes>
__attribute__((always_inline)) inline bool no_room() noexcept {
  bool any, below = false;
  SEGSTACK_ASM("" : "=r"(any));
  if (Bytes > small_frame) {
    uptr end;
    SEGSTACK_ASM(
        "leaq %c2(%%rsp), %1\n\t"
        "cmpq %3, %1" : "=@ccb"(below),
        "=&r"(end) : "i"(-static_cast<__INTPTR_TYPE__>(Bytes & 0x7fffffff)),
        "m"(segstack_limit));
  } else if (!__builtin_constant_p(checked | any)) {
    SEGSTACK_ASM("cmpq %1, %%rsp" : "=@ccb"(below) : "m"(segstack_limit));
  }
  if (!below && !checked)
    __builtin_unreachable();
  return below;
}
#else
/// True when a frame of \p Bytes does not fit above the limit.
///
/// For clang++ the limit is not an operand: it would load the limit's offset
/// ahead of the branch and keep it in a register saved over the calls. An asm
/// without operands is a constant to it, so of the checks of functions inlined
/// into one another it keeps the first.
template <uptr Bytes>
__attribute__((always_inline)) inline bool no_room() noexcept {
#if defined(__x86_64__) && defined(__LP64__)
  bool below;
  if (Bytes <= small_frame) {
#if defined(__clang__)
    uptr offset;
    SEGSTACK_ASM("movq segstack_limit@gottpoff(%%rip), %1\n\t"
                 "cmpq %%fs:(%1), %%rsp" : "=@ccb"(below),
                 "=&r"(offset));
#else
    SEGSTACK_ASM("cmpq %1, %%rsp" : "=@ccb"(below) : "m"(segstack_limit));
#endif
  } else {
    uptr end;
    SEGSTACK_ASM(
        "leaq %c2(%%rsp), %1\n\t"
        "cmpq %3, %1" : "=@ccb"(below),
        "=&r"(end) : "i"(-static_cast<__INTPTR_TYPE__>(Bytes & 0x7fffffff)),
        "m"(segstack_limit));
  }
  return below;
#else
  return reinterpret_cast<uptr>(__builtin_frame_address(0)) -
             (Bytes <= small_frame ? 0 : Bytes) <
         segstack_limit;
#endif
}
#endif

// Everything below that has a closure in its type is each source's own. The
// same inline function may have another check in another source, or none, and
// its closures would have one name for different contents; of those the linker
// keeps one. So the templates are in an unnamed namespace, and the closures
// have a parameter of a type that is, which also keeps their names apart from
// those of the program's own closures.
namespace {

/// The parameter of every closure of a check.
struct ours {};

template <class R, class F> R invoke(F *function) {
  return (*function)(ours());
}

/// As invoke, but never part of its caller's frame.
template <class R, class F>
__attribute__((noinline)) R invoke_apart(F *function) {
  return (*function)(ours());
}

inline double as_double(const void *address) noexcept {
  static_assert(sizeof(address) <= sizeof(double), "an address must fit");
  union {
    const void *from;
    double to;
  } bits;
  bits.to = 0;
  bits.from = address;
  return bits.to;
}

/// Goes back to the segment that was left, on return and on throw.
struct leave_at_end {
  segstack_crossing *crossing;
  ~leave_at_end() { segstack_leave(crossing); }
};

// A name to report. In g++ cross() knows it from its own, which spells the
// closure as "fib(int)::<lambda()>" (text.cpp takes it out): so the call has an
// argument less, which is one unit less to the inliner.
#if defined(__clang__)
#define SEGSTACK_NAME_PARAMETER , const char *name
#define SEGSTACK_NAME_ARGUMENT , __PRETTY_FUNCTION__
#define SEGSTACK_NAME_FORWARD , name
#define SEGSTACK_NAME name
#else
#define SEGSTACK_NAME_PARAMETER
#define SEGSTACK_NAME_ARGUMENT
#define SEGSTACK_NAME_FORWARD
#define SEGSTACK_NAME __PRETTY_FUNCTION__
#endif

/// The cold path of every check: runs \p function where there is room. What is
/// constant is a template argument, so that the call is short.
template <class R, uptr Bytes, unsigned Flags, class SegstackClosure>
__attribute__((noinline, cold)) SEGSTACK_CALLS_ASSEMBLY R
cross(SegstackClosure function SEGSTACK_NAME_PARAMETER) {
  typedef SegstackClosure F;
  segstack_crossing crossing;
  R (*target)(F *) = &invoke<R, F>;
  void *sp = segstack_enter(&crossing, Bytes, Flags, SEGSTACK_NAME,
                            reinterpret_cast<const void *>(target));
  if (!sp)
    return function(ours());
  if (sp == reinterpret_cast<void *>(~static_cast<uptr>(0))) {
#if defined(__EXCEPTIONS) || defined(__cpp_exceptions)
    segstack_throw_exhausted();
#else
    segstack_abort_exhausted();
#endif
  }
  leave_at_end guard = {&crossing};
  return reinterpret_cast<R (*)(F *, double, double)>(&segstack_call_on)(
      &function, as_double(sp),
      as_double(reinterpret_cast<const void *>(target)));
}

/// The flags of segstack_enter for a call that may throw, or not.
enum : unsigned {
  body_flags = 0,
  body_flags_no_throw = segstack_no_throw,
  retry_flags = segstack_retries,
  retry_flags_no_throw = segstack_retries + segstack_no_throw
};

/// Runs an outlined body: here when there is room, by cross() when not. The
/// closure is copied before its address escapes, so that on the hot path it
/// stays in registers.
template <uptr Bytes, bool Large> struct outlined {
  template <class F>
  __attribute__((always_inline)) static inline SEGSTACK_CONSTEXPR auto
  run(F function SEGSTACK_NAME_PARAMETER) -> decltype(function(ours())) {
    typedef decltype(function(ours())) R;
    if (__builtin_expect(!__builtin_is_constant_evaluated() && no_room<Bytes>(),
                         0))
      return cross<R, Bytes,
                   noexcept(function(ours())) ? body_flags_no_throw
                                              : body_flags>(
          function SEGSTACK_NAME_FORWARD);
    return function(ours());
  }
};

template <uptr Bytes> struct outlined<Bytes, true> {
  template <class F>
  __attribute__((always_inline)) static inline SEGSTACK_CONSTEXPR auto
  run(F function SEGSTACK_NAME_PARAMETER) -> decltype(function(ours())) {
    typedef decltype(function(ours())) R;
    if (__builtin_is_constant_evaluated())
      return function(ours());
    if (__builtin_expect(no_room<Bytes>(), 0))
      return cross<R, Bytes,
                   noexcept(function(ours())) ? body_flags_no_throw
                                              : body_flags>(
          function SEGSTACK_NAME_FORWARD);
    return invoke_apart<R, F>(&function);
  }
};

} // namespace
} // namespace detail
} // namespace segstack

#define SEGSTACK_LIST(...) __VA_ARGS__

/// Retry: `SEGSTACK_CHECK(bytes, (captures), call);` as a function's first
/// statement. \c call names the same function with the same arguments.
///
/// The call is in no argument of a class template: g++ takes two such types for
/// one when their dependent calls have the same name and arguments (Core 1321),
/// and would call the overload that it met first.
#define SEGSTACK_CHECK(bytes, captures, ...)                                   \
  if (__builtin_expect(!__builtin_is_constant_evaluated() &&                   \
                           ::segstack::detail::no_room<bytes>(),               \
                       0))                                                     \
  return ::segstack::detail::cross<                                            \
      decltype(__VA_ARGS__), (bytes),                                          \
      noexcept(__VA_ARGS__) ? ::segstack::detail::retry_flags_no_throw         \
                            : ::segstack::detail::retry_flags>(                \
      [SEGSTACK_LIST captures](                                                \
          ::segstack::detail::ours) mutable -> decltype(__VA_ARGS__) {         \
        return __VA_ARGS__;                                                    \
      } SEGSTACK_NAME_ARGUMENT)

/// Outline: `{ SEGSTACK_BODY(bytes, (captures), specifiers) {...body...}
/// SEGSTACK_BODY_END }`. The specifiers are those of a lambda: `noexcept`,
/// `-> type`.
#define SEGSTACK_BODY(bytes, captures, ...)                                    \
  return SEGSTACK_BODY_VOID(bytes, captures, __VA_ARGS__)

/// As SEGSTACK_BODY where `return` may have no operand: constructors and
/// destructors.
#define SEGSTACK_BODY_VOID(bytes, captures, ...)                               \
  ::segstack::detail::outlined<(bytes),                                        \
                               ((bytes) > ::segstack::detail::large_frame)>::  \
      run([SEGSTACK_LIST captures](::segstack::detail::ours) mutable __VA_ARGS__

#define SEGSTACK_BODY_END SEGSTACK_NAME_ARGUMENT);

/// Around a function try block: `{ SEGSTACK_CHECK(...); SEGSTACK_TRY try {...}
/// catch (...) {...} SEGSTACK_TRY_END }`.
#define SEGSTACK_TRY
#define SEGSTACK_TRY_END

/// Outline of one expression of a constructor's member initialiser.
#define SEGSTACK_INIT(bytes, ...)                                              \
  ::segstack::detail::                                                         \
      outlined<(bytes), ((bytes) > ::segstack::detail::large_frame)>::run(     \
          [&](::segstack::detail::ours) -> decltype((__VA_ARGS__)) {           \
            return __VA_ARGS__;                                                \
          } SEGSTACK_NAME_ARGUMENT)

#endif // __cplusplus
#endif // SEGSTACK_CHECK_H

//===- segstack/segstack.h - the runtime's public interface -----*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For programs that want to ask the runtime something. Instrumented code does
// not need it: that includes <segstack/check.h>. Every size is in bytes. All
// functions may be called in any thread; unless it says so, not in a signal
// handler. None of them throws, but exceptions pass through segstack_run.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_SEGSTACK_H
#define SEGSTACK_SEGSTACK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#include <exception>
#include <segstack/check.h>
extern "C" {
#endif

#pragma GCC visibility push(default)

#define SEGSTACK_VERSION_MAJOR 0
#define SEGSTACK_VERSION_MINOR 1
#define SEGSTACK_VERSION_PATCH 0

/// The version of the runtime that runs, as "major.minor.patch".
const char *segstack_version(void);

/// Calls \c fn(arg) with at least \p bytes of stack: here if there is room,
/// else on a segment. Returns 0, or ENOMEM without calling \p fn when the
/// stack is exhausted. Exceptions of \p fn pass through.
int segstack_run(void (*fn)(void *), void *arg, size_t bytes);

/// Calls \c fn(arg) on the thread's own stack, for code that checks the
/// stack's bounds itself, if the part of it that is not in use has room for
/// \p bytes; else returns ENOMEM without calling it. Returns 0 after the call.
/// Exceptions of \p fn pass through. C++ has on_system_stack, below.
int segstack_run_on_system_stack(void (*fn)(void *), void *arg, size_t bytes);

/// The bytes of stack that the calling thread may still use below this call,
/// the present segment and those it may still get together. Memory may end
/// before.
size_t segstack_remaining(void);

/// Sets the most stack that the calling thread may use, its own stack
/// included; what is in use stays. Returns 0, or EINVAL for less than 64 KiB.
/// New threads start with the option `max_stack`.
int segstack_set_limit(size_t bytes);

/// Where a thread is in its chain of segments.
struct segstack_position {
  void *thread, *segment;
  size_t visits;
  uintptr_t stress[6]; ///< of stress mode
};

/// For who jumps between frames or stacks by other means than longjmp,
/// siglongjmp, setcontext and swapcontext, which the runtime sees itself:
/// `__builtin_longjmp`, assembly. Save where the jump will land, before it can
/// be made; restore there after it, in whatever thread that is. Both may be
/// called in a signal handler, and cost a few stores.
void segstack_save_position(struct segstack_position *position);
void segstack_restore_position(const struct segstack_position *position);

/// For who makes stacks and switches between them by other means than
/// makecontext and swapcontext: tells of the \p size bytes from \p low, before
/// anything runs there. Deep calls go on in segments of that stack's own, which
/// stay with it when it is left and run on again, in another thread too; then
/// segstack_restore_position is due. Returns 0, EINVAL for less than 1 KiB, or
/// ENOMEM. A stack that nobody has told of is used to its end before a segment.
int segstack_add_stack(void *low, size_t size);

/// Before such a stack is freed, when nothing will run there any more: gives
/// its segments back. Returns 0, or EINVAL for a stack that is not known.
int segstack_remove_stack(void *low, size_t size);

/// Why a call found no stack.
struct segstack_exhaustion {
  const char *function; ///< the function that was called; "?": not known
  const char *limit;    ///< the option that raises the limit; null: memory
  size_t max_stack;     ///< the limit in force
  size_t bytes;         ///< stack in use
  size_t segments;      ///< segments in use
  size_t depth;         ///< calls in the recursion, about; 0 when not known
};

typedef void (*segstack_callback)(const struct segstack_exhaustion *info,
                                  void *data);

/// Has \p callback called each time a thread's stack is exhausted, in that
/// thread, on the reserve (64 KiB by default), before the exception is thrown
/// or the report written. Checks are off while it runs. It may end the process
/// or longjmp; when it returns, things go on as without it. One callback for
/// the process; null removes it.
void segstack_on_exhausted(segstack_callback callback, void *data);

/// A function that crossed from one segment to another, and how often.
struct segstack_site {
  char function[120]; ///< as its compiler spells it, cut where it is longer
  uint64_t crossings;
};

/// Counters of the process since it started. Those of other threads are read
/// while they run: each is right by itself, together they may disagree.
struct segstack_stats {
  uint64_t crossings;          ///< calls that left one segment for another
  uint64_t checks;             ///< checks seen in stress mode, in room or not
  uint64_t segments_mapped;    ///< ever
  uint64_t segments_live;      ///< mapped now
  uint64_t segments_cached;    ///< of those, kept unused by the calling thread
  uint64_t bytes_live;         ///< stack committed in segments now
  uint64_t bytes_peak;         ///< the most that bytes_live ever was
  uint64_t deepest_chain;      ///< the most segments one thread ever had
  uint64_t grown_in_place;     ///< times a segment grew without a crossing
  uint64_t exhausted;          ///< times a call found no stack
  struct segstack_site hot[8]; ///< by crossings; ends at an empty name
};

void segstack_get_stats(struct segstack_stats *stats);

#ifdef __cplusplus
} // extern "C"

namespace segstack {

/// Thrown by the call that would have gone beyond the thread's max_stack, or
/// found no memory. Destructors that run while it flies may use an emergency
/// allowance; afterwards the thread can recurse again.
class stack_exhausted : public std::exception {
public:
  stack_exhausted() noexcept;
  stack_exhausted(const stack_exhausted &) noexcept;
  stack_exhausted &operator=(const stack_exhausted &) noexcept;
  ~stack_exhausted() noexcept override;

  /// Which limit, what function, how many bytes. Lives as long as this object.
  const char *what() const noexcept override;

private:
  char text[232];
};

} // namespace segstack
#endif

#pragma GCC visibility pop

#ifdef __cplusplus

/// The value of an expression, evaluated on the thread's own stack, of which it
/// may use \p bytes; inside of functions only. `x =
/// SEGSTACK_ON_SYSTEM_STACK(32 << 10, scan(root))`. As on_system_stack
/// otherwise. Before C++14 no closure may stand in the expression.
#define SEGSTACK_ON_SYSTEM_STACK(bytes, ...) SEGSTACK_VISIT(bytes, __VA_ARGS__)

namespace segstack {
namespace {

/// Calls \p function() on the thread's own stack, right here when that is
/// where the thread is, and gives its result. Exceptions pass through. When the
/// part that is not in use has not \p bytes it throws stack_exhausted without
/// a call; without exceptions the report is written and the process aborts.
/// While the thread is on segments about `reserve` bytes are left there.
template <class Function>
inline auto on_system_stack(size_t bytes, Function &&function)
    -> decltype(static_cast<Function &&>(function)()) {
  return SEGSTACK_VISIT(bytes, static_cast<Function &&>(function)());
}

} // namespace
} // namespace segstack
#endif

#endif // SEGSTACK_SEGSTACK_H

//===- segstack/segstack.h - the nearest that libgcc has --------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stands in for the runtime's segstack.h. With SPLIT_STACK defined, the saved
// position is libgcc's context; without, nothing. A call that has no
// counterpart ends the program with a line that run.py reads as "n/a". The
// counters do not exist: whatever a program expects of them holds (see
// uncounted.h).
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_SEGSTACK_H
#define SEGSTACK_SEGSTACK_H

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>

/// The end of a program that needs what only segstack has.
[[noreturn]] inline void segstack_no_such_feature(const char *feature) {
  std::fprintf(stderr, "no such feature: %s\n", feature);
  std::_Exit(77);
}

struct segstack_position {
  void *words[10];
};

#ifdef SPLIT_STACK
extern "C" {
void __splitstack_getcontext(void *context[10]);
void __splitstack_setcontext(void *context[10]);
}

/// True once the program makes stacks and switches between them.
inline bool &segstack_switches() {
  static bool switches;
  return switches;
}

/// Where another stack may go on next, the thread is left without a segment and
/// with a guard that no stack pointer passes, so that a new stack begins with a
/// segment of its own. One that was left before restores its context.
__attribute__((always_inline)) inline void
segstack_save_position(segstack_position *here) {
  __splitstack_getcontext(here->words);
  if (!segstack_switches())
    return;
  segstack_position fresh = {};
  fresh.words[3] = reinterpret_cast<void *>(~uintptr_t(0)); // the guard
  __splitstack_setcontext(fresh.words);
}

__attribute__((always_inline)) inline void
segstack_restore_position(const segstack_position *here) {
  __splitstack_setcontext(const_cast<void **>(here->words));
}

inline int segstack_add_stack(void *, size_t) {
  segstack_switches() = true;
  return 0;
}
#else
inline void segstack_save_position(segstack_position *) {}
inline void segstack_restore_position(const segstack_position *) {}
inline int segstack_add_stack(void *, size_t) { return 0; }
#endif

inline int segstack_remove_stack(void *, size_t) { return 0; }

inline int segstack_run(void (*fn)(void *), void *arg, size_t) {
  fn(arg);
  return 0;
}

inline int segstack_run_on_system_stack(void (*)(void *), void *, size_t) {
  segstack_no_such_feature("segstack_run_on_system_stack");
}

inline size_t segstack_remaining() {
  segstack_no_such_feature("segstack_remaining");
}

inline int segstack_set_limit(size_t) {
  segstack_no_such_feature("segstack_set_limit");
}

struct segstack_exhaustion {
  const char *function, *limit;
  size_t max_stack, bytes, segments, depth;
};
typedef void (*segstack_callback)(const segstack_exhaustion *, void *);

inline void segstack_on_exhausted(segstack_callback, void *) {
  segstack_no_such_feature("segstack_on_exhausted");
}

/// A number that nobody counts. Every comparison with it holds.
struct segstack_uncounted {
  operator unsigned long long() const { return 0; }
  bool operator!() const { return false; }
};
#define SEGSTACK_HOLDS(op)                                                     \
  template <class T>                                                           \
  segstack_uncounted operator op(segstack_uncounted, const T &) {              \
    return {};                                                                 \
  }
SEGSTACK_HOLDS(>)
SEGSTACK_HOLDS(>=)
SEGSTACK_HOLDS(<)
SEGSTACK_HOLDS(<=)
SEGSTACK_HOLDS(==)
#undef SEGSTACK_HOLDS

struct segstack_stats {
  segstack_uncounted crossings, checks, segments_mapped, segments_live,
      segments_cached, bytes_live, bytes_peak, deepest_chain, grown_in_place,
      exhausted;
};
inline void segstack_get_stats(segstack_stats *) {}

namespace segstack {
/// Never thrown.
struct stack_exhausted : std::exception {};
} // namespace segstack

#endif // SEGSTACK_SEGSTACK_H

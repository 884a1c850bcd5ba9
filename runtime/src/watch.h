//===- watch.h - who is told of segments ------------------------*- C++ -*-===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Statistics, the trace, valgrind and AddressSanitizer. Included by state.h
// alone.
//
//===----------------------------------------------------------------------===//

#ifndef SEGSTACK_WATCH_H
#define SEGSTACK_WATCH_H

#include "state.h"

namespace segstack::rt {

// stats.cpp
/// Counts a crossing by \p function, and from now on into \p to by pointer.
void count_crossing(Thread &thread, Segment &to, const char *function);
void add_bytes(intptr_t bytes);
void note_mapped(const Segment &segment);
void note_unmapped();
/// A chain has become as long as \p segment is deep.
void note_chain(const Segment &segment);
uint64_t live_bytes();
void note_grown();
void note_exhausted();
void print_stats();

/// Where \p function's crossings are counted; the last entry is for all that
/// find no place.
uint64_t *site_counter(Site *sites, unsigned size, const char *function);

// trace.cpp
void trace_open(const char *path);
void trace_event(const char *name, const Segment &segment);
void trace_close();

// valgrind.cpp
void tell_valgrind(Segment &segment);
void untell_valgrind(const Segment &segment);

// sanitizer.cpp: under AddressSanitizer. What follows is called there alone.
bool is_sanitized();
/// Whether every crossing has more to do than its fast path.
inline bool crosses_slowly() {
  return options.stress || guarded || is_sanitized();
}
/// The thread goes on on \p now.
void tell_sanitizer(Thread &thread, Segment &now);
/// segstack_enter has decided where the thread goes on.
void note_entered(Thread &thread);
void note_left(Thread &thread, const Segment &left, const Crossing &crossing);
/// A jump leaves the stack at \p sp, to any place in the chain.
void note_jump(uptr sp);
/// The thread is on \p now since a jump, unseen: with the fake stack of where
/// it was, which has frames by now; that of \p now is lost.
void note_arrival(Thread &thread, Segment &now);
/// A jump has come to \p sp on \p now, where the position was restored.
void note_restored(Thread &thread, Segment &now, uptr sp);
/// \p gone is about to be unmapped.
void forget_fiber(Thread &thread, Segment &gone);
/// No frame is left in [low, high).
void clear_marks(uptr low, uptr high);

} // namespace segstack::rt

#endif // SEGSTACK_WATCH_H

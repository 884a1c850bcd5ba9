//===- cache.cpp - gives memory back, with hysteresis ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The segment just left stays, so that a loop at its edge never calls the
// system. What lies beyond it stays while it is within the `cache` option.
// Giving back S bytes and needing them again takes a recursion through at
// least S bytes, so the system calls are paid for.
//
//===----------------------------------------------------------------------===//

#include "state.h"

namespace segstack::rt {

void drop_after(Thread &thread, Segment &segment) {
  while (segment.next != &no_segment) {
    Segment *last = segment.next;
    while (last->next != &no_segment)
      last = last->next;
    unmap_segment(thread, *last);
  }
}

static Segment *last_of(Segment &segment) {
  Segment *last = &segment;
  while (last->next != &no_segment)
    last = last->next;
  return last;
}

namespace {

/// While segments beyond the next are looked at, no handler that comes in
/// between gives any back.
class Walk {
public:
  explicit Walk(Thread &thread) : thread(thread), was(thread.walks) {
    set(true);
  }
  ~Walk() { set(was); }
  Walk(const Walk &) = delete;
  Walk &operator=(const Walk &) = delete;

private:
  void set(bool walks) {
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    __atomic_store_n(&thread.walks, walks, __ATOMIC_RELAXED);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
  }

  Thread &thread;
  const bool was;
};

} // namespace

void take_back_after(Thread &thread, Segment &segment) {
  Walk walk(thread);
  for (Segment *at = segment.next; at != &no_segment; at = at->next)
    if (at->lent)
      take_back(*at);
}

/// Whether \p last is more than may stay beyond \p segment.
static bool is_too_much(const Segment &last, const Segment &segment) {
  return &last != &segment &&
         (last.emergency || last.total - segment.total > options.cache);
}

/// Drops segments beyond \p segment from the far end until the rest fits.
static void trim_beyond(Thread &thread, Segment &segment) {
  Walk walk(thread);
  Segment *last = last_of(segment);
  // Mostly there is nothing to do; then no system call is made.
  if (is_too_much(*last, segment)) {
    Quiet quiet;
    last = last_of(segment);
    while (is_too_much(*last, segment)) {
      Segment *prev = last->prev;
      unmap_segment(thread, *last);
      last = prev;
    }
  }
  // What was kept counts again when the segment before this one is left.
  if (last != &segment && segment.prev)
    segment.prev->trim = true;
}

void trim_after(Thread &thread, Segment &segment) {
  // Not the next one: code that a signal interrupted may be about to use it.
  if (segment.next->next == nullptr || segment.next->next == &no_segment)
    return;
  trim_beyond(thread, *segment.next);
}

__attribute__((noinline)) void leave_slow(Segment &left, Crossing *crossing) {
  put_limit(segstack_limit);
  Thread *thread = here.thread;
  // Another thread's crossing, or one from before the thread's record went.
  if (!thread)
    return;
  Segment &to = *static_cast<Segment *>(crossing->segment);
  if (is_sanitized())
    note_left(*thread, left, *crossing);
  if (options.stress)
    leave_stress(*thread, crossing);
  if (is_foreign(to))
    end_foreign(*thread, *to.chain);
  if (options.stress || is_foreign(to))
    return;
  if (&to == &left && left.entered == crossing) {
    give_reserve_back(left);
    return;
  }
  // The stack was switched unseen: what was left is elsewhere.
  if (left.entered != crossing)
    return;
  // Left by a handler: it goes back when the handler has returned.
  if (current_visit(*thread, reinterpret_cast<uptr>(crossing)))
    return;
  if (left.emergency) {
    Quiet quiet;
    drop_after(*thread, left);
    unmap_segment(*thread, left);
    return;
  }
  left.trim = crosses_slowly();
  trim_beyond(*thread, left);
  if (left.high - left.low > options.cache + (left.high - left.initial_low)) {
    Quiet quiet;
    shrink(left);
  }
}

} // namespace segstack::rt

//===- visit.cpp - off the end of the chain, and back ---------------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A signal handler may run on any stack while the chain's last segment belongs
// to what it interrupted, and so may a call on the thread's own stack:
//
//   push_visit --> checks compare with the visited stack's floor
//                  '-- no room --> on the chain, after Visit::segment
//   pop_visits --> current segment and limit as they were
//
// The record of a visit is in the Thread and not on the stack: when a jump has
// left a visit without a word, its stack may hold anything.
//
//===----------------------------------------------------------------------===//

#include "bytes.h"
#include "state.h"
#include <segstack/segstack.h>

namespace segstack::rt {

/// What lies below where the visit began: of the alternate signal stack, of a
/// segment, or of a stack that nobody told us about; then nothing.
static void look_up(Thread &thread, Visit &visit) {
  os::Range other = alternate_stack();
  visit.low = visit.floor = visit.high;
  if (visit.high - other.low < other.high - other.low) {
    uptr size = other.high - other.low;
    visit.low = other.low;
    visit.floor =
        visit.low + (options.reserve < size / 2 ? options.reserve : size / 2);
  } else if (const Segment *on = segment_of(thread, visit.high)) {
    visit.low = on->low;
    visit.floor = on->limit;
  }
}

static bool goes_on(Thread &thread, Visit &visit, uptr sp) {
  if (!visit.floor)
    look_up(thread, visit);
  if (is_on(visit, sp))
    return true;
  const Segment *on = segment_of(thread, sp);
  if (!on)
    return true;
  for (const Segment *at = visit.segment->next; at != &no_segment;
       at = at->next)
    if (at == on)
      return true;
  return false;
}

static void set_visits(Thread &thread, unsigned visits) {
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  __atomic_store_n(&thread.visits, visits, __ATOMIC_RELAXED);
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

Visit *current_visit(Thread &thread, uptr sp) {
  while (unsigned visits = thread.visits) {
    Visit &visit = thread.visit[visits - 1];
    if (visit.high && goes_on(thread, visit, sp))
      return &visit;
    set_visits(thread, visits - 1);
    visit.high = 0;
    jump_from_handler();
  }
  return nullptr;
}

void push_visit(Thread &thread, const Visit &visit) {
  unsigned visits = thread.visits;
  if (!may_push_visit(thread))
    return;
  // A signal may come at any place here: first the entry is taken, without a
  // `high`, and then filled in.
  set_visits(thread, visits + 1);
  thread.visit[visits] = visit;
}

void pop_visits(Thread &thread, unsigned visits, Segment *segment) {
  here.current = segment;
  if (!visits && !thread.walks)
    trim_after(thread, *segment);
  unsigned now = thread.visits;
  set_visits(thread, visits);
  while (now > visits)
    thread.visit[--now].high = 0;
}

void go_on(Thread &thread, Segment &segment, uptr visits, const uptr *stress) {
  run_chain(thread, *segment.chain);
  here.current = &segment;
  if (visits < thread.visits) {
    set_visits(thread, static_cast<unsigned>(visits));
    jump_from_handler();
  }
  if (!visits)
    settle_after_jump(reinterpret_cast<uptr>(__builtin_frame_address(0)));
  restore_stress(*segment.chain, stress);
  put_limit(UINTPTR_MAX);
}

} // namespace segstack::rt

using namespace segstack::rt;

#pragma GCC visibility push(default)
extern "C" {

static_assert(sizeof(segstack_position) == 9 * sizeof(uptr), "see check.h");

void segstack_save_position(segstack_position *position) {
  clear_bytes(position, sizeof(*position));
  if (!here.thread)
    return;
  position->thread = here.thread;
  position->segment = here.current;
  position->visits = here.thread->visits;
  spare_cached(*here.thread,
               reinterpret_cast<uptr>(__builtin_frame_address(0)));
  save_stress(*here.current->chain, position->stress);
  // Whoever leaves may leave for another stack: the next check looks.
  put_limit(UINTPTR_MAX);
}

void segstack_restore_position(const segstack_position *position) {
  Thread *thread = here.thread;
  if (thread) {
    // Without a segment from then nothing had begun.
    Segment *segment = position->segment
                           ? static_cast<Segment *>(position->segment)
                           : &thread->own;
    go_on(*thread, *segment, position->visits, position->stress);
    if (is_sanitized())
      note_restored(*thread, *segment,
                    reinterpret_cast<uptr>(__builtin_frame_address(0)));
  }
  // What is not in the position the next check looks up.
  put_limit(UINTPTR_MAX);
}

} // extern "C"
#pragma GCC visibility pop

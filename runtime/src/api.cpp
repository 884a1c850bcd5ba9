//===- api.cpp - the calls of segstack.h that ask or set ---------------===//
//
// Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each attaches the thread first, so that it may come before any check.
//
//===----------------------------------------------------------------------===//

#include "run.h"
#include "state.h"
#include <segstack/segstack.h>

#include <errno.h>

using namespace segstack;
using namespace segstack::rt;

static void end_visit(Thread &thread, const segstack_visit &visit) {
  auto &back = *static_cast<Segment *>(visit.segment);
  pop_visits(thread, visit.visits, &back);
  if (is_sanitized())
    tell_sanitizer(thread, back);
}

/// The end of what is in use on the thread's own stack, seen from \p sp
/// elsewhere; 0 when that is not known.
static uptr lowest_from(Thread &thread, uptr sp) {
  const Visit *visit = current_visit(thread, sp);
  if (!visit)
    return lowest_on_own(thread);
  // It went on from there to the chain.
  uptr left = reinterpret_cast<uptr>(visit->segment->next->entered);
  return holds(thread.own, left) && is_on(*visit, left) ? below_crossing(left)
                                                        : 0;
}

#define TEXT_OF(x) #x
#define VERSION(a, b, c) TEXT_OF(a) "." TEXT_OF(b) "." TEXT_OF(c)

#pragma GCC visibility push(default)
extern "C" {

const char *segstack_version() {
  return VERSION(SEGSTACK_VERSION_MAJOR, SEGSTACK_VERSION_MINOR,
                 SEGSTACK_VERSION_PATCH);
}

size_t segstack_remaining() {
  Thread *thread = this_thread();
  if (!thread)
    return 0;
  uptr sp = reinterpret_cast<uptr>(__builtin_frame_address(0));
  const Segment *at = segment_of(*thread, sp);
  uptr present = at && sp > at->limit ? sp - at->limit : 0;
  uptr total = here.current->total;
  return present + (thread->max_stack > total ? thread->max_stack - total : 0);
}

int segstack_set_limit(size_t bytes) {
  if (bytes < (64 << 10))
    return EINVAL;
  Thread *thread = this_thread();
  if (!thread)
    return ENOMEM;
  set_max_stack(*thread, bytes & ~(os::page_size() - 1));
  return 0;
}

void segstack_visit_begin(segstack_visit *visit, size_t bytes, uptr sp) {
  Thread *thread = this_thread();
  visit->limit = segstack_limit;
  visit->stack = UINTPTR_MAX;
  if (!thread)
    return;
  Segment &own = thread->own;
  if (holds(own, sp)) {
    if (sp - own.low > bytes)
      visit->stack = 0;
    return;
  }
  // Below the last frame there.
  uptr low = lowest_from(*thread, sp);
  if (low <= own.low || low - own.low < bytes || !may_push_visit(*thread))
    return;
  visit->stack = low;
  visit->segment = here.current;
  visit->visits = thread->visits;
  // Where the chain goes on is elsewhere, so a check here crosses to there.
  push_visit(*thread, {own.low, low, own.limit, here.current});
  put_limit(own.limit);
  if (is_sanitized())
    tell_sanitizer(*thread, own);
}

void segstack_visit_end(segstack_visit *visit) {
  if (visit->stack && visit->stack != UINTPTR_MAX)
    end_visit(*here.thread, *visit);
  put_limit(visit->limit);
}

static_assert(sizeof(segstack_visit) <= sizeof(segstack_crossing), "its place");

void *segstack_enter_own(segstack_crossing *crossing, uptr bytes,
                         const char *function, const void *target) {
  auto *visit = reinterpret_cast<segstack_visit *>(crossing);
  uptr sp = reinterpret_cast<uptr>(crossing);
  segstack_visit_begin(visit, bytes, sp);
  if (visit->stack != UINTPTR_MAX)
    return reinterpret_cast<void *>(visit->stack);
  Request request = {
      reinterpret_cast<Crossing *>(crossing), bytes, 0, function, target, sp};
  return here.thread ? refuse(*here.thread, request)
                     : exhausted_without_record(request);
}

void segstack_leave_own(segstack_crossing *crossing) {
  segstack_visit_end(reinterpret_cast<segstack_visit *>(crossing));
}

} // extern "C"
#pragma GCC visibility pop

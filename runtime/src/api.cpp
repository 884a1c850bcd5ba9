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

#include "state.h"
#include <segstack/segstack.h>

#include <errno.h>

using namespace segstack;
using namespace segstack::rt;

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

} // extern "C"
#pragma GCC visibility pop

namespace segstack::rt {

/// Where \p bytes of the thread's own stack are free for a call made at \p sp;
/// 0: it is there already, UINTPTR_MAX: nowhere.
static uptr room_on_own(Thread &thread, uptr bytes, uptr sp) {
  const Segment &own = thread.own;
  if (holds(own, sp))
    return sp - own.low > bytes ? 0 : UINTPTR_MAX;
  // Below the last frame there.
  uptr low = lowest_from(thread, sp);
  bool room = low > own.low && low - own.low >= bytes && may_push_visit(thread);
  return room ? low : UINTPTR_MAX;
}

void *enter_own(const Request &request) {
  Thread *thread = this_thread();
  uptr bytes = request.bytes & ~SEGSTACK_NOT_CACHED;
  uptr stack = thread ? room_on_own(*thread, bytes, request.sp()) : UINTPTR_MAX;
  if (stack == UINTPTR_MAX && !(request.flags & segstack_asks))
    return thread ? refuse(*thread, request)
                  : exhausted_without_record(request);
  Crossing &crossing = *request.crossing;
  if (stack && stack != UINTPTR_MAX) {
    crossing.limit = segstack_limit;
    crossing.segment = here.current;
    crossing.scratch[0] = thread->visits;
    // Where the chain goes on is elsewhere, so a check here crosses to there.
    Segment &own = thread->own;
    push_visit(*thread, {own.low, stack, own.limit, here.current});
    put_limit(own.limit);
    if (is_sanitized())
      tell_sanitizer(*thread, own);
  }
  return reinterpret_cast<void *>(stack);
}

void leave_own(const Crossing &crossing) {
  auto &back = *static_cast<Segment *>(crossing.segment);
  pop_visits(*here.thread, static_cast<unsigned>(crossing.scratch[0]), &back);
  if (is_sanitized())
    tell_sanitizer(*here.thread, back);
  put_limit(crossing.limit);
}

} // namespace segstack::rt
